package dev.atelier.noise;

/// Spherical interpolation as A1111 does it for variation seeds: the angle is taken along the
/// **height** axis, one per channel and column, since `dim=1` of an unbatched `[C, H, W]` tensor is
/// the height. Arithmetic is float32, as there.
final class Slerp {
    /// Mean cosine above which A1111 falls back to a straight line.
    private static final double PARALLEL = 0.9995;

    private Slerp() {}

    /// Mixes `low` into `high` with `strength` 0..1; all `[channels, height, width]`.
    static float[] mix(float strength, float[] low, float[] high, ImageSize size) {
        var cosines = cosines(low, high, size);
        double mean = 0;
        for (float cosine : cosines) {
            mean += cosine / cosines.length;
        }
        var mixed = new float[low.length];
        for (int i = 0; i < mixed.length; i++) {
            // The straight line is reversed in A1111 (strength weighs the base noise); kept.
            mixed[i] =
                    mean > PARALLEL
                            ? low[i] * strength + high[i] * (1 - strength)
                            : onSphere(strength, cosines[size.column(i)], low[i], high[i]);
        }
        return mixed;
    }

    private static float onSphere(float strength, float cosine, float low, float high) {
        float omega = (float) Math.acos(cosine);
        float sine = (float) Math.sin(omega);
        float a = (float) Math.sin((1 - strength) * omega) / sine;
        float b = (float) Math.sin(strength * omega) / sine;
        return a * low + b * high;
    }

    private static float[] cosines(float[] low, float[] high, ImageSize size) {
        var lowNorms = columnNorms(low, size);
        var highNorms = columnNorms(high, size);
        var sums = new double[lowNorms.length];
        for (int i = 0; i < low.length; i++) {
            int column = size.column(i);
            sums[column] += low[i] / lowNorms[column] * (high[i] / highNorms[column]);
        }
        var cosines = new float[sums.length];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = (float) sums[i];
        }
        return cosines;
    }

    private static float[] columnNorms(float[] values, ImageSize size) {
        var squares = new double[size.channels() * size.width()];
        for (int i = 0; i < values.length; i++) {
            squares[size.column(i)] += (double) values[i] * values[i];
        }
        var norms = new float[squares.length];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = (float) Math.sqrt(squares[i]);
        }
        return norms;
    }
}
