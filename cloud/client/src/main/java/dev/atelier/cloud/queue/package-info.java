/// The queue service of PAI-EAS, as asynchronous services have one on each side. Start reading at
/// `QueueClient`.
@NullMarked
package dev.atelier.cloud.queue;

import org.jspecify.annotations.NullMarked;
