package dev.atelier.recipe;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Random but valid recipes for property tests.
public final class Recipes {
    private Recipes() {}

    public static Recipe random(RandomGenerator random) {
        var size = new Size(8 * random.nextInt(1, 100), 8 * random.nextInt(1, 100));
        return Recipe.of(words(random), size)
                .withNegativePrompt(words(random))
                .withMode(mode(random))
                .withSeed(
                        new Seed(
                                random.nextLong(1L << 40),
                                random.nextLong(1L << 40),
                                random.nextDouble(),
                                maybe(random, size)))
                .withSampling(sampling(random))
                .withText(
                        new TextSettings(
                                random.nextInt(1, 13),
                                pick(random, Emphasis.values()),
                                random.nextInt(75),
                                pick(random, TextSettings.Padding.values()),
                                random.nextBoolean()))
                .withNoise(pick(random, NoiseSource.values()))
                .withTiling(random.nextBoolean())
                .withHires(maybe(random, HiresPass.DEFAULT))
                .withModel(maybe(random, new ModelRef(words(random), "0123456789")))
                .withLoras(
                        random.nextBoolean()
                                ? List.of()
                                : List.of(new LoraUse(words(random), random.nextDouble(), 1)))
                .withControls(random.nextBoolean() ? List.of() : List.of(control(random)))
                .withRefiner(
                        maybe(
                                random,
                                new Refiner(
                                        new ModelRef(words(random), "abc"),
                                        random.nextDouble(),
                                        random.nextBoolean())))
                .withResourceHashes(
                        random.nextBoolean()
                                ? List.of()
                                : List.of(
                                        new ResourceHash(
                                                pick(random, ResourceHash.Kind.values()),
                                                words(random),
                                                "0123456789ab")))
                .withBatch(new Batch(random.nextInt(1, 9), random.nextInt(1, 9)));
    }

    private static ControlUnit control(RandomGenerator random) {
        return new ControlUnit(
                words(random),
                new ControlUnit.Preprocessing(
                        words(random),
                        pick(random, ControlUnit.Fit.values()),
                        random.nextInt(2048),
                        random.nextDouble(255),
                        -1,
                        random.nextBoolean()),
                words(random),
                random.nextDouble(2),
                random.nextDouble(0.5),
                random.nextDouble(0.5, 1),
                pick(random, ControlUnit.Balance.values()),
                new ControlUnit.Scope(
                        pick(random, ControlUnit.Passes.values()),
                        words(random),
                        words(random),
                        random.nextBoolean(),
                        random.nextBoolean()));
    }

    private static Mode mode(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Mode.TextToImage();
            case 1 ->
                    new Mode.ImageToImage(
                            words(random), random.nextDouble(), pick(random, Mode.Fit.values()));
            default ->
                    new Mode.Inpaint(
                            words(random),
                            words(random),
                            random.nextDouble(),
                            pick(random, Mode.Fit.values()),
                            new Mode.MaskSettings(
                                    pick(random, Mode.Fill.values()),
                                    random.nextInt(64),
                                    random.nextBoolean(),
                                    random.nextBoolean(),
                                    maybe(random, random.nextInt(256))));
        };
    }

    private static Sampling sampling(RandomGenerator random) {
        var stochastic =
                new SamplerTuning.Stochastic(
                        random.nextDouble(),
                        random.nextDouble(),
                        0,
                        0,
                        0,
                        1,
                        random.nextInt(99999));
        return new Sampling(
                pick(random, SamplerId.values()),
                pick(random, ScheduleId.values()),
                random.nextInt(1, 150),
                random.nextDouble(30),
                SamplerTuning.DEFAULT
                        .withStochastic(stochastic)
                        .withCompatibility(new SamplerTuning.Compatibility(random.nextBoolean()))
                        .withVae(
                                new SamplerTuning.VaeMethods(
                                        pick(random, VaeMethod.values()),
                                        pick(random, VaeMethod.values())))
                        .withImageInput(
                                new SamplerTuning.ImageInput(
                                        random.nextDouble(2),
                                        random.nextDouble(),
                                        random.nextBoolean(),
                                        random.nextBoolean(),
                                        maybe(random, random.nextDouble()))));
    }

    private static <T> Optional<T> maybe(RandomGenerator random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private static <T> T pick(RandomGenerator random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static String words(RandomGenerator random) {
        var words =
                List.of(
                        "red boat",
                        "(moon:1.2)",
                        "海",
                        "a, b: c",
                        "\"quoted\"",
                        "line\nbreak",
                        "🙂");
        return words.get(random.nextInt(words.size())) + words.get(random.nextInt(words.size()));
    }
}
