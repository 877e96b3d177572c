/// Samplers that choose their own sigmas between two bounds: DPM-Solver in its fixed and its
/// adaptive form. Start reading at [DpmFast].
@NullMarked
package dev.atelier.sampling.range;

import org.jspecify.annotations.NullMarked;
