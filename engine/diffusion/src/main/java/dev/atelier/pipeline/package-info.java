/// Puts the parts together in A1111's order of operations: prompts, noise, guided sampling,
/// decoding. Start reading at [LocalGenerator].
@NullMarked
package dev.atelier.pipeline;

import org.jspecify.annotations.NullMarked;
