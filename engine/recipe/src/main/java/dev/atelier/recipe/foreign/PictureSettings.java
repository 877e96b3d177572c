package dev.atelier.recipe.foreign;

import dev.atelier.recipe.Reading;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.infotext.PngText;
import java.util.Map;
import java.util.Optional;

/// Settings in a picture's texts, whichever program left them.
public final class PictureSettings {
    private PictureSettings() {}

    /// Reads what is there; never fails.
    ///
    /// @param texts by keyword, as [PngText] and [dev.atelier.recipe.infotext.PictureText] find
    ///   them
    /// @return empty where there are no settings that are known
    public static Optional<Reading> read(Map<String, String> texts) {
        var parameters = Optional.ofNullable(texts.get(PngText.PARAMETERS));
        return parameters
                .flatMap(SwarmReader::read)
                .or(() -> fooocus(texts, parameters))
                .or(() -> of(texts, "invokeai_metadata").flatMap(InvokeReader::read))
                .or(() -> of(texts, "sd-metadata").flatMap(InvokeReader::readOld))
                .or(() -> novel(texts))
                .or(() -> parameters.filter(PictureSettings::isInfotext).map(InfotextReader::read))
                .or(() -> of(texts, "prompt").flatMap(ComfyReader::read));
    }

    private static Optional<String> of(Map<String, String> texts, String key) {
        return Optional.ofNullable(texts.get(key));
    }

    private static Optional<Reading> fooocus(
            Map<String, String> texts, Optional<String> parameters) {
        boolean likeA1111 = texts.getOrDefault("fooocus_scheme", "").equals("a1111");
        return likeA1111 ? Optional.empty() : parameters.flatMap(FooocusReader::read);
    }

    private static Optional<Reading> novel(Map<String, String> texts) {
        return texts.getOrDefault("Software", "").equals("NovelAI")
                ? of(texts, "Comment").flatMap(NovelReader::read)
                : Optional.empty();
    }

    private static boolean isInfotext(String text) {
        return !text.isBlank() && !text.stripLeading().startsWith("{");
    }
}
