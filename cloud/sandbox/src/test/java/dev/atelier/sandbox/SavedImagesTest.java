package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Json;
import dev.atelier.http.Listen;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Unsupported;
import dev.atelier.recipe.infotext.PictureText;
import dev.atelier.webui.OutputFolder;
import dev.atelier.webui.Webui;
import dev.atelier.webui.WebuiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a call leaves behind on the server, and what its answer says besides pictures.
class SavedImagesTest {
    private static final String TXT2IMG = "/sdapi/v1/txt2img";
    private static final LocalDate DAY = LocalDate.of(2026, 11, 28);

    @TempDir private Path folder;

    private final Painter painter = new Painter();
    private WebuiServer server;
    private Web web;

    @BeforeEach
    void start() throws IOException {
        var noon = DAY.atTime(12, 0).atZone(ZoneId.systemDefault()).toInstant();
        var outputs = new OutputFolder(folder, InstantSource.fixed(noon));
        var webui = Webui.plain(painter, () -> Painter.CATALOGUE, outputs);
        server = WebuiServer.start(Listen.loopback(0), webui);
        web = new Web(server.address(), "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode post(String path, String fields) throws IOException {
        var answer = web.post(path, "{\"steps\":1,\"width\":8,\"height\":8,%s}".formatted(fields));
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    private static JsonNode info(JsonNode answer) throws IOException {
        return Json.MAPPER.readTree(answer.path("info").asText());
    }

    private List<String> saved() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void savesUnderTheNamesOfA1111() throws IOException {
        post(TXT2IMG, "\"seed\":7,\"prompt\":\"a boat\",\"save_images\":true");
        var second =
                post(
                        TXT2IMG,
                        "\"seed\":8,\"batch_size\":2,\"save_images\":true,\"do_not_save_grid\":true");

        assertEquals(
                List.of(
                        "txt2img-grids/2026-11-28/grid-0000.png",
                        "txt2img-images/2026-11-28/00000-7.png",
                        "txt2img-images/2026-11-28/00001-8.png",
                        "txt2img-images/2026-11-28/00002-9.png"),
                saved());
        var file = folder.resolve("txt2img-images/2026-11-28/00000-7.png");
        var text = PictureText.read(Files.readAllBytes(file)).getOrDefault("parameters", "");
        assertTrue(text.startsWith("a boat\n") && text.contains("Seed: 7,"), text);
        // The grid is the first picture of the answer and of its texts.
        assertEquals(3, second.path("images").size());
        assertEquals(1, info(second).path("index_of_first_image").asInt());
        assertEquals(3, info(second).path("infotexts").size());
        assertEquals(2, info(second).path("all_seeds").size());
    }

    @Test
    void savesInTheFormatOfTheCallAndSendsNothingWhereNothingIsWanted() throws IOException {
        var answer =
                post(
                        TXT2IMG,
                        "\"seed\":7,\"save_images\":true,\"send_images\":false,"
                                + "\"override_settings\":{\"samples_format\":\"jpg\"}");

        assertEquals(List.of("txt2img-images/2026-11-28/00000-7.jpg"), saved());
        assertEquals(0, answer.path("images").size());
        assertEquals(1, info(answer).path("infotexts").size());
    }

    @Test
    void savesNothingUnlessAsked() throws IOException {
        post(TXT2IMG, "\"batch_size\":2");
        post(TXT2IMG, "\"save_images\":false,\"do_not_save_samples\":false");

        assertEquals(List.of(), saved());
    }

    @Test
    void replacesNoFileAndGoesOnFromTheHighestNumber() throws IOException {
        var day = Files.createDirectories(folder.resolve("txt2img-images/2026-11-28"));
        Files.writeString(day.resolve("00041-1.png"), "mine");
        Files.writeString(day.resolve("notes.txt"), "mine");

        post(TXT2IMG, "\"seed\":7,\"save_images\":true");

        assertTrue(Files.exists(day.resolve("00042-7.png")), () -> day.toString());
        assertEquals("mine", Files.readString(day.resolve("00041-1.png")));
    }

    @Test
    void saysThatPicturesCannotBeSaved() throws IOException {
        Files.writeString(folder.resolve("txt2img-images"), "a file in the way");

        var answer = web.post(TXT2IMG, "{\"steps\":1,\"width\":8,\"save_images\":true}");

        assertEquals(500, answer.status());
        assertEquals("OSError", answer.json().path("error").asText());
    }

    /// `networks.load_networks` of A1111 v1.10.1, whose line `Processed.comments` carries.
    @Test
    void namesNetworksThatWereNotFound() throws IOException {
        painter.unsupported =
                List.of(
                        leftOut("unsupported.lora-in", "ghost"),
                        leftOut("unsupported.lora", "other"),
                        leftOut("unsupported.tag", "hypernet:x"));

        var answer = post(TXT2IMG, "\"prompt\":\"a <lora:ghost:1>\"");

        assertEquals(
                """
                Networks not found: ghost, other
                The tag <hypernet:x> does nothing on the local engine.
                """,
                info(answer).path("comments").asText());
        painter.unsupported = List.of();
        assertEquals("", info(post(TXT2IMG, "\"seed\":1")).path("comments").asText());
    }

    /// `process_images` of A1111 v1.10.1 drops such an override and goes on; that it did is ours.
    @Test
    void saysThatAnotherCheckpointOrVaeWasUsed() throws IOException {
        var loaded = Painter.CATALOGUE.checkpoints().getFirst();

        var answer =
                post(
                        TXT2IMG,
                        "\"override_settings\":{\"sd_model_checkpoint\":\"no-such\",\"sd_vae\":\"ghost\"}");

        assertEquals(
                """
                Checkpoint not found: no-such; used: %s
                VAE not found: ghost; used: None
                """
                        .formatted(loaded.name()),
                info(answer).path("comments").asText());
        var known =
                post(
                        TXT2IMG,
                        "\"override_settings\":{\"sd_model_checkpoint\":\"%s\",\"sd_vae\":\"None\"}"
                                .formatted(loaded.title()));
        assertEquals("", info(known).path("comments").asText());
        var empty = post(TXT2IMG, "\"override_settings\":{\"sd_model_checkpoint\":\"\"}");
        assertEquals("", info(empty).path("comments").asText());
    }

    private static Unsupported leftOut(String key, String name) {
        return Unsupported.leftOut(RecipeField.PROMPT, Message.of(key, name, "/models/Lora"));
    }

    /// `setup_img2img_steps` of A1111 v1.10.1 compares the field, which its API leaves at null.
    @Test
    void aSecondPassNeedsItsStrength() throws IOException {
        var answer = web.post(TXT2IMG, "{\"steps\":1,\"enable_hr\":true}");

        assertEquals(500, answer.status());
        assertEquals("TypeError", answer.json().path("error").asText());
        var errors = answer.json().path("errors").asText();
        assertTrue(
                errors.startsWith("'>' not supported between instances of 'NoneType' and 'int'")
                        && errors.contains("denoising_strength"),
                errors);
    }
}
