package dev.atelier.control;

/// A number that a preprocessor takes.
///
/// @param label sd-webui-controlnet's name of it
/// @param step that its interface moves by
public record Slider(String label, double min, double max, double value, double step) {
    /// The resolution of nearly all: the shorter edge in pixels.
    public static final Slider RESOLUTION = new Slider("Resolution", 64, 2048, 512, 8);

    /// A number as the extension takes it: one out of range, as -1, stands for the default.
    public double bounded(double number) {
        return number >= min && number <= max ? number : value;
    }

    /// Whether only whole numbers make a difference.
    public boolean whole() {
        return step >= 1;
    }
}
