package dev.atelier.safetensors;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Conversion of a tensor's bytes into Java's number types. Little-endian, any alignment.
final class Numbers {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Numbers() {}

    static double[] doubles(TensorInfo info, MemorySegment data) {
        if (info.dtype() == DType.F64) {
            return data.toArray(DOUBLE);
        }
        var values = new double[Math.toIntExact(info.count())];
        for (int i = 0; i < values.length; i++) {
            values[i] = real(info, data, i);
        }
        return values;
    }

    static float[] floats(TensorInfo info, MemorySegment data) {
        if (info.dtype() == DType.F32) {
            return data.toArray(FLOAT);
        }
        var values = new float[Math.toIntExact(info.count())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) real(info, data, i);
        }
        return values;
    }

    static long[] longs(TensorInfo info, MemorySegment data) {
        var values = new long[Math.toIntExact(info.count())];
        for (int i = 0; i < values.length; i++) {
            values[i] = whole(info, data, i);
        }
        return values;
    }

    private static double real(TensorInfo info, MemorySegment data, long i) {
        return switch (info.dtype()) {
            case F16 -> Float.float16ToFloat(data.get(SHORT, 2 * i));
            case BF16 -> Float.intBitsToFloat(data.get(SHORT, 2 * i) << 16);
            case F32 -> data.get(FLOAT, 4 * i);
            case F64 -> data.get(DOUBLE, 8 * i);
            case U64 -> unsigned(data.get(LONG, 8 * i));
            case BOOL, U8, I8, I16, U16, I32, U32, I64 -> whole(info, data, i);
            case F8_E4M3 -> Float8.e4m3(data.get(BYTE, i));
            case F8_E5M2 -> Float8.e5m2(data.get(BYTE, i));
        };
    }

    private static long whole(TensorInfo info, MemorySegment data, long i) {
        return switch (info.dtype()) {
            case BOOL, U8 -> Byte.toUnsignedInt(data.get(BYTE, i));
            case I8 -> data.get(BYTE, i);
            case I16 -> data.get(SHORT, 2 * i);
            case U16 -> Short.toUnsignedInt(data.get(SHORT, 2 * i));
            case I32 -> data.get(INT, 4 * i);
            case U32 -> Integer.toUnsignedLong(data.get(INT, 4 * i));
            case I64, U64 -> data.get(LONG, 8 * i);
            case F16, BF16, F32, F64, F8_E4M3, F8_E5M2 -> throw unreadable(info, "whole numbers");
        };
    }

    private static double unsigned(long bits) {
        double value = bits >>> 1;
        return value * 2 + (bits & 1);
    }

    private static IllegalArgumentException unreadable(TensorInfo info, String expected) {
        return new IllegalArgumentException(
                "%s: expected %s, got %s".formatted(info.name(), expected, info.dtype()));
    }
}
