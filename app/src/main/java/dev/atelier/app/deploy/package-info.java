/// Deploys a service: a config as form and as JSON, what is wrong with it, and how it starts. Start
/// reading at `DeployModel`.
@NullMarked
package dev.atelier.app.deploy;

import org.jspecify.annotations.NullMarked;
