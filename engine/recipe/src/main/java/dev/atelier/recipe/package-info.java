/// The shared vocabulary: what a picture is made from and the one port that makes it . Records and
/// sealed interfaces only: no tensors, no widgets, no HTTP.
@NullMarked
package dev.atelier.recipe;

import org.jspecify.annotations.NullMarked;
