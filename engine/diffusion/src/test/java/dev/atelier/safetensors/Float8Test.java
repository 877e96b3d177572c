package dev.atelier.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Every code of the two formats against table 1 of Micikevicius et al. (arXiv:2209.05433).
class Float8Test {
    @Test
    void readsEveryE4m3() {
        for (int code = 0; code < 256; code++) {
            int exponent = (code >> 3) & 15;
            int fraction = code & 7;
            double size =
                    exponent == 0
                            ? Math.pow(2, -6) * fraction / 8
                            : Math.pow(2, exponent - 7) * (1 + fraction / 8.0);
            double expected = exponent == 15 && fraction == 7 ? Double.NaN : signed(code, size);

            assertEquals((float) expected, Float8.e4m3((byte) code), "code " + code);
        }
        assertEquals(448, Float8.e4m3((byte) 0x7E));
        assertEquals(0x1p-9f, Float8.e4m3((byte) 1));
    }

    @Test
    void readsEveryE5m2() {
        for (int code = 0; code < 256; code++) {
            int exponent = (code >> 2) & 31;
            int fraction = code & 3;
            double size =
                    exponent == 0
                            ? Math.pow(2, -14) * fraction / 4
                            : Math.pow(2, exponent - 15) * (1 + fraction / 4.0);
            if (exponent == 31) {
                size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            }

            assertEquals((float) signed(code, size), Float8.e5m2((byte) code), "code " + code);
        }
        assertEquals(57344, Float8.e5m2((byte) 0x7B));
        assertEquals(0x1p-16f, Float8.e5m2((byte) 1));
    }

    private static double signed(int code, double size) {
        return code < 128 ? size : -size;
    }
}
