package dev.atelier.sandbox.oss.store;

/// CRC-64/XZ, which OSS calls crc64ecma: reflected, all ones at start and end.
public final class Crc64 {
    private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
    private static final long[] TABLE = table();
    private long state = -1;

    private static long[] table() {
        var table = new long[256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ POLYNOMIAL;
            }
            table[i] = value;
        }
        return table;
    }

    public void update(byte[] bytes, int from, int count) {
        long value = state;
        for (int i = from; i < from + count; i++) {
            value = TABLE[(int) ((value ^ bytes[i]) & 0xFF)] ^ (value >>> 8);
        }
        state = value;
    }

    /// As 64 bits; print them unsigned.
    public long value() {
        return ~state;
    }
}
