package dev.atelier.recipe.infotext;

import java.math.BigDecimal;

/// Numbers as Python writes them, since A1111's texts are its `str(value)`.
final class PythonNumbers {
    private static final double LARGE = 1e16;
    private static final double SMALL = 1e-4;

    private PythonNumbers() {}

    /// A float: the shortest digits that read back as the same number, an exponent only where
    /// Python has one.
    static String text(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value) || size >= LARGE || (size != 0 && size < SMALL)) {
            var java = Double.toString(value).replace(".0E", "e").replace('E', 'e');
            return java.replaceFirst("e-(\\d)$", "e-0$1").replaceFirst("e(\\d+)$", "e+$1");
        }
        var plain = new BigDecimal(Double.toString(value)).toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    /// A number that A1111 keeps whole where it is: `2`, but `1.5`.
    static String wholeIfItIs(double value) {
        return value == Math.rint(value) && Math.abs(value) < LARGE
                ? Long.toString((long) value)
                : text(value);
    }
}
