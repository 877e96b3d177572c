/// Noise levels: how a model was trained ([NoiseSchedule]), and at which levels a run visits it
/// ([Schedules]). Tables are float32 values kept in doubles, as A1111 has them. Start reading at
/// [Schedules].
@NullMarked
package dev.atelier.sampling.schedule;

import org.jspecify.annotations.NullMarked;
