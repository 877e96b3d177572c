/// The queue of pictures to be made, and what becomes of them. It outlives the process: start with
/// [Job] and [JobStore], then [QueueModel], which runs them.
@NullMarked
package dev.atelier.app.queue;

import org.jspecify.annotations.NullMarked;
