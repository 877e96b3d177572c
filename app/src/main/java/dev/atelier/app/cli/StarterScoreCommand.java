package dev.atelier.app.cli;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.assets.Assets;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.json.JsonText;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Maintainer's command: draws the starter model's sixty prompts, scores them by pixel rules and
/// writes the sheet. Proves the whole path on a trained model.
@Command(
        name = "starter-score",
        hidden = true,
        description = "Score the starter model on its prompts.")
final class StarterScoreCommand implements Callable<Integer> {
    private static final int COLUMNS = 10;

    private final Terminal terminal;
    private final EngineRuntime runtime;
    private final Map<String, int[]> scores = new LinkedHashMap<>();

    @Option(names = "--sheet", paramLabel = "PNG", description = "Where the sheet goes.")
    private Path sheet = Path.of("starter-sheet.png");

    @Option(names = "--seed", description = "Seed of every picture.")
    private long seed = 1;

    @Option(names = "--sampler", description = "Sampler of every picture.")
    private String sampler = "Euler";

    @Option(
            names = "--strategy",
            converter = Converters.OfStrategy.class,
            description = "How to compute.")
    private Optional<String> strategy = Optional.empty();

    StarterScoreCommand(Terminal terminal, EngineRuntime runtime) {
        this.terminal = terminal;
        this.runtime = runtime;
    }

    @Override
    public Integer call() throws IOException, GenerationException {
        var judge = StarterPrompts.read();
        var pictures = new ArrayList<Picture>();
        var library = new ModelLibrary(runtime::starter, _ -> List.of());
        try (var engine = new LocalEngine(runtime, library, strategy)) {
            int edge = engine.describe(Recipe.DEFAULT, new Cancellation()).nativeSize();
            for (var prompt : judge.prompts()) {
                var recipe = recipe(prompt.text(), edge);
                var picture = engine.generate(recipe, Observer.NONE, new Cancellation()).getFirst();
                pictures.add(picture);
                score(prompt, new StarterModelScorer(picture, judge.palette()), judge);
            }
        }
        writeSheet(pictures);
        scores.forEach((rule, score) ->
                terminal.out().printf("%-10s %d of %d%n", rule, score[0], score[1]));
        terminal.out().println(sheet);
        return ExitCode.OK;
    }

    private Recipe recipe(String prompt, int edge) {
        var chosen =
                SamplerId.ofLabel(sampler)
                        .orElseThrow(() ->
                                CommandException.usage(Message.of("cli.no-sampler", sampler)));
        return Recipe.of(prompt, new Size(edge, edge))
                .withNoise(NoiseSource.NV)
                .withSeed(Seed.of(seed))
                .withSampling(Sampling.DEFAULT.withSampler(chosen).withSteps(20).withCfgScale(6));
    }

    private void score(
            StarterPrompts.Prompt prompt, StarterModelScorer picture, StarterPrompts judge) {
        if (!prompt.colours().isEmpty()) {
            count("colour", prompt.colours().stream().allMatch(c -> picture.place(c).isPresent()));
        }
        if (!prompt.background().isEmpty()) {
            count("background", picture.background(prompt.background()));
        }
        if (!prompt.position().isEmpty()) {
            var target = judge.positions().getOrDefault(prompt.position(), List.of());
            count(
                    "position",
                    picture.place(prompt.colours().getFirst())
                            .filter(p -> p.near(target))
                            .isPresent());
        }
        if (!prompt.relation().isEmpty()) {
            count("relation", relation(prompt, picture));
        }
    }

    private static boolean relation(StarterPrompts.Prompt prompt, StarterModelScorer picture) {
        var first = picture.place(prompt.colours().getFirst());
        var second = picture.place(prompt.colours().getLast());
        if (first.isEmpty() || second.isEmpty()) {
            return false;
        }
        return prompt.relation().equals("lr")
                ? first.get().x() < second.get().x()
                : first.get().y() < second.get().y();
    }

    private void count(String rule, boolean passed) {
        var score = scores.computeIfAbsent(rule, _ -> new int[2]);
        score[0] += passed ? 1 : 0;
        score[1]++;
    }

    private void writeSheet(List<Picture> pictures) throws IOException {
        var size = pictures.getFirst().size();
        int rows = (pictures.size() + COLUMNS - 1) / COLUMNS;
        var image =
                new BufferedImage(
                        COLUMNS * size.width(), rows * size.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < pictures.size(); i++) {
            int left = i % COLUMNS * size.width();
            int top = i / COLUMNS * size.height();
            image.setRGB(
                    left,
                    top,
                    size.width(),
                    size.height(),
                    PictureFile.packed(pictures.get(i)),
                    0,
                    size.width());
        }
        ImageIO.write(image, "png", sheet.toFile());
    }

    /// The prompts that ship with the starter model and what each must show.
    record StarterPrompts(
            Map<String, List<Integer>> palette,
            Map<String, List<Double>> positions,
            List<Prompt> prompts) {
        /// @param background palette colours the border must show, empty where a scene is requested
        /// @param relation `lr`, `tb` or empty
        record Prompt(
                String text,
                List<String> colours,
                List<String> background,
                String position,
                String relation) {}

        static StarterPrompts read() throws IOException {
            try (var in = Assets.open("models/starter-prompts.json")) {
                var json = JsonText.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                var palette = new LinkedHashMap<String, List<Integer>>();
                object(json.get("palette")).forEach((k, v) -> palette.put(k, numbers(v)));
                var positions = new LinkedHashMap<String, List<Double>>();
                object(json.get("positions")).forEach((k, v) -> positions.put(k, doubles(v)));
                var prompts =
                        ((List<?>) value(json.get("prompts")))
                                .stream().map(p -> prompt(object(p), palette)).toList();
                return new StarterPrompts(palette, positions, prompts);
            }
        }

        private static Prompt prompt(Map<String, Object> row, Map<String, List<Integer>> palette) {
            var colours = new ArrayList<String>();
            for (var thing : (List<?>) value(row.get("objects"))) {
                if (object(thing).get("colour") instanceof String colour) {
                    colours.add(colour);
                }
            }
            return new Prompt(
                    String.valueOf(row.get("prompt")),
                    colours,
                    background(row.get("background"), palette),
                    row.get("position") instanceof String position ? position : "",
                    row.get("relation") instanceof String relation ? relation : "");
        }

        private static List<String> background(
                @Nullable Object asked, Map<String, List<Integer>> palette) {
            if (asked instanceof List<?> several) {
                return several.stream().map(String::valueOf).toList();
            }
            return asked instanceof String name && palette.containsKey(name)
                    ? List.of(name)
                    : List.of();
        }

        private static Map<String, Object> object(@Nullable Object value) {
            var copy = new LinkedHashMap<String, Object>();
            ((Map<?, ?>) value(value)).forEach((k, v) -> copy.put(String.valueOf(k), v));
            return copy;
        }

        private static Object value(@Nullable Object value) {
            if (value == null) {
                throw new IllegalArgumentException("the shipped prompts are damaged");
            }
            return value;
        }

        private static List<Integer> numbers(Object list) {
            return ((List<?>) list).stream().map(n -> ((Number) n).intValue()).toList();
        }

        private static List<Double> doubles(Object list) {
            return ((List<?>) list).stream().map(n -> ((Number) n).doubleValue()).toList();
        }
    }
}
