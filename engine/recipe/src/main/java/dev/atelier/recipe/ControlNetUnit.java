package dev.atelier.recipe;

import java.util.Arrays;
import java.util.Optional;

/// One ControlNet and the picture that steers it, with the meaning of sd-webui-controlnet.
///
/// @param enabled whether it counts
/// @param model the ControlNet
/// @param preprocess how its picture is drawn
/// @param image its picture; absent for the starting picture of image to image
/// @param mask the part of the picture an inpainting preprocessor works on
/// @param resize how the picture is brought to size
/// @param weight its strength, -10 to 10
/// @param guidanceStart the fraction of steps at which it begins, 0 to 1
/// @param guidanceEnd the fraction of steps at which it ends, 0 to 1
/// @param controlMode which side wins
/// @param passes the passes it takes part in
public record ControlNetUnit(
        boolean enabled,
        ModelRef model,
        Preprocess preprocess,
        Optional<ImageSource> image,
        Optional<ImageSource> mask,
        Resize resize,
        double weight,
        double guidanceStart,
        double guidanceEnd,
        ControlMode controlMode,
        Passes passes) {
    public ControlNetUnit {
        Require.within("control weight", weight, -10.0, 10.0);
        Require.within("control guidance start", guidanceStart, 0.0, 1.0);
        Require.within("control guidance end", guidanceEnd, 0.0, 1.0);
    }

    /// A unit at weight 1 over all steps whose picture is used as it is.
    public static ControlNetUnit of(ModelRef model, ImageSource image) {
        return new ControlNetUnit(
                true,
                model,
                Preprocess.NONE,
                Optional.of(image),
                Optional.empty(),
                Resize.CROP_AND_RESIZE,
                1,
                0,
                1,
                ControlMode.BALANCED,
                Passes.BOTH);
    }

    /// A copy with another `enabled`.
    public ControlNetUnit withEnabled(boolean enabled) {
        return new ControlNetUnit(
                enabled,
                model,
                preprocess,
                image,
                mask,
                resize,
                weight,
                guidanceStart,
                guidanceEnd,
                controlMode,
                passes);
    }

    /// A copy with another `model`.
    public ControlNetUnit withModel(ModelRef model) {
        return new ControlNetUnit(
                enabled,
                model,
                preprocess,
                image,
                mask,
                resize,
                weight,
                guidanceStart,
                guidanceEnd,
                controlMode,
                passes);
    }

    /// A copy with another `preprocess`.
    public ControlNetUnit withPreprocess(Preprocess preprocess) {
        return new ControlNetUnit(
                enabled,
                model,
                preprocess,
                image,
                mask,
                resize,
                weight,
                guidanceStart,
                guidanceEnd,
                controlMode,
                passes);
    }

    /// A copy with another `image`.
    public ControlNetUnit withImage(Optional<ImageSource> image) {
        return new ControlNetUnit(
                enabled,
                model,
                preprocess,
                image,
                mask,
                resize,
                weight,
                guidanceStart,
                guidanceEnd,
                controlMode,
                passes);
    }

    /// A copy with another `mask`.
    public ControlNetUnit withMask(Optional<ImageSource> mask) {
        return new ControlNetUnit(
                enabled,
                model,
                preprocess,
                image,
                mask,
                resize,
                weight,
                guidanceStart,
                guidanceEnd,
                controlMode,
                passes);
    }

    /// A copy with another `resize`.
    public ControlNetUnit withResize(Resize resize) {
        return new ControlNetUnit(
                enabled,
                model,
                preprocess,
                image,
                mask,
                resize,
                weight,
                guidanceStart,
                guidanceEnd,
                controlMode,
                passes);
    }

    /// A copy with another `weight`.
    public ControlNetUnit withWeight(double weight) {
        return new ControlNetUnit(
                enabled,
                model,
                preprocess,
                image,
                mask,
                resize,
                weight,
                guidanceStart,
                guidanceEnd,
                controlMode,
                passes);
    }

    /// A copy with another `guidanceStart`.
    public ControlNetUnit withGuidanceStart(double guidanceStart) {
        return new ControlNetUnit(
                enabled,
                model,
                preprocess,
                image,
                mask,
                resize,
                weight,
                guidanceStart,
                guidanceEnd,
                controlMode,
                passes);
    }

    /// A copy with another `guidanceEnd`.
    public ControlNetUnit withGuidanceEnd(double guidanceEnd) {
        return new ControlNetUnit(
                enabled,
                model,
                preprocess,
                image,
                mask,
                resize,
                weight,
                guidanceStart,
                guidanceEnd,
                controlMode,
                passes);
    }

    /// A copy with another `controlMode`.
    public ControlNetUnit withControlMode(ControlMode controlMode) {
        return new ControlNetUnit(
                enabled,
                model,
                preprocess,
                image,
                mask,
                resize,
                weight,
                guidanceStart,
                guidanceEnd,
                controlMode,
                passes);
    }

    /// A copy with another `passes`.
    public ControlNetUnit withPasses(Passes passes) {
        return new ControlNetUnit(
                enabled,
                model,
                preprocess,
                image,
                mask,
                resize,
                weight,
                guidanceStart,
                guidanceEnd,
                controlMode,
                passes);
    }

    /// How the control picture is drawn from the given one.
    ///
    /// @param module sd-webui-controlnet's name of the preprocessor, `none` to use the picture as
    ///     it is
    /// @param resolution the preprocessor's working size in pixels, -1 for its default
    /// @param thresholdA its first setting, -1 for the default
    /// @param thresholdB its second setting, -1 for the default
    /// @param pixelPerfect takes the working size from the recipe's
    public record Preprocess(
            String module,
            int resolution,
            double thresholdA,
            double thresholdB,
            boolean pixelPerfect) {
        public Preprocess {
            Require.notBlank("control module", module);
            Require.within("control resolution", resolution, -1, Size.MAX);
            Require.finite("control threshold A", thresholdA);
            Require.finite("control threshold B", thresholdB);
        }

        /// Uses the picture as it is.
        public static final Preprocess NONE = new Preprocess("none", -1, -1, -1, false);

        /// A copy with another `module`.
        public Preprocess withModule(String module) {
            return new Preprocess(module, resolution, thresholdA, thresholdB, pixelPerfect);
        }

        /// A copy with another `resolution`.
        public Preprocess withResolution(int resolution) {
            return new Preprocess(module, resolution, thresholdA, thresholdB, pixelPerfect);
        }

        /// A copy with another `thresholdA`.
        public Preprocess withThresholdA(double thresholdA) {
            return new Preprocess(module, resolution, thresholdA, thresholdB, pixelPerfect);
        }

        /// A copy with another `thresholdB`.
        public Preprocess withThresholdB(double thresholdB) {
            return new Preprocess(module, resolution, thresholdA, thresholdB, pixelPerfect);
        }

        /// A copy with another `pixelPerfect`.
        public Preprocess withPixelPerfect(boolean pixelPerfect) {
            return new Preprocess(module, resolution, thresholdA, thresholdB, pixelPerfect);
        }
    }

    /// How the control picture is brought to the recipe's size; the ordinal is the API's number.
    public enum Resize {
        JUST_RESIZE("Just Resize"),
        CROP_AND_RESIZE("Crop and Resize"),
        RESIZE_AND_FILL("Resize and Fill");

        private final String label;

        Resize(String label) {
            this.label = label;
        }

        /// The name in A1111's interface, infotext and API.
        public String label() {
            return label;
        }

        /// The constant with this label, letter case aside.
        public static Optional<Resize> ofLabel(String label) {
            return Arrays.stream(values()).filter(v -> v.label.equalsIgnoreCase(label)).findFirst();
        }
    }

    /// Which side wins; the ordinal is the API's number.
    public enum ControlMode {
        /// Both sides at the same strength.
        BALANCED("Balanced"),
        /// Control fades towards the deep layers.
        PROMPT("My prompt is more important"),
        /// As with the prompt, and the negative side runs without control.
        CONTROL("ControlNet is more important");

        private final String label;

        ControlMode(String label) {
            this.label = label;
        }

        /// The name in A1111's interface, infotext and API.
        public String label() {
            return label;
        }

        /// The constant with this label, letter case aside.
        public static Optional<ControlMode> ofLabel(String label) {
            return Arrays.stream(values()).filter(v -> v.label.equalsIgnoreCase(label)).findFirst();
        }
    }

    /// The passes the unit takes part in when there is a hires pass.
    public enum Passes {
        BOTH("Both"),
        LOW("Low res only"),
        HIGH("High res only");

        private final String label;

        Passes(String label) {
            this.label = label;
        }

        /// The name in A1111's interface, infotext and API.
        public String label() {
            return label;
        }

        /// The constant with this label, letter case aside.
        public static Optional<Passes> ofLabel(String label) {
            return Arrays.stream(values()).filter(v -> v.label.equalsIgnoreCase(label)).findFirst();
        }
    }
}
