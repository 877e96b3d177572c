package dev.atelier.recipe.importers;

import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.infotext.PictureText;
import dev.atelier.recipe.infotext.PngText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings in a picture's texts, of any program.
public final class PictureSettings {
    /// Where programs keep settings as JSON.
    private static final List<String> JSON =
            List.of(
                    "prompt",
                    "workflow",
                    PngText.PARAMETERS,
                    "invokeai_metadata",
                    "sd-metadata",
                    "Comment");

    private PictureSettings() {}

    /// Reads those of a picture file.
    ///
    /// @return empty where there are no settings that are known
    /// @throws IOException with a sentence, when it is no picture that can hold any or is damaged
    public static Optional<ParsedRecipe> read(byte[] picture) throws IOException {
        return read(PictureText.read(picture), PictureText.size(picture));
    }

    /// Reads what is there; never fails.
    ///
    /// @param texts by keyword, as [PngText] and [PictureText] find them
    /// @return empty where there are no settings that are known
    public static Optional<ParsedRecipe> read(Map<String, String> texts) {
        return read(texts, Optional.empty());
    }

    /// The same for texts that leave the size to the picture.
    ///
    /// @param size width and height of the picture in pixels
    public static Optional<ParsedRecipe> read(Map<String, String> texts, Optional<int[]> size) {
        var parameters = of(texts, PngText.PARAMETERS);
        return parameters
                .flatMap(SwarmReader::read)
                .or(() -> fooocus(texts))
                .or(() -> of(texts, "invokeai_metadata").flatMap(InvokeReader::read))
                .or(() -> of(texts, "sd-metadata").flatMap(InvokeOldReader::read))
                .or(() -> novel(texts, size))
                .or(() -> parameters.filter(PictureSettings::isInfotext).map(PictureSettings::text))
                .or(() -> comfy(texts, size))
                .or(() -> of(texts, "Dream").flatMap(InvokeOldReader::readDream))
                .or(() -> DiffusionReader.easy(texts))
                .or(() -> parameters.flatMap(DiffusionReader::easy))
                .or(() -> parameters.flatMap(DiffusionReader::drawThings));
    }

    /// Whether settings are there whose JSON is cut short or damaged, so that none of it is read.
    public static boolean areDamaged(Map<String, String> texts) {
        return JSON.stream().anyMatch(key -> Node.isDamaged(texts.getOrDefault(key, "")));
    }

    /// Settings as a text of their own: A1111's and its relatives', a request of A1111's API, or
    /// the JSON of any program that is known here.
    public static Optional<ParsedRecipe> readText(String text) {
        if (isInfotext(text)) {
            return Optional.of(text(text));
        }
        return read(Map.of(PngText.PARAMETERS, text))
                .or(() -> ComfyReader.read("", text, Optional.empty()))
                .or(() -> InvokeOldReader.read(text))
                .or(() ->
                        text.contains("\"positive_prompt\"")
                                ? InvokeReader.read(text)
                                : Optional.empty())
                .or(() -> WebuiRequestReader.read(text))
                .or(() -> NovelReader.read(Map.of("Comment", text), Optional.empty()));
    }

    private static Optional<String> of(Map<String, String> texts, String key) {
        return Optional.ofNullable(texts.get(key));
    }

    private static Optional<ParsedRecipe> fooocus(Map<String, String> texts) {
        return of(texts, PngText.PARAMETERS)
                .flatMap(FooocusReader::read)
                .or(() -> of(texts, "Comment").flatMap(FooocusReader::read));
    }

    private static Optional<ParsedRecipe> novel(Map<String, String> texts, Optional<int[]> size) {
        return texts.getOrDefault("Software", "").startsWith("NovelAI")
                ? NovelReader.read(texts, size)
                : Optional.empty();
    }

    private static ParsedRecipe text(String infotext) {
        return FooocusReader.readText(infotext)
                .or(() -> CivitaiText.read(infotext))
                .orElseGet(() -> InfotextReader.read(infotext));
    }

    /// The graph that was run; without one, the picture of it that the editor keeps. A comment may
    /// be a graph, too.
    private static Optional<ParsedRecipe> comfy(Map<String, String> texts, Optional<int[]> size) {
        var workflow = of(texts, "workflow").orElse("");
        return of(texts, "prompt")
                .flatMap(graph -> ComfyReader.read(graph, workflow, size))
                .or(() ->
                        of(texts, PngText.PARAMETERS)
                                .flatMap(graph -> ComfyReader.read(graph, workflow, size)))
                .or(() -> ComfyReader.read("", workflow, size));
    }

    private static boolean isInfotext(String text) {
        return !text.isBlank() && !text.stripLeading().startsWith("{");
    }
}
