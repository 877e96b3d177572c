/// Model folders as the diffusers library keeps them, and its names for tensors, read as LDM's.
/// Start reading at [dev.atelier.checkpoint.diffusers.Diffusers].
@NullMarked
package dev.atelier.checkpoint.diffusers;

import org.jspecify.annotations.NullMarked;
