package dev.atelier.recipe;

/// One ControlNet unit.
///
/// @param image path of the control picture; empty for the picture that image to image starts from
/// @param start share of the steps where it begins
/// @param end share of the steps where it ends
/// @param scope where else it counts
public record ControlUnit(
        String model,
        Preprocessing preprocessing,
        String image,
        double weight,
        double start,
        double end,
        Balance balance,
        Scope scope) {
    /// One that counts everywhere.
    public ControlUnit(
            String model,
            Preprocessing preprocessing,
            String image,
            double weight,
            double start,
            double end,
            Balance balance) {
        this(model, preprocessing, image, weight, start, end, balance, Scope.ALL);
    }

    /// Which passes of a hires fix a unit takes part in: sd-webui-controlnet's hires option.
    public enum Passes {
        BOTH("Both"),
        FIRST("Low res only"),
        SECOND("High res only");

        private final String label;

        Passes(String label) {
            this.label = label;
        }

        /// The name in sd-webui-controlnet's requests.
        public String label() {
            return label;
        }
    }

    /// Where a unit counts.
    ///
    /// @param mask path of a picture of the control picture's size, white where it is repainted;
    ///   empty for none
    /// @param region path of a picture that is bright where the unit counts; empty for everywhere
    /// @param shown whether a service gives the map back beside the pictures
    /// @param on whether it takes part at all
    public record Scope(Passes passes, String mask, String region, boolean shown, boolean on) {
        public static final Scope ALL = new Scope(Passes.BOTH, "", "", true, true);

        public Scope withPasses(Passes other) {
            return new Scope(other, mask, region, shown, on);
        }

        public Scope withMask(String path) {
            return new Scope(passes, path, region, shown, on);
        }

        public Scope withRegion(String path) {
            return new Scope(passes, mask, path, shown, on);
        }

        public Scope withOn(boolean takesPart) {
            return new Scope(passes, mask, region, shown, takesPart);
        }

        /// One that takes part.
        public Scope(Passes passes, String mask, String region, boolean shown) {
            this(passes, mask, region, shown, true);
        }
    }

    /// Which side wins: sd-webui-controlnet's control mode.
    public enum Balance {
        BALANCED("Balanced"),
        PROMPT("My prompt is more important"),
        CONTROL("ControlNet is more important");

        private final String label;

        Balance(String label) {
            this.label = label;
        }

        /// The name in sd-webui-controlnet's interface and infotext.
        public String label() {
            return label;
        }
    }

    /// How the control picture is brought to size.
    public enum Fit {
        STRETCH("Just Resize"),
        CROP("Crop and Resize"),
        FILL("Resize and Fill");

        private final String label;

        Fit(String label) {
            this.label = label;
        }

        /// The name in sd-webui-controlnet's interface and infotext.
        public String label() {
            return label;
        }
    }

    /// How the control picture is made ready.
    ///
    /// @param module A1111's module name, `none` to take the picture as it is
    /// @param resolution its smaller edge in pixels while it is worked on, -1 for the module's own
    /// @param thresholdA the module's first number, -1 for its own
    /// @param thresholdB the module's second number, -1 for its own
    /// @param pixelPerfect work at the size of the picture to be made, whatever `resolution` says
    public record Preprocessing(
            String module,
            Fit fit,
            int resolution,
            double thresholdA,
            double thresholdB,
            boolean pixelPerfect) {
        public static final Preprocessing NONE =
                new Preprocessing("none", Fit.CROP, -1, -1, -1, false);

        /// Another module, which begins with its own numbers.
        public Preprocessing withModule(String name) {
            return new Preprocessing(name, fit, resolution, -1, -1, pixelPerfect);
        }

        public Preprocessing withNumbers(double a, double b) {
            return new Preprocessing(module, fit, resolution, a, b, pixelPerfect);
        }

        public Preprocessing withFit(Fit other) {
            return new Preprocessing(
                    module, other, resolution, thresholdA, thresholdB, pixelPerfect);
        }

        public Preprocessing withResolution(int pixels) {
            return new Preprocessing(module, fit, pixels, thresholdA, thresholdB, pixelPerfect);
        }

        public Preprocessing withPixelPerfect(boolean perfect) {
            return new Preprocessing(module, fit, resolution, thresholdA, thresholdB, perfect);
        }
    }

    public ControlUnit withModel(String name) {
        return new ControlUnit(name, preprocessing, image, weight, start, end, balance, scope);
    }

    public ControlUnit withWeight(double value) {
        return new ControlUnit(model, preprocessing, image, value, start, end, balance, scope);
    }

    /// The same for other shares of the steps.
    public ControlUnit withSteps(double from, double to) {
        return new ControlUnit(model, preprocessing, image, weight, from, to, balance, scope);
    }

    public ControlUnit withBalance(Balance other) {
        return new ControlUnit(model, preprocessing, image, weight, start, end, other, scope);
    }

    /// The same with another picture.
    public ControlUnit withImage(String path) {
        return new ControlUnit(model, preprocessing, path, weight, start, end, balance, scope);
    }

    /// The same with a map made in another way.
    public ControlUnit withPreprocessing(Preprocessing other) {
        return new ControlUnit(model, other, image, weight, start, end, balance, scope);
    }

    /// The same switched on or off.
    public ControlUnit switched(boolean on) {
        return with(scope.withOn(on));
    }

    /// The same in another scope.
    public ControlUnit with(Scope other) {
        return new ControlUnit(model, preprocessing, image, weight, start, end, balance, other);
    }

    public ControlUnit {
        if (!(0 <= start && start <= end && end <= 1)) {
            throw InvalidValueException.of(
                    "control", Message.of("expected.control"), Message.of("value.and", start, end));
        }
    }
}
