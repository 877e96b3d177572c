package dev.atelier.sampling.schedule;

/// `torch.linspace`: counted from the nearer end, so both ends are exact.
final class Linspace {
    private Linspace() {}

    /// Value `i` of `count`, in float64.
    static double at(double start, double end, int count, int i) {
        if (count == 1) {
            return start;
        }
        double step = (end - start) / (count - 1);
        return i < count / 2 ? start + step * i : end - step * (count - 1 - i);
    }

    /// Value `i` of `count`, in float32.
    static float at(float start, float end, int count, int i) {
        if (count == 1) {
            return start;
        }
        float step = (end - start) / (count - 1);
        return i < count / 2 ? start + step * i : end - step * (count - 1 - i);
    }
}
