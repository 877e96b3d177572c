/// The commands about the cloud.
@NullMarked
package dev.atelier.app.cli.cloud;

import org.jspecify.annotations.NullMarked;
