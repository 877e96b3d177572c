package dev.atelier.app.queue;

import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// File names of pictures by a pattern such as `[date]/[seq]-[seed]`.
///
/// | part | is |
/// |---|---|
/// | `[date]` `[time]` | 2026-11-23, 16-05-09 |
/// | `[seq]` | 00001, one more than the highest in that folder |
/// | `[seed]` `[prompt]` `[model]` `[sampler]` `[steps]` `[cfg]` `[size]` | of the picture |
///
/// A slash begins a folder. What a file system does not take is replaced; a name in use is never
/// taken again.
///
/// @param folder where all pictures go
public record PictureNames(Path folder, String pattern) {
    public static final String DEFAULT = "[date]/[seq]-[seed]";

    private static final Pattern PART = Pattern.compile("\\[([a-z]+)]");
    private static final Pattern FORBIDDEN = Pattern.compile("[\\\\/:*?\"<>|\\p{Cntrl}]+");
    private static final Pattern EDGES = Pattern.compile("^[. ]+|[. ]+$");
    private static final Pattern NUMBER = Pattern.compile("^(\\d{5,9})");
    private static final long SOME_SEED = 1_234_567_890;
    private static final int LONGEST_PROMPT = 60;

    /// File systems take 255 bytes; this leaves room for a number and an ending.
    private static final int LONGEST_BYTES = 200;

    /// Names that Windows keeps for devices, whatever follows their first dot.
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    /// What this machine's file names can be written in.
    private static final Charset NAMES =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    /// A file that does not exist yet; its folder does afterwards.
    public Path next(Recipe recipe, LocalDateTime now) throws IOException {
        var parts = pattern.split("/", -1);
        var place = folder;
        for (int i = 0; i < parts.length - 1; i++) {
            place = place.resolve(filled(parts[i], recipe, now, 1));
        }
        Files.createDirectories(place);
        var last = parts[parts.length - 1];
        for (int seq = last.contains("[seq]") ? highest(place) + 1 : 1; ; seq++) {
            var name = filled(last, recipe, now, seq);
            var number = last.contains("[seq]") || seq == 1 ? "" : "-" + seq;
            var file = place.resolve(name + number + ".png");
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                return file;
            }
        }
    }

    /// What the pattern gives for a recipe, for showing; nothing is looked up.
    public String example(Recipe given, LocalDateTime now) {
        var recipe = given.seed().isRandom() ? given.withSeed(Seed.of(SOME_SEED)) : given;
        return Arrays.stream(pattern.split("/", -1))
                        .map(part -> filled(part, recipe, now, 1))
                        .collect(Collectors.joining("/"))
                + ".png";
    }

    /// Parts in brackets that mean nothing; they go into the name as they are.
    public List<String> unknown() {
        return PART.matcher(pattern)
                .results()
                .filter(part ->
                        value(part.group(1), Recipe.DEFAULT, LocalDateTime.MIN, 1).isEmpty())
                .map(part -> part.group())
                .distinct()
                .toList();
    }

    private static String filled(String part, Recipe recipe, LocalDateTime now, int seq) {
        var words =
                PART.matcher(part)
                        .replaceAll(found ->
                                Matcher.quoteReplacement(
                                        value(found.group(1), recipe, now, seq)
                                                .orElse(found.group())));
        var name = shortened(trimmed(writable(FORBIDDEN.matcher(words).replaceAll("_"))));
        if (name.isEmpty()) {
            return "picture";
        }
        return DEVICE.matcher(name).matches() ? "_" + name : name;
    }

    private static Optional<String> value(String part, Recipe recipe, LocalDateTime now, int seq) {
        var sampling = recipe.sampling();
        return switch (part) {
            case "date" -> Optional.of(DateTimeFormatter.ISO_LOCAL_DATE.format(now));
            case "time" -> Optional.of(DateTimeFormatter.ofPattern("HH-mm-ss").format(now));
            case "seq" -> Optional.of(String.format(Locale.ROOT, "%05d", seq));
            case "seed" -> Optional.of(recipe.seed().value().toString());
            case "model" -> Optional.of(ModelLibrary.modelName(recipe));
            case "sampler" -> Optional.of(sampling.sampler().label());
            case "steps" -> Optional.of(Integer.toString(sampling.steps()));
            case "cfg" -> Optional.of(Double.toString(sampling.cfgScale()));
            case "size" -> Optional.of(recipe.size().toString());
            case "prompt" -> Optional.of(beginning(recipe.prompt()));
            default -> Optional.empty();
        };
    }

    private static String beginning(String prompt) {
        var line = prompt.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= LONGEST_PROMPT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_PROMPT));
    }

    /// Without what the machine's file names cannot hold, such as Chinese under a `C` locale.
    private static String writable(String name) {
        var encoder = NAMES.newEncoder();
        var kept = new StringBuilder();
        name.codePoints()
                .mapToObj(Character::toString)
                .forEach(letter -> kept.append(encoder.canEncode(letter) ? letter : "_"));
        return kept.toString();
    }

    private static String trimmed(String name) {
        return EDGES.matcher(name).replaceAll("");
    }

    private static String shortened(String name) {
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            end = name.offsetByCodePoints(end, -1);
        }
        return end == name.length() ? name : trimmed(name.substring(0, end));
    }

    private static int highest(Path place) throws IOException {
        try (var files = Files.list(place)) {
            return files.map(file -> NUMBER.matcher(String.valueOf(file.getFileName())))
                    .filter(number -> number.find())
                    .mapToInt(number -> Integer.parseInt(number.group(1)))
                    .max()
                    .orElse(0);
        }
    }
}
