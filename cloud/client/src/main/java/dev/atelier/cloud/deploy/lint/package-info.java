/// Reports what is wrong with a service config before the service does. A rule is a constant of
/// `Rule` and a function in the class of its subject; `Lint` runs them all.
@NullMarked
package dev.atelier.cloud.deploy.lint;

import org.jspecify.annotations.NullMarked;
