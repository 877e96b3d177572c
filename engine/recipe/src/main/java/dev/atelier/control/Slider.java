package dev.atelier.control;

import dev.atelier.recipe.Message;
import java.util.Map;

/// A number that a preprocessor takes.
///
/// @param label sd-webui-controlnet's name of it
/// @param step that its interface moves by
public record Slider(String label, double min, double max, double value, double step) {
    private static final Map<String, String> TITLES =
            Map.of(
                    "Low Threshold", "slider.Low-Threshold",
                    "High Threshold", "slider.High-Threshold",
                    "Sigma", "slider.Sigma",
                    "XDoG Threshold", "slider.XDoG-Threshold",
                    "Binarization Threshold", "slider.Binarization-Threshold",
                    "Gamma Correction", "slider.Gamma-Correction",
                    "Down Sampling Rate", "slider.Down-Sampling-Rate",
                    "Variation", "slider.Variation",
                    "Sharpness", "slider.Sharpness");

    /// The resolution of nearly all: the shorter edge in pixels.
    public static final Slider RESOLUTION = new Slider("Resolution", 64, 2048, 512, 8);

    /// What it is called in short, in the languages of the program where this program uses it.
    public Message title() {
        var key = TITLES.get(label);
        return key == null ? Message.plain(label) : Message.of(key);
    }

    /// A number as the extension takes it: one out of range, as -1, stands for the default.
    public double bounded(double number) {
        return number >= min && number <= max ? number : value;
    }

    /// Whether only whole numbers make a difference.
    public boolean whole() {
        return step >= 1;
    }
}
