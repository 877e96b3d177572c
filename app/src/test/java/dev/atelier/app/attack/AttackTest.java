package dev.atelier.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.JobStore;
import dev.atelier.app.source.SourceFiles;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.json.RecipeJson;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged files of every kind that the program reads: each is read, or refused with a sentence of
/// an [IOException] within ten seconds. `-Datelier.attacks=100` makes all of them.
class AttackTest {
    private static final long SEED = 20_261_128;
    private static final long MOST_NANOS = 10_000_000_000L;

    @TempDir Path folder;

    @FunctionalInterface
    private interface Reader {
        void read(Path file) throws IOException;
    }

    /// Reads damaged copies of the samples, and fails with all that went wrong.
    private void attack(int full, List<byte[]> samples, String end, List<Reader> readers)
            throws IOException {
        int percent = Integer.getInteger("atelier.attacks", 5);
        int count = Math.max(10, full * percent / 100);
        var damage = new Damage(SEED);
        var wrong = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var file = folder.resolve(i + end);
            Files.write(file, damage.of(damage.oneOf(samples)));
            for (int reader = 0; reader < readers.size(); reader++) {
                long start = System.nanoTime();
                try {
                    readers.get(reader).read(file);
                } catch (IOException e) {
                    if (e.getMessage() == null || e.getMessage().isBlank()) {
                        wrong.add(i + " reader " + reader + ": says nothing, " + e.getClass());
                    }
                } catch (RuntimeException | Error e) {
                    wrong.add(i + " reader " + reader + ": " + e + " " + place(e));
                }
                if (System.nanoTime() - start > MOST_NANOS) {
                    wrong.add(i + " reader " + reader + ": more than ten seconds");
                }
            }
            Files.deleteIfExists(file);
        }
        assertEquals(List.of(), wrong);
    }

    private static String place(Throwable e) {
        return e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0].toString();
    }

    @Test
    void pictures() throws IOException {
        attack(
                400,
                samples(),
                ".png",
                List.of(ImageFiles::read, SourceFiles::mask, PictureFile::read));
    }

    private static List<byte[]> samples() throws IOException {
        var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1200; i++) {
            image.setRGB(i % 40, i / 40, i * 7919);
        }
        var samples = new ArrayList<byte[]>();
        for (var format : List.of("png", "jpg", "gif", "bmp", "tiff", "webp")) {
            var out = new ByteArrayOutputStream();
            assertTrue(ImageIO.write(image, format, out), format);
            samples.add(out.toByteArray());
        }
        samples.add(moving(samples.getLast()));
        samples.add(own());
        return samples;
    }

    /// The same picture as the only frame of an animated WebP.
    ///
    /// Source: developers.google.com/speed/webp/docs/riff_container
    private static byte[] moving(byte[] webp) {
        int riff = 12;
        int frame = 16;
        var out =
                ByteBuffer.allocate(riff + 18 + 14 + 8 + frame + webp.length - riff)
                        .order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(out.capacity() - 8).put(ascii("WEBP"));
        out.put(ascii("VP8X")).putInt(10).putInt(2).put(new byte[] {39, 0, 0, 29, 0, 0});
        out.put(ascii("ANIM")).putInt(6).put(new byte[6]);
        out.put(ascii("ANMF")).putInt(frame + webp.length - riff).put(new byte[6]);
        out.put(new byte[] {39, 0, 0, 29, 0, 0, 100, 0, 0, 0});
        out.put(webp, riff, webp.length - riff);
        return out.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void theSamplesAreSound() throws IOException {
        for (var sample : samples()) {
            var file = folder.resolve("sound");
            Files.write(file, sample);
            ImageFiles.read(file);
        }
    }

    /// A picture of our own with its texts.
    private static byte[] own() throws IOException {
        var size = new Size(16, 16);
        var file = Files.createTempFile("attack", ".png");
        try {
            var recipe = Recipe.of("a red boat", size);
            PictureFile.write(new Picture(size, new byte[768], recipe, Map.of()), file);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void recipes() throws IOException {
        var sound = RecipeJson.write(Recipe.of("a (red:1.2) boat", new Size(512, 768)));
        attack(
                300,
                List.of(sound.getBytes(StandardCharsets.UTF_8)),
                ".json",
                List.of(file -> {
                    var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                    var _ = RecipeJson.read(text);
                }));
    }

    @Test
    void models() throws IOException {
        attack(
                600,
                List.of(safetensors(), pickled()),
                ".safetensors",
                List.of(file -> Checkpoint.open(file).close()));
    }

    private static byte[] safetensors() {
        var header =
                """
                {"__metadata__":{"format":"pt"},"cond_stage_model.a":{"dtype":"F16","shape":[2,3],\
                "data_offsets":[0,12]},"model.diffusion_model.b":{"dtype":"F32","shape":[4],\
                "data_offsets":[12,28]}}\
                """
                        .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + 28)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    /// The beginning of a file of PyTorch's older form.
    private static byte[] pickled() {
        return "\u0080\u0002}q\u0000(X\u0005\u0000\u0000\u0000stateq\u0001}q\u0002X\u0001\u0000\u0000\u0000aK\u0001su."
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void queues() throws IOException {
        var file = folder.resolve("sound.sqlite");
        JobStore.open(file).close();
        attack(
                100,
                List.of(Files.readAllBytes(file)),
                ".sqlite",
                List.of(damaged -> {
                    try (var store = JobStore.open(damaged)) {
                        var _ = store.load();
                    }
                }));
    }
}
