package dev.atelier.app.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.KeyStroke;

/// How values of one type stand in the file, and which of them are valid.
///
/// @param read the value of a text; empty where the text is none of the type or out of range
/// @param write the text of a value, which `read` understands
record SettingType<T>(Function<String, Optional<T>> read, Function<T, String> write) {
    static final SettingType<String> TEXT = new SettingType<>(Optional::of, Function.identity());
    static final SettingType<Boolean> FLAG = new SettingType<>(SettingType::flag, String::valueOf);

    /// Blank for none.
    static final SettingType<Optional<Path>> PATH = optional(SettingType::path, Path::toString);

    /// One path a line. Lines that no path can be are left out: the others are kept.
    static final SettingType<List<Path>> PATHS =
            new SettingType<>(
                    text -> Optional.of(lines(text).flatMap(it -> path(it).stream()).toList()),
                    all -> all.stream().map(Path::toString).collect(Collectors.joining("\n")));

    /// One name a line.
    static final SettingType<List<String>> NAMES =
            new SettingType<>(
                    text -> Optional.of(lines(text).toList()), all -> String.join("\n", all));

    /// A language that the studio speaks, as a tag such as `zh-CN`; blank for the system's.
    static final SettingType<Optional<Locale>> LANGUAGE =
            optional(SettingType::language, Locale::toLanguageTag);

    /// Blank for no key.
    static final SettingType<Optional<KeyStroke>> KEY =
            optional(
                    text -> Optional.ofNullable(KeyStroke.getKeyStroke(text)), KeyStroke::toString);

    /// A number above zero; blank for none.
    static final SettingType<Optional<Double>> POSITIVE =
            optional(SettingType::positive, String::valueOf);

    /// Peaks of memory, such as `0.26=2700000000 1.05=5400000000`. What is no point is left out.
    static final SettingType<List<MemoryPoint>> POINTS =
            new SettingType<>(SettingType::points, SettingType::join);

    /// A whole number from `least` to `most`.
    static SettingType<Integer> wholeNumber(int least, int most) {
        return new SettingType<>(
                text -> number(text).filter(it -> it >= least && it <= most), String::valueOf);
    }

    /// A number from `least` to `most`; blank for none.
    static SettingType<Optional<Double>> number(double least, double most) {
        return optional(
                text -> real(text).filter(it -> it >= least && it <= most), String::valueOf);
    }

    /// The constants of an enumeration, by name.
    static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
        return new SettingType<>(
                text ->
                        Stream.of(type.getEnumConstants())
                                .filter(it -> it.name().equals(text))
                                .findFirst(),
                Enum::name);
    }

    private static <T> SettingType<Optional<T>> optional(
            Function<String, Optional<T>> read, Function<T, String> write) {
        return new SettingType<>(
                text -> text.isBlank() ? Optional.of(Optional.empty()) : wrapped(read.apply(text)),
                value -> value.map(write).orElse(""));
    }

    /// What is legal is a value that is set.
    private static <T> Optional<Optional<T>> wrapped(Optional<T> read) {
        return read.isPresent() ? Optional.of(read) : Optional.empty();
    }

    private static Optional<Boolean> flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Double> positive(String text) {
        return real(text).filter(it -> it > 0);
    }

    private static Optional<Double> real(String text) {
        try {
            return Optional.of(Double.valueOf(text.strip())).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<Locale> language(String tag) {
        return Optional.of(Locale.forLanguageTag(tag.strip()))
                .filter(it -> List.of("en", "zh").contains(it.getLanguage()));
    }

    private static Stream<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank());
    }

    private static Optional<List<MemoryPoint>> points(String text) {
        var points = new TreeMap<Double, MemoryPoint>();
        for (var part : text.split(" ", -1)) {
            int sign = part.indexOf('=');
            var at = real(part.substring(0, Math.max(0, sign)));
            var value = real(part.substring(sign + 1));
            if (at.isPresent() && value.isPresent()) {
                points.put(at.get(), new MemoryPoint(at.get(), value.get()));
            }
        }
        return Optional.of(new ArrayList<>(points.values()));
    }

    private static String join(List<MemoryPoint> points) {
        return points.stream()
                .map(point -> point.megapixels() + "=" + Math.round(point.bytes()))
                .collect(Collectors.joining(" "));
    }
}
