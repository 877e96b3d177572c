package dev.atelier.cloud.webui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.image.Bitmap;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.InfotextReader;
import dev.atelier.recipe.infotext.PictureText;
import dev.atelier.recipe.infotext.PngText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a call came back with, in either shape: pictures in the answer, as a webui gives them, or
/// paths in the service's storage, as PAI-EAS gives them with `save_dir`.
///
/// @param pictures in order, grids and control maps left out
/// @param paths container paths of pictures that stay in the service's storage
public record Answer(List<Picture> pictures, List<String> paths) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SMALLEST_PNG = 45;

    /// How the pictures of one answer were made.
    ///
    /// @param facts what is recorded with every picture
    /// @param seconds for all of them together
    record Making(Map<String, String> facts, double seconds) {
        /// What is recorded with each of so many pictures, with its share of the time.
        Map<String, String> each(int pictures) {
            var own = new HashMap<>(facts);
            double share = seconds / Math.max(1, pictures);
            own.put("seconds", String.format(Locale.ROOT, "%.2f", share));
            return own;
        }
    }

    public Answer {
        pictures = List.copyOf(pictures);
        paths = List.copyOf(paths);
    }

    /// @param recipe what was sent, its seed resolved
    /// @throws IOException when the answer is not what the API promises, or reports a failure
    static Answer read(JsonNode answer, Recipe recipe, Making making) throws IOException {
        var parameters = answer.path("parameters");
        if (parameters.has("status") && parameters.path("status").asInt() != 0) {
            var message = parameters.path("error_msg").asText("");
            throw new AnswerException(
                    "service.failed",
                    "service.failed-advice",
                    message.isEmpty() ? Message.of("service.no-reason") : Message.foreign(message),
                    null);
        }
        var paths =
                Stream.of(parameters.path("image_url").asText("").split(","))
                        .map(String::strip)
                        .filter(path -> !path.isEmpty())
                        .toList();
        var pictures = new ArrayList<Picture>();
        var images = answer.path("images");
        int total = recipe.batch().total();
        var info = info(answer.path("info").asText(""));
        int first = Math.max(info.path("index_of_first_image").asInt(0), 0);
        int end = Math.min(images.size(), first + total);
        var facts = making.each(end - first);
        for (int i = first; i < end; i++) {
            var own = recipe.withSeed(recipe.seed().ofImage(pictures.size())).withBatch(Batch.ONE);
            pictures.add(picture(images.get(i).asText(), drawnWith(info, i, own), facts));
        }
        return new Answer(pictures, paths);
    }

    /// Why there is no picture, where there is none.
    Failure nothing(String service) {
        return paths.isEmpty()
                ? new Failure.BadRecipe(
                        Message.of("service.no-picture", service), Message.of("service.read-log"))
                : new Failure.BadRecipe(
                        Message.of("service.keeps-pictures", service, paths.getFirst()),
                        Message.of("service.fetch-pictures"));
    }

    /// The pictures, where all are there. A webui answers with fewer when it is interrupted by
    /// somebody else, or stopped: it takes no more work just now, as far as is known.
    static List<Picture> all(List<Picture> pictures, Recipe recipe, String service)
            throws GenerationException {
        int wanted = recipe.batch().total();
        if (pictures.size() < wanted) {
            throw new GenerationException(
                    new Failure.Unreachable(
                            Message.of("service.fewer-pictures", service, pictures.size(), wanted),
                            Message.of("service.fewer-again")),
                    null);
        }
        return pictures;
    }

    /// The object of an answer's `info`. PAI-EAS sends an empty text with `save_dir`.
    private static JsonNode info(String text) {
        try {
            return text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    /// A recipe with the checkpoint that the service says it drew with, which is not always the one
    /// that was requested: webuis before 1.6 say it in the infotext alone.
    private static Recipe drawnWith(JsonNode info, int image, Recipe recipe) {
        var name = info.path("sd_model_name").asText("");
        var hash = info.path("sd_model_hash").asText("");
        if (!name.isEmpty()) {
            return recipe.withModel(Optional.of(new ModelRef(name, hash)));
        }
        return withModelOf(info.path("infotexts").path(image).asText(""), recipe);
    }

    /// The same of a picture that comes alone, which says it in its own infotext.
    static Recipe drawnWith(byte[] picture, Recipe recipe) {
        try {
            var text = PictureText.read(picture).getOrDefault(PngText.PARAMETERS, "");
            return withModelOf(text, recipe);
        } catch (IOException e) {
            return recipe; // reading its pixels says what is wrong
        }
    }

    private static Recipe withModelOf(String text, Recipe recipe) {
        return InfotextReader.read(text)
                .recipe()
                .model()
                .filter(model -> !model.name().isEmpty() || !model.hash().isEmpty())
                .map(model -> recipe.withModel(Optional.of(model)))
                .orElse(recipe);
    }

    private static Picture picture(String text, Recipe recipe, Map<String, String> facts)
            throws IOException {
        try {
            int comma = text.startsWith("data:") ? text.indexOf(',') + 1 : 0;
            return picture(Base64.getDecoder().decode(text.substring(comma)), recipe, facts);
        } catch (IllegalArgumentException e) {
            throw new AnswerException(
                    "service.damaged-picture",
                    "service.damaged-picture-advice",
                    Explained.reasonOf(e),
                    e);
        }
    }

    /// A picture from its file.
    static Picture picture(byte[] file, Recipe recipe, Map<String, String> facts)
            throws IOException {
        return isPng(file) ? png(file, recipe, facts) : read(file, recipe, facts);
    }

    private static boolean isPng(byte[] bytes) {
        return bytes.length > SMALLEST_PNG && bytes[0] == (byte) 0x89 && bytes[1] == 'P';
    }

    /// Its chunks' sums show at once whether it arrived whole; unpacking can wait.
    private static Picture png(byte[] bytes, Recipe recipe, Map<String, String> facts)
            throws IOException {
        PngText.read(bytes);
        var header = ByteBuffer.wrap(bytes);
        var size = new Size(header.getInt(16), header.getInt(20));
        return Picture.ofPng(size, bytes, () -> unpacked(bytes), recipe, facts);
    }

    private static byte[] unpacked(byte[] bytes) {
        try {
            return picture(bytes).bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Picture read(byte[] bytes, Recipe recipe, Map<String, String> facts)
            throws IOException {
        var bitmap = picture(bytes);
        var size = new Size(bitmap.width(), bitmap.height());
        return new Picture(size, bitmap.bytes(), recipe, facts);
    }

    private static Bitmap picture(byte[] bytes) throws IOException {
        return ImageFiles.read(bytes, Message.of("service.sent-picture")).flattened();
    }
}
