package dev.atelier.cloud.webui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.image.Bitmap;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.PngText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a call came back with, in either shape: pictures in the answer, as a webui gives them, or
/// paths in the service's storage, as PAI-EAS gives them with `save_dir`.
///
/// @param pictures in order, grids and control maps left out
/// @param paths container paths of pictures that stay in the service's storage
public record Answer(List<Picture> pictures, List<String> paths) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SMALLEST_PNG = 45;

    public Answer {
        pictures = List.copyOf(pictures);
        paths = List.copyOf(paths);
    }

    /// @param recipe what was sent, its seed resolved
    /// @param facts what is recorded with every picture
    /// @throws IOException when the answer is not what the API promises, or reports a failure
    static Answer read(JsonNode answer, Recipe recipe, Map<String, String> facts)
            throws IOException {
        var parameters = answer.path("parameters");
        if (parameters.has("status") && parameters.path("status").asInt() != 0) {
            throw new IOException("the service failed: " + parameters.path("error_msg").asText());
        }
        var paths =
                Stream.of(parameters.path("image_url").asText("").split(","))
                        .map(String::strip)
                        .filter(path -> !path.isEmpty())
                        .toList();
        var pictures = new ArrayList<Picture>();
        var images = answer.path("images");
        int total = recipe.batch().total();
        int first = Math.max(firstImage(answer.path("info").asText("")), 0);
        for (int i = first; i < images.size() && pictures.size() < total; i++) {
            var own = recipe.withSeed(recipe.seed().ofImage(pictures.size())).withBatch(Batch.ONE);
            pictures.add(picture(images.get(i).asText(), own, facts));
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

    /// 1 where a grid comes first. PAI-EAS sends an empty text with `save_dir`.
    private static int firstImage(String info) {
        try {
            return info.isEmpty() ? 0 : JSON.readTree(info).path("index_of_first_image").asInt(0);
        } catch (JsonProcessingException e) {
            return 0;
        }
    }

    private static Picture picture(String text, Recipe recipe, Map<String, String> facts)
            throws IOException {
        try {
            int comma = text.startsWith("data:") ? text.indexOf(',') + 1 : 0;
            var bytes = Base64.getDecoder().decode(text.substring(comma));
            return isPng(bytes) ? png(bytes, recipe, facts) : read(bytes, recipe, facts);
        } catch (IllegalArgumentException e) {
            throw new IOException("the service sent a damaged picture", e);
        }
    }

    private static boolean isPng(byte[] bytes) {
        return bytes.length > SMALLEST_PNG && bytes[0] == (byte) 0x89 && bytes[1] == 'P';
    }

    /// Its chunks' sums tell at once whether it arrived whole; unpacking can wait.
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
        return ImageFiles.read(bytes, "the picture that the service sent").flattened();
    }
}
