package dev.atelier.control;

import dev.atelier.recipe.ControlUnit.Preprocessing;
import java.util.List;
import java.util.Optional;

/// A preprocessor of sd-webui-controlnet.
///
/// @param name its module name
/// @param label its name in the extension's interface; requests may use either
/// @param tags the control types that list it
/// @param priority its place in lists, the highest first
/// @param modelFree whether it works without a ControlNet
/// @param resolution what the resolution does
/// @param sliders its numbers: at most two
public record Preprocessor(
        String name,
        String label,
        List<String> tags,
        int priority,
        boolean modelFree,
        Resolution resolution,
        List<Slider> sliders,
        MapMethod way) {
    /// What the resolution does.
    public enum Resolution {
        USED,
        /// The extension shows it all the same.
        IGNORED,
        HIDDEN
    }

    public Preprocessor {
        tags = List.copyOf(tags);
        sliders = List.copyOf(sliders);
    }

    public Optional<Slider> a() {
        return sliders.stream().findFirst();
    }

    public Optional<Slider> b() {
        return sliders.stream().skip(1).findFirst();
    }

    /// Whether it looks at a mask in a fourth channel.
    public boolean takesMask() {
        return name.contains("inpaint");
    }

    /// Whether a map is all that it makes: given with the module `none`, that map steers alike. The
    /// others also take a mask, or change the finished picture.
    public boolean onlyDraws() {
        boolean finishes = name.startsWith("tile_colorfix") || name.startsWith("recolor");
        return !finishes && !takesMask() && !(way instanceof MapMethod.NoMap);
    }

    /// The numbers for a unit; those out of range stand for the defaults.
    ///
    /// @param seed of the picture
    public Drawing drawing(Preprocessing wanted, long seed) {
        return new Drawing(
                shownResolution(wanted.resolution()),
                a().map(it -> it.bounded(wanted.thresholdA())).orElse(wanted.thresholdA()),
                b().map(it -> it.bounded(wanted.thresholdB())).orElse(wanted.thresholdB()),
                seed & 0xFFFFFFFFL);
    }

    private int shownResolution(int wanted) {
        return resolution == Resolution.HIDDEN
                ? (int) Slider.RESOLUTION.value()
                : (int) Slider.RESOLUTION.bounded(wanted);
    }
}
