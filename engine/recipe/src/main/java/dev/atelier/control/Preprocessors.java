package dev.atelier.control;

import dev.atelier.recipe.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// All preprocessors of sd-webui-controlnet 1.1.455.
public final class Preprocessors {
    /// The module that leaves a picture as it is.
    public static final String NONE = "none";

    private static final Map<String, MapMethod.MapFunction> ARITHMETIC =
            Map.ofEntries(
                    Map.entry(NONE, (picture, _) -> picture),
                    Map.entry("canny", EdgeMaps::canny),
                    Map.entry("threshold", EdgeMaps::threshold),
                    Map.entry("scribble_xdog", EdgeMaps::xdog),
                    Map.entry("lineart_standard", EdgeMaps::lineart),
                    Map.entry("invert", (picture, _) -> picture.map(v -> 255 - v)),
                    Map.entry("inpaint", (picture, _) -> picture),
                    Map.entry("inpaint_only", (picture, _) -> picture),
                    Map.entry("tile_resample", ColourMaps::resampled),
                    Map.entry("tile_colorfix", (picture, _) -> picture),
                    Map.entry("tile_colorfix+sharp", (picture, _) -> picture),
                    Map.entry("shuffle", Shuffle::map),
                    Map.entry("blur_gaussian", ColourMaps::blurred),
                    Map.entry("color", ColourMaps::grid),
                    Map.entry("recolor_luminance", ColourMaps::luminance),
                    Map.entry("recolor_intensity", ColourMaps::intensity));

    private static final List<Preprocessor> ALL = sorted(read());

    private Preprocessors() {}

    /// In the extension's order.
    public static List<Preprocessor> all() {
        return ALL;
    }

    /// By module name or label, of any case.
    public static Optional<Preprocessor> named(String name) {
        return ALL.stream()
                .filter(it -> it.label().equalsIgnoreCase(name) || it.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// What a module draws, in the languages of the program; its name where this program never
    /// draws it.
    public static Message title(String module) {
        var found = named(module);
        return found.filter(it ->
                        it.way() instanceof MapMethod.Computed
                                || it.way() instanceof MapMethod.Network)
                .map(it -> Message.of("module." + it.name()))
                .orElseGet(() -> Message.plain(found.map(Preprocessor::label).orElse(module)));
    }

    /// The control types, `All` first.
    public static List<String> tags() {
        var tags = new TreeSet<String>();
        ALL.forEach(it -> tags.addAll(it.tags()));
        return Stream.concat(Stream.of("All"), tags.stream()).toList();
    }

    /// Those of a control type; `none` is of each.
    public static List<Preprocessor> of(String tag) {
        return tag.equals("All")
                ? ALL
                : ALL.stream()
                        .filter(it -> it.name().equals(NONE) || it.tags().contains(tag))
                        .toList();
    }

    private static List<Preprocessor> sorted(List<Preprocessor> all) {
        var order =
                Comparator.<Preprocessor, String>comparing(it ->
                                String.format(Locale.ROOT, "%08d", it.priority()) + it.label())
                        .reversed();
        var first = all.stream().filter(it -> it.name().equals(NONE));
        var rest = all.stream().filter(it -> !it.name().equals(NONE)).sorted(order);
        return Stream.concat(first, rest).toList();
    }

    private static List<Preprocessor> read() {
        var table = Preprocessors.class.getResourceAsStream("preprocessors.tsv");
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(table), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Preprocessors::row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Preprocessor row(String line) {
        var cells = line.split("\t", -1);
        var name = cells[0];
        return new Preprocessor(
                name,
                cells[1],
                Stream.of(cells[2].split(",", -1)).filter(it -> !it.isEmpty()).toList(),
                Integer.parseInt(cells[3]),
                cells[4].equals("1"),
                Preprocessor.Resolution.valueOf(cells[5]),
                Stream.of(cells[6], cells[7])
                        .filter(it -> !it.isEmpty())
                        .map(Preprocessors::slider)
                        .toList(),
                way(name, cells[8], cells[9]));
    }

    private static MapMethod way(String name, String kind, String file) {
        var draws = ARITHMETIC.get(name);
        if (draws != null) {
            return new MapMethod.Computed(draws);
        }
        var network = KnownNetworks.ALL.get(name);
        if (network != null) {
            return network;
        }
        return kind.equals("map") ? new MapMethod.Unavailable(file) : new MapMethod.NoMap();
    }

    private static Slider slider(String cell) {
        var parts = cell.split(";", -1);
        return new Slider(
                parts[0],
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]));
    }
}
