/// The checkpoints that can be chosen: found in the folders the user named, described without
/// loading them.
@NullMarked
package dev.atelier.app.models;

import org.jspecify.annotations.NullMarked;
