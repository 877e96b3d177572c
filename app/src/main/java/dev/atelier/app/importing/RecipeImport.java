package dev.atelier.app.importing;

import dev.atelier.app.importing.Imported.Found;
import dev.atelier.app.importing.Imported.Nothing;
import dev.atelier.app.importing.Imported.Source;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Limits;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.importers.PictureSettings;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.infotext.PictureText;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.recipe.json.JsonText;
import dev.atelier.recipe.json.RecipeJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A recipe from what was dropped or pasted: a PNG picture (our own recipe before A1111's
/// infotext), infotext, or recipe JSON. Whatever comes in, the answer is a recipe or a sentence,
/// never an exception.
public final class RecipeImport {
    private static final long MAX_FILE_BYTES = 256L << 20;
    private static final int MAX_TEXT_LENGTH = 1 << 20;
    private static final Charset LATIN = Charset.forName("windows-1252");

    private static final int START = 12;

    /// How PNG, JPEG, WebP and AVIF begin; the last behind a length of four bytes.
    private static final Pattern PICTURES =
            Pattern.compile("(?s)\u0089PNG.*|\u00FF\u00D8\u00FF.*|RIFF....WEBP|....ftyp.*");

    /// What distinguishes infotext from any other text, besides a last line of settings.
    private static final Pattern SETTINGS =
            Pattern.compile("^ {0,9}Negative prompt:|\\bSteps: ?\\d", Pattern.MULTILINE);

    private static final Pattern LOOKS_LIKE_JSON = Pattern.compile("\\s*+\\{\\s*+[\"}]");

    /// A JSON object with none of these is something else.
    private static final Set<String> RECIPE_FIELDS = RecipeJson.fields();

    private static final Set<String> FOREIGN_FIELDS =
            Set.of("steps", "width", "height", "sampler", "scale");

    private RecipeImport() {}

    /// Reads a file. Blocks.
    public static Imported read(Path file) {
        try {
            return Files.size(file) > MAX_FILE_BYTES
                    ? new Nothing(Message.of("nothing.too-large"))
                    : read(Files.readAllBytes(file));
        } catch (IOException e) {
            return new Nothing(Message.of("nothing.unreadable"));
        }
    }

    /// Reads the content of a file.
    public static Imported read(byte[] content) {
        int length = Math.min(content.length, START);
        var start = new String(content, 0, length, StandardCharsets.ISO_8859_1);
        if (PICTURES.matcher(start).matches()) {
            return picture(content);
        }
        return decoded(content)
                .map(RecipeImport::read)
                .orElseGet(() ->
                        latin(content)
                                .<Imported>map(found -> found)
                                .orElseGet(() -> new Nothing(otherThan(content))));
    }

    /// Settings in a text that is not UTF-8: editors on Windows write Latin letters as single
    /// bytes.
    private static Optional<Found> latin(byte[] content) {
        var text = new String(content, LATIN);
        boolean plain = text.chars().noneMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r');
        if (!plain || !(read(text) instanceof Found found)) {
            return Optional.empty();
        }
        var issues = new ArrayList<Issue>();
        issues.add(new Issue("encoding", Message.of("issue.latin")));
        issues.addAll(found.issues());
        return Optional.of(new Found(found.recipe(), issues, found.source()));
    }

    /// Reads a pasted text.
    public static Imported read(String text) {
        var words = withoutMarks(text);
        if (words.isBlank()) {
            return new Nothing(Message.of("nothing.empty"));
        }
        if (words.length() > MAX_TEXT_LENGTH) {
            return new Nothing(Message.of("nothing.too-long"));
        }
        boolean json = LOOKS_LIKE_JSON.matcher(words).lookingAt();
        var fields = json ? object(words) : Optional.<Set<String>>empty();
        if (fields.isPresent()) {
            return json(words, fields.get());
        }
        if (SETTINGS.matcher(words).find() || InfotextReader.endsInSettings(words)) {
            return PictureSettings.readText(words)
                    .or(() -> json ? Optional.empty() : Optional.of(InfotextReader.read(words)))
                    .<Imported>map(reading -> found(reading, Source.INFOTEXT))
                    .orElseGet(() -> new Nothing(Message.of("nothing.no-settings")));
        }
        return new Nothing(json ? Message.of("nothing.cut") : Message.of("nothing.no-settings"));
    }

    private static Imported picture(byte[] content) {
        try {
            return picture(PictureText.read(content), PictureText.size(content));
        } catch (IOException e) {
            return new Nothing(
                    ImageFiles.otherKind(content)
                            .map(kind -> Message.of("nothing.other-kind", kind))
                            .orElseGet(() -> Message.of("nothing.broken-picture")));
        }
    }

    private static Imported picture(Map<String, String> texts, Optional<int[]> size) {
        var own = Optional.ofNullable(texts.get(PngText.RECIPE));
        var infotext = Optional.ofNullable(texts.get(PngText.PARAMETERS));
        if (own.flatMap(RecipeImport::object).filter(RecipeImport::isRecipe).isPresent()) {
            return found(RecipeJson.read(own.get()), Source.PICTURE_RECIPE);
        }
        if (infotext.isPresent() && infotext.get().length() > MAX_TEXT_LENGTH) {
            return new Nothing(Message.of("nothing.picture-too-long"));
        }
        var read = PictureSettings.read(texts, size);
        if (read.isEmpty()) {
            return new Nothing(
                    own.isPresent() ? Message.of("nothing.damaged-recipe") : without(texts));
        }
        var reading = read.get();
        var issues = new ArrayList<Issue>();
        own.ifPresent(damaged ->
                issues.add(new Issue(PngText.RECIPE, Message.of("issue.damaged-recipe-read"))));
        issues.addAll(reading.issues());
        return found(new ParsedRecipe(reading.recipe(), issues), Source.PICTURE_INFOTEXT);
    }

    /// Why a sound picture gives no recipe.
    private static Message without(Map<String, String> texts) {
        if (PictureSettings.areDamaged(texts)) {
            return Message.of("nothing.damaged-json");
        }
        if (texts.containsKey("workflow") || texts.containsKey("prompt")) {
            return Message.of("nothing.comfy");
        }
        return Message.of("nothing.no-recipe");
    }

    private static Imported json(String text, Set<String> fields) {
        return isRecipe(fields) && !isForeign(fields)
                ? found(RecipeJson.read(text), Source.JSON)
                : PictureSettings.readText(text)
                        .<Imported>map(reading -> found(reading, Source.JSON))
                        .orElseGet(() ->
                                isRecipe(fields)
                                        ? found(RecipeJson.read(text), Source.JSON)
                                        : new Nothing(Message.of("nothing.json-no-recipe")));
    }

    /// Whether other programs write such names: requests of A1111's API have a `prompt`, too.
    private static boolean isForeign(Set<String> fields) {
        return !fields.contains("schema")
                && fields.stream().anyMatch(it -> it.contains("_") || FOREIGN_FIELDS.contains(it));
    }

    private static boolean isRecipe(Set<String> fields) {
        return fields.isEmpty() || fields.stream().anyMatch(RECIPE_FIELDS::contains);
    }

    /// The names of a JSON object's fields; empty when the text is none.
    private static Optional<Set<String>> object(String text) {
        if (text.length() > MAX_TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonText.object(text).keySet());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Found found(ParsedRecipe reading, Source source) {
        var issues = new ArrayList<>(Limits.issues(reading.recipe()));
        issues.addAll(reading.issues());
        return new Found(reading.recipe(), ShownIssues.shown(issues), source);
    }

    /// The text of a file as editors write it; empty when it is no text.
    private static Optional<String> decoded(byte[] content) {
        try {
            var text = encoding(content).newDecoder().decode(ByteBuffer.wrap(content)).toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Charset encoding(byte[] content) {
        int mark = content.length < 2 ? 0 : (content[0] & 0xFF) << 8 | (content[1] & 0xFF);
        if (mark == 0xFEFF || mark == 0xFFFE) {
            return StandardCharsets.UTF_16;
        }
        if (content.length < 4 || (content[0] == 0) == (content[1] == 0)) {
            return StandardCharsets.UTF_8;
        }
        if (content[0] == content[2] && content[0] == 0) { // Latin letters without a mark
            return StandardCharsets.UTF_16BE;
        }
        return content[1] == content[3] && content[1] == 0
                ? StandardCharsets.UTF_16LE
                : StandardCharsets.UTF_8;
    }

    /// Without the marks that editors put before a text; some put two.
    private static String withoutMarks(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '\uFEFF') {
            start++;
        }
        return text.substring(start);
    }

    private static Message otherThan(byte[] content) {
        if (ImageFiles.format(content).isPresent()) {
            return Message.of("nothing.no-png");
        }
        return ImageFiles.otherKind(content)
                .map(kind -> Message.of("nothing.other-kind", kind))
                .orElseGet(() -> Message.of("nothing.neither"));
    }
}
