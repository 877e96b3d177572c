package dev.atelier.torch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.ByteBuffer;

/// A byte of memory that a running script looks at in its long parts, see `pause` in `weights.py`:
/// the thread that computes is in native code, another one sets it.
final class StopFlag implements AutoCloseable {
    private final ByteBuffer memory = ByteBuffer.allocateDirect(1);
    private final Tensor tensor;

    /// @param manager of the processor: what a card computes has no part in this memory
    StopFlag(PtNDManager manager) {
        tensor = new Tensor(manager.create(memory, new Shape(1), DataType.UINT8));
    }

    /// Shares the memory; not to be used after [#close()].
    Tensor tensor() {
        return tensor;
    }

    /// Ends the script with an exception; does nothing once it has ended.
    void set() {
        memory.put(0, (byte) 1);
    }

    @Override
    public void close() {
        tensor.close();
    }
}
