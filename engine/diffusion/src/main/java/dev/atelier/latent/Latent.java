package dev.atelier.latent;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/// A batch of latents `[batch, channels, height, width]`, row-major doubles. Immutable by
/// convention: every operation returns a new latent, and nobody writes to [#values] of a latent he
/// did not make. Safe to share between threads under that rule.
public final class Latent {
    private final Shape shape;
    private final double[] values;

    /// The four sizes of a latent; height and width count latent pixels (picture pixels / 8).
    public record Shape(int batch, int channels, int height, int width) {
        public Shape {
            if (batch < 1 || channels < 1 || height < 1 || width < 1) {
                throw new IllegalArgumentException(
                        "latent shape: expected positive sizes, got %d x %d x %d x %d"
                                .formatted(batch, channels, height, width));
            }
        }

        /// Values in one picture of the batch.
        public int sampleSize() {
            return channels * height * width;
        }

        /// Values in the whole batch.
        public int size() {
            return batch * sampleSize();
        }

        /// The same picture size with another batch.
        public Shape withBatch(int count) {
            return new Shape(count, channels, height, width);
        }
    }

    private Latent(Shape shape, double[] values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    "latent %s: expected %d values, got %d"
                            .formatted(shape, shape.size(), values.length));
        }
        this.shape = shape;
        this.values = values;
    }

    /// Wraps `values`, which then belong to the latent.
    public static Latent of(Shape shape, double[] values) {
        return new Latent(shape, values);
    }

    /// Widens and copies `values`.
    public static Latent of(Shape shape, float[] values) {
        var wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return new Latent(shape, wide);
    }

    public static Latent zeros(Shape shape) {
        return new Latent(shape, new double[shape.size()]);
    }

    /// Joins latents of one picture size along the batch axis, in order.
    public static Latent stack(List<Latent> parts) {
        var first = parts.getFirst().shape;
        int batch = parts.stream().mapToInt(Latent::batch).sum();
        var joined = new double[batch * first.sampleSize()];
        int at = 0;
        for (var part : parts) {
            if (part.shape.withBatch(1).equals(first.withBatch(1))) {
                System.arraycopy(part.values, 0, joined, at, part.values.length);
                at += part.values.length;
            } else {
                throw new IllegalArgumentException(
                        "cannot stack latents of %s and %s".formatted(first, part.shape));
            }
        }
        return new Latent(first.withBatch(batch), joined);
    }

    public Shape shape() {
        return shape;
    }

    public int batch() {
        return shape.batch();
    }

    public int channels() {
        return shape.channels();
    }

    public int height() {
        return shape.height();
    }

    public int width() {
        return shape.width();
    }

    /// The values themselves, not a copy: read only.
    public double[] values() {
        return values;
    }

    /// The values narrowed to float32, a new array.
    public float[] toFloats() {
        var narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    /// Picture `index` of the batch, as a batch of one.
    public Latent sample(int index) {
        Objects.checkIndex(index, batch());
        int size = shape.sampleSize();
        return new Latent(
                shape.withBatch(1), Arrays.copyOfRange(values, index * size, (index + 1) * size));
    }

    /// The channels of both, pictures alike.
    public Latent beside(Latent other) {
        int own = shape.sampleSize();
        int more = other.shape.sampleSize();
        var result = new double[shape.batch() * (own + more)];
        for (int i = 0; i < shape.batch(); i++) {
            System.arraycopy(values, i * own, result, i * (own + more), own);
            System.arraycopy(other.values, i * more, result, i * (own + more) + own, more);
        }
        return new Latent(
                new Shape(
                        shape.batch(),
                        shape.channels() + other.shape.channels(),
                        shape.height(),
                        shape.width()),
                result);
    }

    public Latent plus(Latent other) {
        return plusScaled(other, 1);
    }

    public Latent minus(Latent other) {
        return plusScaled(other, -1);
    }

    public Latent times(double factor) {
        var result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i] * factor;
        }
        return new Latent(shape, result);
    }

    /// Element-wise product: masks.
    public Latent times(Latent other) {
        requireSameShape(other);
        var result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i] * other.values[i];
        }
        return new Latent(shape, result);
    }

    public Latent dividedBy(double divisor) {
        var result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i] / divisor;
        }
        return new Latent(shape, result);
    }

    /// `this + factor * other`.
    public Latent plusScaled(Latent other, double factor) {
        requireSameShape(other);
        var result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i] + factor * other.values[i];
        }
        return new Latent(shape, result);
    }

    public Latent map(DoubleUnaryOperator function) {
        var result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = function.applyAsDouble(values[i]);
        }
        return new Latent(shape, result);
    }

    public double meanAbs() {
        double sum = 0;
        for (double value : values) {
            sum += Math.abs(value);
        }
        return sum / values.length;
    }

    public double maxAbs() {
        double max = 0;
        for (double value : values) {
            max = Math.max(max, Math.abs(value));
        }
        return max;
    }

    /// True when no value is NaN or infinite.
    public boolean isFinite() {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private void requireSameShape(Latent other) {
        if (!shape.equals(other.shape)) {
            throw new IllegalArgumentException(
                    "latents differ in shape: %s and %s".formatted(shape, other.shape));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Latent that
                && shape.equals(that.shape)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Latent[%s, mean |x| %.6g]".formatted(shape, meanAbs());
    }
}
