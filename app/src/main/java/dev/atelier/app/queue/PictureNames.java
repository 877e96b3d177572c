package dev.atelier.app.queue;

import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

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

    private static final Pattern FORBIDDEN = Pattern.compile("[\\\\/:*?\"<>|\\p{Cntrl}]+");
    private static final Pattern DOTS = Pattern.compile("^\\.+|[. ]+$");
    private static final Pattern NUMBER = Pattern.compile("^(\\d{5,9})");
    private static final int LONGEST = 60;

    /// A file that does not exist yet; its folder does afterwards.
    public Path next(Recipe recipe, LocalDateTime now) throws IOException {
        var parts = pattern.split("/", -1);
        var place = folder;
        for (int i = 0; i < parts.length - 1; i++) {
            place = place.resolve(filled(parts[i], recipe, now, 0));
        }
        Files.createDirectories(place);
        var last = parts[parts.length - 1];
        for (int seq = last.contains("[seq]") ? highest(place) + 1 : 1; ; seq++) {
            var name = filled(last, recipe, now, seq);
            var number = last.contains("[seq]") || seq == 1 ? "" : "-" + seq;
            var file = place.resolve(name + number + ".png");
            if (Files.notExists(file)) {
                return file;
            }
        }
    }

    /// What the pattern gives for a recipe, for showing; nothing is looked up.
    public String example(Recipe recipe, LocalDateTime now) {
        var name = new StringBuilder();
        for (var part : pattern.split("/", -1)) {
            name.append(name.isEmpty() ? "" : "/").append(filled(part, recipe, now, 1));
        }
        return name + ".png";
    }

    private static String filled(String part, Recipe recipe, LocalDateTime now, int seq) {
        var sampling = recipe.sampling();
        var words =
                part.replace("[date]", DateTimeFormatter.ISO_LOCAL_DATE.format(now))
                        .replace("[time]", DateTimeFormatter.ofPattern("HH-mm-ss").format(now))
                        .replace("[seq]", String.format(Locale.ROOT, "%05d", seq))
                        .replace("[seed]", Long.toString(recipe.seed().value()))
                        .replace("[model]", recipe.model().map(m -> m.name()).orElse("starter"))
                        .replace("[sampler]", sampling.sampler().label())
                        .replace("[steps]", Integer.toString(sampling.steps()))
                        .replace("[cfg]", Double.toString(sampling.cfgScale()))
                        .replace("[size]", recipe.size().toString())
                        .replace("[prompt]", shortened(recipe.prompt()));
        var plain = FORBIDDEN.matcher(words).replaceAll("_");
        var name = DOTS.matcher(plain).replaceAll("");
        return name.isEmpty() ? "picture" : name;
    }

    private static String shortened(String prompt) {
        return prompt.codePointCount(0, prompt.length()) <= LONGEST
                ? prompt
                : prompt.substring(0, prompt.offsetByCodePoints(0, LONGEST));
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
