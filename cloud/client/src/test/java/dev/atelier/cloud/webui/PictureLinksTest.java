package dev.atelier.cloud.webui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Pictures in a request become links where PAI-EAS takes them, and are taken back.
class PictureLinksTest {
    /// "start", "pose" and "edges" in Base64.
    private static final String BODY =
            """
            {"init_images":["c3RhcnQ="],"mask":"bWFzaw==",
             "alwayson_scripts":{"save_dir":"/mnt/out","controlnet":{"args":[
               {"image":"cG9zZQ==","module":"openpose"},{"image":"ZWRnZXM=","module":"canny"},{"module":"none"}]}}}
            """;

    private final Folder folder = new Folder();
    private final LinkedPictures lent =
            new LinkedPictures(
                    new WebuiService(URI.create("http://127.0.0.1:9/"), () -> ""),
                    Optional.of(folder),
                    "task");

    private static ObjectNode body() throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(BODY);
    }

    @Test
    void startPictureAndControlPicturesBecomeLinks() throws Exception {
        var linked = lent.linked(body());

        var scripts = linked.path("alwayson_scripts");
        var units = scripts.at("/controlnet/args");
        assertFalse(linked.has("init_images"));
        assertArrayEquals("start".getBytes(UTF_8), folder.at(scripts.path("image_link").asText()));
        assertEquals("/mnt/out", scripts.path("save_dir").asText());
        assertFalse(units.get(0).has("image"));
        assertArrayEquals(
                "pose".getBytes(UTF_8), folder.at(units.get(0).path("image_link").asText()));
        assertArrayEquals(
                "edges".getBytes(UTF_8), folder.at(units.get(1).path("image_link").asText()));
        assertFalse(units.get(2).has("image_link"));
        assertEquals("bWFzaw==", linked.path("mask").asText(), "the API has no link for a mask");

        lent.close();

        assertTrue(folder.files.isEmpty(), folder.files.keySet().toString());
    }

    @Test
    void whatAnUploadLeftThatBrokeOffIsTakenBackToo() {
        folder.full = 1;

        assertThrows(GenerationException.class, () -> lent.linked(body()));
        assertEquals(Set.of("task-0.png", "task-1.png"), folder.files.keySet());
        lent.close();

        assertTrue(folder.files.isEmpty(), folder.files.keySet().toString());
    }

    @Test
    void aLaterRunTakesBackWhatAnEarlierOneLent() throws Exception {
        lent.linked(body());
        var later =
                new LinkedPictures(
                        new WebuiService(URI.create("http://127.0.0.1:9/"), () -> ""),
                        Optional.of(folder),
                        "task");

        later.lentBefore(Recipe.of("a boat", new Size(64, 64)));
        later.close();

        assertEquals(Set.of("task-1.png", "task-2.png"), folder.files.keySet(), "of one picture");
    }

    /// A folder that holds what was lent, even what broke off.
    private static final class Folder implements RemoteFiles {
        final Map<String, byte[]> files = new TreeMap<>();
        int full = Integer.MAX_VALUE;

        byte[] at(String link) {
            return files.getOrDefault(link.substring(link.lastIndexOf('/') + 1), new byte[0]);
        }

        @Override
        public String folder() {
            return "/mnt/out";
        }

        @Override
        public byte[] fetch(String path) throws IOException {
            throw new IOException("there is nothing");
        }

        @Override
        public String lend(String name, byte[] bytes) throws IOException {
            boolean breaks = files.size() == full;
            files.put(name, bytes);
            if (breaks) {
                throw new IOException("the connection broke");
            }
            return "http://127.0.0.1:9/passing/" + name;
        }

        @Override
        public void takeBack(String name) {
            files.remove(name);
        }
    }
}
