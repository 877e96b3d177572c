package dev.atelier.torch;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.Arrays;

/// A native tensor. Its receiver closes it; nothing else frees its memory.
public final class Tensor implements AutoCloseable {
    private final PtNDArray array;

    Tensor(PtNDArray array) {
        this.array = array;
    }

    PtNDArray array() {
        return array;
    }

    /// The sizes of all dimensions, outermost first.
    public long[] shape() {
        return array.getShape().getShape();
    }

    /// All values in row-major order; the tensor must be float32.
    public float[] floats() {
        if (array.getDataType() != DataType.FLOAT32) {
            throw new IllegalStateException("expected float32, got " + array.getDataType());
        }
        return array.toFloatArray();
    }

    /// All values of a uint8 tensor in row-major order.
    public byte[] bytes() {
        if (array.getDataType() != DataType.UINT8) {
            throw new IllegalStateException("expected uint8, got " + array.getDataType());
        }
        return array.toByteArray();
    }

    @Override
    public void close() {
        array.close();
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape());
    }
}
