/// Normal numbers that equal A1111's for the same seed: the generators ([NormalSource]), the rules
/// that turn a batch of seeds into starting and per-step noise ([ImageNoise]), and the Brownian
/// paths of the SDE samplers ([BrownianNoise]). No samplers, no tensors. Start reading at
/// [ImageNoise].
@NullMarked
package dev.atelier.noise;

import org.jspecify.annotations.NullMarked;
