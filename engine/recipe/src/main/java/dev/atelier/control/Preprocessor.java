package dev.atelier.control;

import dev.atelier.image.Bitmap;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.Message;
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
        Way way) {
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

    /// Whether this program draws it.
    public boolean available() {
        return way instanceof Way.Arithmetic;
    }

    /// Whether it looks at a mask in a fourth channel.
    public boolean takesMask() {
        return name.contains("inpaint");
    }

    /// Why this program does not draw it, and what to do; empty where it does.
    public Optional<Message> missing() {
        return switch (way) {
            case Way.Arithmetic _ -> Optional.empty();
            case Way.Network(String file) when file.isEmpty() ->
                    Optional.of(Message.of("control.network", label));
            case Way.Network(String file) ->
                    Optional.of(Message.of("control.network-file", label, file));
            case Way.NoMap _ when name.startsWith("reference") ->
                    Optional.of(Message.of("control.reference", label));
            case Way.NoMap _ -> Optional.of(Message.of("control.no-map", label));
        };
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

    /// The map of a picture, of a size of its own.
    ///
    /// @throws IllegalStateException if it is not [#available]
    public Bitmap map(Bitmap picture, Drawing drawing) {
        if (!(way instanceof Way.Arithmetic(Way.Draws draws))) {
            throw new IllegalStateException(missing().orElseThrow().english());
        }
        return draws.map(takesMask() ? picture : Colours.three(picture), drawing);
    }
}
