package dev.atelier.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.atelier.embedding.Embedding.Vectors;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.recipe.infotext.PngText.PngException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/// An embedding in a PNG, as A1111's training saves them: JSON in Base64 under the keyword
/// `sd-ti-embedding`, `{"string_to_param": {"*": {"TORCHTENSOR": [[…]]}}, "name": …}`. Its second
/// copy, in the lowest bits of the pixels, is not read.
final class EmbeddingPicture {
    private static final String KEYWORD = "sd-ti-embedding";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A captioned picture of 512 pixels has less than a megabyte.
    private static final long MOST_BYTES = 64 << 20;

    private EmbeddingPicture() {}

    /// Whether a file holds one.
    static boolean is(Path file) {
        try {
            return text(file).isPresent();
        } catch (IOException e) {
            return false; // nor is what cannot be read
        }
    }

    /// @param name of the embedding where the picture does not say
    static Embedding read(Path file, String name) throws IOException {
        var text = text(file);
        if (text.isEmpty()) {
            throw new EmbeddingException(file, Message.of("embedding.no-text"));
        }
        var root = json(file, text.get());
        var terms = root.path("string_to_param");
        if (terms.size() != 1) {
            throw new EmbeddingException(file, Message.of("embedding.one", terms.size()));
        }
        var rows = terms.iterator().next().path("TORCHTENSOR");
        return new Embedding(root.path("name").asText(name), vectors(file, rows), Optional.empty());
    }

    private static Optional<String> text(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new EmbeddingException(file, Message.of("embedding.large"));
        }
        try {
            return Optional.ofNullable(PngText.read(Files.readAllBytes(file)).get(KEYWORD));
        } catch (PngException e) {
            throw new EmbeddingException(file, Message.of("embedding.png", Explained.reasonOf(e)));
        }
    }

    private static JsonNode json(Path file, String text) throws EmbeddingException {
        try {
            var root = JSON.readTree(Base64.getMimeDecoder().decode(text));
            return root == null ? MissingNode.getInstance() : root;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new EmbeddingException(file, Message.of("embedding.damaged"));
        } catch (IOException e) {
            throw new EmbeddingException(file, Message.of("embedding.unread"));
        }
    }

    private static Vectors vectors(Path file, JsonNode rows) throws EmbeddingException {
        int count = rows.size();
        int width = rows.path(0).size();
        if (count == 0 || width == 0 || (long) count * width > MOST_BYTES) {
            throw new EmbeddingException(file, Message.of("embedding.numbers"));
        }
        var values = new float[count * width];
        for (int i = 0; i < count; i++) {
            if (rows.path(i).size() != width) {
                throw new EmbeddingException(file, Message.of("embedding.width"));
            }
            for (int j = 0; j < width; j++) {
                var number = rows.path(i).path(j);
                if (!number.isNumber()) {
                    throw new EmbeddingException(file, Message.of("embedding.numbers"));
                }
                values[i * width + j] = number.floatValue();
            }
        }
        return new Vectors(width, values);
    }
}
