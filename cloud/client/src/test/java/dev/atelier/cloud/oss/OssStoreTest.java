package dev.atelier.cloud.oss;

import static dev.atelier.cloud.oss.StoreRig.at;
import static dev.atelier.cloud.oss.StoreRig.noise;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.cloud.oss.OssStore.LinkTerms;
import dev.atelier.cloud.oss.OssStoreException.Kind;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our client of the object store against the sandbox.
class OssStoreTest {
    private static final int MANY = 100_000;
    private static final long FLAT = 8 << 20;

    @TempDir private Path folder;
    private StoreRig rig;
    private OssStore store;

    @BeforeEach
    void start() throws Exception {
        rig = new StoreRig(folder.resolve("notes"));
        store = rig.client();
    }

    @AfterEach
    void stop() {
        store.close();
        rig.close();
    }

    private static OssStoreException refused(Executable call) {
        return assertThrows(OssStoreException.class, call);
    }

    @Test
    void listsAHundredThousandObjectsInFlatMemory() throws Exception {
        for (int i = 0; i < MANY; i++) {
            var _ =
                    rig.objects.write(
                            StoreRig.BUCKET,
                            "outputs/%06d.png".formatted(i),
                            "image/png",
                            InputStream.nullInputStream());
        }
        var listing = store.list(at("outputs/"), true);
        int count = 0;
        long early = 0;
        var last = "";
        for (var entry = listing.next(); entry.isPresent(); entry = listing.next()) {
            assertTrue(entry.get().key().compareTo(last) > 0);
            last = entry.get().key();
            count++;
            early = count == MANY / 10 ? used() : early;
        }

        long late = used();
        assertEquals(MANY, count);
        assertTrue(late - early < FLAT, "grew by %,d bytes".formatted(late - early));
        assertEquals(MANY / 1000, rig.calls.size());
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void listsFoldersAndWhatLiesBesideThem() throws Exception {
        var odd = "a/中文 +&%<>\"'?#😀\u0001.png";
        for (var key : new String[] {"a/x.png", odd, "a/deep/y.png", "a/deep/z.png", "b.png"}) {
            rig.put(key, noise(10));
        }

        var lines = store.list(at("a/"), false).page();

        assertEquals(3, lines.size());
        assertEquals(new ListingEntry.Folder("a/deep/"), lines.get(0));
        assertEquals("a/x.png", lines.get(1).key());
        assertEquals(odd, lines.get(2).key());
        assertEquals(10, store.stat(at(odd)).size());
        assertEquals(Optional.empty(), store.list(at("none/"), true).next());
    }

    @Test
    void makesPicturesSmallerBeforeTheyTravel() throws Exception {
        var picture = new ByteArrayOutputStream();
        var noisy = new BufferedImage(512, 256, BufferedImage.TYPE_INT_RGB);
        var pixels = noise(512 * 256);
        for (int i = 0; i < pixels.length; i++) {
            noisy.setRGB(i % 512, i / 512, pixels[i] * 0x10101);
        }
        ImageIO.write(noisy, "png", picture);
        rig.put("boat.png", picture.toByteArray());

        var small = store.thumbnail(at("boat.png"), 64);

        assertTrue(small.length < picture.size() / 4, "%d bytes".formatted(small.length));
        var read = ImageIO.read(new ByteArrayInputStream(small));
        assertEquals(64, read.getWidth());
        assertEquals(32, read.getHeight());
    }

    @Test
    void linksOpenWithoutKeysUntilTheyExpire() throws Exception {
        rig.put("a b/中文.png", noise(1000));
        var address = at("a b/中文.png");
        var day = LinkTerms.forLife(Duration.ofDays(1));
        var month = LinkTerms.forLife(Duration.ofDays(30));

        for (var terms : new LinkTerms[] {day, month}) {
            var answer = get(store.link(address, terms).reveal());
            assertEquals(200, answer.statusCode(), terms.toString());
            assertArrayEquals(noise(1000), answer.body());
        }
        assertEquals(403, get(store.link(address, day).reveal() + "0").statusCode());
        assertEquals("•••", store.link(address, day).toString());
        var link = store.link(address, day).reveal();
        rig.faults("skew=25h");
        assertEquals(403, get(link).statusCode());
    }

    private static HttpResponse<byte[]> get(String link) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(link)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void linksCanAskForASmallerPicture() throws Exception {
        var picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB), "png", picture);
        rig.put("boat.png", picture.toByteArray());
        var terms = new LinkTerms(Duration.ofHours(1), Optional.of(OssStore.resize(100)), false);

        var answer = get(store.link(at("boat.png"), terms).reveal());

