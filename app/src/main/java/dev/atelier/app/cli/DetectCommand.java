package dev.atelier.app.cli;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.engine.NearbyFiles;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.control.ControlMaps;
import dev.atelier.control.MapMethod;
import dev.atelier.control.Preprocessor;
import dev.atelier.control.Preprocessors;
import dev.atelier.control.Slider;
import dev.atelier.image.Bitmap;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a ControlNet would see of a picture.
@Command(
        name = "detect",
        description = "Draw the control map of a picture.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  atelier detect canny harbour.png --a 50 --b 120 --out edges.png",
            "  atelier detect --list"
        })
final class DetectCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final DataFolder home;
    private final EngineRuntime runtime;
    private ControlMaps maps = ControlMaps.PLAIN;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODULE",
            description = "A preprocessor of sd-webui-controlnet; --list names them.")
    private String module = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "IMAGE",
            description = "The picture: PNG, JPEG, WebP, GIF, BMP or TIFF.")
    private @Nullable Path image;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE.png",
            description = "Where the map goes. Default: IMAGE-MODULE.png in this folder.")
    private @Nullable Path out;

    @Option(names = "--replace", description = "Replace a file of that name.")
    private boolean replace;

    @Option(
            names = "--resolution",
            paramLabel = "N",
            description = "The shorter edge of the map in pixels. Default: 512.")
    private int resolution = -1;

    @Option(names = "--a", paramLabel = "X", description = "The module's first number.")
    private double a = -1;

    @Option(names = "--b", paramLabel = "Y", description = "Its second number.")
    private double b = -1;

    @Option(names = "--seed", paramLabel = "N", description = "Of the noise of shuffle.")
    private long seed;

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            description =
                    "A folder of the webui, of ComfyUI or of models, where the weights of networks"
                            + " are. Default: the data folder.")
    private @Nullable Path models;

    @Option(names = "--list", description = "List the modules and their numbers.")
    private boolean list;

    @Option(names = "--json", description = "With --list: print one JSON array.")
    private boolean json;

    DetectCommand(Terminal terminal, DataFolder home, EngineRuntime runtime) {
        this.terminal = terminal;
        this.home = home;
        this.runtime = runtime;
    }

    @Override
    public Integer call() throws IOException {
        maps = new ControlMaps(runtime.mapNetworks(this::folders, Optional.empty()));
        if (models != null && !Files.isDirectory(models)) {
            throw CommandException.failed(Message.of("cli.no-folder", "--models", models));
        }
        if (list) {
            print(Preprocessors.all());
            return ExitCode.OK;
        }
        var from = image;
        if (module.isEmpty() || from == null) {
            throw CommandException.usage(Message.of("cli.detect-needs"));
        }
        var preprocessor = chosen();
        checkNumbers(preprocessor);
        var to = out == null ? beside(from, preprocessor) : out;
        if (!replace && Files.exists(to)) {
            throw CommandException.failed(Message.of("cli.file-exists-out", to));
        }
        new Destination(
                        to.resolveSibling("").toAbsolutePath(),
                        Optional.of(String.valueOf(to.getFileName())))
                .requireWritable();
        var picture = ImageFiles.read(from);
        // Stands for the picture to be made, which only pixel-perfect maps look at.
        var size = new Size(64, 64);
        var wanted = new Preprocessing(preprocessor.name(), Fit.CROP, resolution, a, b, false);
        write(drawn(wanted, picture, size), to);
        terminal.out().println(to);
        return ExitCode.OK;
    }

    private List<Path> folders() {
        return models == null
                ? new NearbyFiles(home.root(), Optional.empty()).roots()
                : List.of(models);
    }

    private Bitmap drawn(Preprocessing wanted, Bitmap picture, Size size) {
        try {
            return maps.drawn(wanted, picture, size, seed);
        } catch (InvalidValueException e) {
            throw CommandException.failed(InvalidValueException.reason(e));
        }
    }

    private Preprocessor chosen() {
        try {
            return maps.preprocessor(module);
        } catch (InvalidValueException e) {
            throw Preprocessors.named(module).isPresent()
                    ? CommandException.failed(Explained.reasonOf(e))
                    : CommandException.usage(Message.of("cli.no-preprocessor", module));
        }
    }

    /// A number out of range would silently stand for the default, as in the extension.
    private void checkNumbers(Preprocessor preprocessor) {
        check("--resolution", resolution, Slider.RESOLUTION);
        preprocessor.a().ifPresent(slider -> check("--a", a, slider));
        preprocessor.b().ifPresent(slider -> check("--b", b, slider));
        if (preprocessor.a().isEmpty() && a != -1) {
            throw CommandException.usage(Message.of("cli.detect-no-a", preprocessor.name()));
        }
        if (preprocessor.b().isEmpty() && b != -1) {
            throw CommandException.usage(Message.of("cli.detect-no-b", preprocessor.name()));
        }
    }

    private static void check(String option, double number, Slider slider) {
        if (number != -1 && (number < slider.min() || number > slider.max())) {
            throw CommandException.usage(
                    Message.of(
                            "cli.detect-range",
                            option,
                            slider.label(),
                            shown(slider.min()),
                            shown(slider.max()),
                            shown(number)));
        }
    }

    private static Path beside(Path from, Preprocessor preprocessor) {
        var name = String.valueOf(from.getFileName());
        int dot = name.lastIndexOf('.');
        var stem = dot > 0 ? name.substring(0, dot) : name;
        return Path.of(stem + "-" + preprocessor.name() + ".png");
    }

    private void write(Bitmap map, Path to) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(map.translucent(), "png", bytes);
        var folder = to.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        PictureFile.write(bytes.toByteArray(), to, !replace);
    }

    /// Whether a module runs, those that do first.
    private enum State {
        HERE("cli.here"),
        NEEDS_WEIGHTS("cli.needs-weights"),
        NOT_HERE("cli.not-here");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    private State state(Preprocessor it) {
        return maps.available(it)
                ? State.HERE
                : it.way() instanceof MapMethod.Network ? State.NEEDS_WEIGHTS : State.NOT_HERE;
    }

    private void print(List<Preprocessor> all) {
        if (json) {
            terminal.out().println(JsonText.of(all.stream().map(this::row).toList()));
            return;
        }
        var byState =
                all.stream()
                        .sorted(Comparator.comparing(this::state).thenComparing(Preprocessor::name))
                        .toList();
        for (var it : byState) {
            var numbers = new StringBuilder();
            for (var slider : it.sliders()) {
                numbers.append(numbers.isEmpty() ? "--a " : ", --b ")
                        .append(slider.label())
                        .append(' ')
                        .append(shown(slider.min()))
                        .append('-')
                        .append(shown(slider.max()))
                        .append(" (")
                        .append(shown(slider.value()))
                        .append(')');
            }
            terminal.out()
                    .println(
                            "%-30s  %-13s  %s"
                                    .formatted(
                                            it.name(),
                                            Message.of(state(it).words).english(),
                                            numbers)
                                    .stripTrailing());
        }
    }

    private Map<String, Object> row(Preprocessor it) {
        var row = new LinkedHashMap<String, Object>();
        row.put("module", it.name());
        row.put("label", it.label());
        row.put("tags", it.tags());
        row.put("here", maps.available(it));
        row.put("numbers", it.sliders());
        maps.missing(it)
                .ifPresent(why -> row.put("why", Message.of("failure.sentence", why).english()));
        return row;
    }

    private static String shown(double number) {
        return number == Math.rint(number)
                ? String.format(Locale.ROOT, "%.0f", number)
                : Double.toString(number);
    }
}
