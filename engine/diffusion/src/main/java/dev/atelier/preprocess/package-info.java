/// The networks that draw control maps: soft edges, line art, straight lines, depth, poses.
@NullMarked
package dev.atelier.preprocess;

import org.jspecify.annotations.NullMarked;