        assertEquals(100, ImageIO.read(new ByteArrayInputStream(answer.body())).getWidth());
    }

    @Test
    void throwsAwayAndPutsBack() throws Exception {
        rig.put("out/boat.png", noise(500));
        var trash = store.trash();

        var there = trash.put(at("out/boat.png"));

        assertFalse(rig.has("out/boat.png"));
        assertTrue(there.key().matches("\\.atelier-trash/\\d{8}T\\d{9}Z/out/boat\\.png"));
        assertEquals(there.key(), trash.list(at("")).next().orElseThrow().key());
        assertEquals(at("out/boat.png"), trash.restore(there));
        assertArrayEquals(noise(500), rig.content("out/boat.png"));
        assertFalse(rig.has(there.key()));
    }

    /// Small, and so large that it is copied in parts.
    @ParameterizedTest
    @ValueSource(ints = {500, 3 * StoreRig.PART})
    void whatIsThrownAwayKeepsItsTime(int size) throws Exception {
        rig.put("boat.png", noise(size));
        var made = store.stat(at("boat.png")).modified();

        var there = store.trash().put(at("boat.png"));
        var kept = rig.objects.find(there.bucket(), there.key()).orElseThrow();
        store.trash().restore(there);

        assertEquals(made.getEpochSecond() + "", kept.header("x-oss-meta-mtime"));
        assertEquals("image/png", kept.header("content-type"));
        assertEquals(made, store.read(at("boat.png"), 0, 1).made());
    }

    @Test
    void whatIsUploadedKeepsItsTime() throws Exception {
        var file = Files.write(folder.resolve("boat.png"), noise(500));
        var made = Instant.parse("2026-02-02T12:00:00.250Z");
        Files.setLastModifiedTime(file, FileTime.from(made));

        store.upload(file, at("boat.png"), false, Transfer.quiet());
        store.move(at("boat.png"), at("ship.png"), false);

        assertEquals(made, store.read(at("ship.png"), 0, 1).made());
    }

    @Test
    void putsNothingBackOverSomethingNew() throws Exception {
        rig.put("boat.png", noise(500));
        var trash = store.trash();
        var there = trash.put(at("boat.png"));
        rig.put("boat.png", noise(600));

        assertEquals(Kind.EXISTS, refused(() -> trash.restore(there)).kind());
        assertArrayEquals(noise(600), rig.content("boat.png"));
        assertTrue(rig.has(there.key()));
        assertEquals(Kind.EXISTS, refused(() -> trash.put(there)).kind());
        var longest = at("x".repeat(1020));
        assertEquals(Kind.INVALID, refused(() -> trash.put(longest)).kind());
    }

    @Test
    void copiesWithinTheStoreInPartsToo() throws Exception {
        rig.put("small.png", noise(1000));
        rig.put("large.bin", noise(3 * StoreRig.PART + 7));

        store.copy(at("small.png"), at("copy.png"), false);
        store.copy(at("large.bin"), at("copy.bin"), false);

        assertArrayEquals(rig.content("small.png"), rig.content("copy.png"));
        assertArrayEquals(rig.content("large.bin"), rig.content("copy.bin"));
        for (var name : new String[] {"small.png", "large.bin"}) {
            var taken = at(name.replaceAll(".*\\.", "copy."));
            assertEquals(Kind.EXISTS, refused(() -> store.copy(at(name), taken, false)).kind());
            store.copy(at(name), taken, true);
        }
    }

    @Test
    void waitsForWhatAServiceAnnounced() throws Exception {
        var late =
                Thread.startVirtualThread(() -> {
                    try {
                        Thread.sleep(400);
                        rig.put("late.png", noise(10));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });

        var found = store.await(at("late.png"), Duration.ofSeconds(10), new Cancellation());

        late.join();
        assertEquals(10, found.size());
        var brief = Duration.ofMillis(300);
        assertEquals(
                Kind.NO_OBJECT,
                refused(() -> store.await(at("never.png"), brief, new Cancellation())).kind());
        var stopped = new Cancellation();
        stopped.cancel();
        assertThrows(
                CancellationException.class,
                () -> store.await(at("never.png"), Duration.ofHours(1), stopped));
    }

    @Test
    void tellsWhatIsWrong() throws Exception {
        rig.put("boat.png", noise(10));
        var nowhere = new OssAddress("no-such-bucket", "boat.png");

        assertEquals(Kind.NO_OBJECT, refused(() -> store.stat(at("none.png"))).kind());
        assertEquals(Kind.NO_BUCKET, refused(() -> store.stat(nowhere)).kind());
        assertEquals(Kind.NO_BUCKET, refused(() -> store.list(nowhere, true).next()).kind());
        try (var wrong = rig.client("not-the-secret")) {
            assertEquals(Kind.KEYS, refused(() -> wrong.stat(at("boat.png"))).kind());
        }
        rig.faults("skew=20m");
        assertEquals(Kind.CLOCK, refused(() -> store.stat(at("boat.png"))).kind());
        rig.faults("throttle=0");
        assertEquals(Kind.THROTTLED, refused(() -> store.list(at(""), true).next()).kind());
        rig.faults();
        assertEquals(10, store.stat(at("boat.png")).size());
    }
}
