/// What a model file is: its family, the sizes of its networks, whether every tensor is there and
/// of the right shape, and its hashes. Reads headers only. Start reading at [Checkpoint].
@NullMarked
package dev.atelier.checkpoint;

import org.jspecify.annotations.NullMarked;
