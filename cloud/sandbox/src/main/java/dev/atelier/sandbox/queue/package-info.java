/// The queue service of PAI-EAS: frames, groups, consumers, and the calls by which they are
/// reached. Start reading at `MessageQueue`.
@NullMarked
package dev.atelier.sandbox.queue;

import org.jspecify.annotations.NullMarked;
