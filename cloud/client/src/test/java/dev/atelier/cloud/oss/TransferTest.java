package dev.atelier.cloud.oss;

import static dev.atelier.cloud.oss.StoreRig.PART;
import static dev.atelier.cloud.oss.StoreRig.at;
import static dev.atelier.cloud.oss.StoreRig.noise;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.cloud.oss.OssStoreException.Kind;
import dev.atelier.recipe.Cancellation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Downloads and uploads that break, are stopped or arrive damaged.
class TransferTest {
    private static final int SIZE = 300_000;

    @TempDir private Path folder;
    private StoreRig rig;
    private OssStore store;
    private Path file;
    private Path part;

    @BeforeEach
    void start() throws IOException {
        rig = new StoreRig(folder.resolve("notes"));
        store = rig.client();
        file = folder.resolve("boat.png");
        part = folder.resolve("boat.png.part");
    }

    @AfterEach
    void stop() {
        store.close();
        rig.close();
    }

    private void download() throws OssStoreException {
        store.download(at("boat.png"), file, Transfer.quiet());
    }

    private Kind failing() {
        return assertThrows(OssStoreException.class, this::download).kind();
    }

    private List<String> reads() {
        return rig.calls.stream().filter(call -> call.startsWith("GET")).toList();
    }

    private List<String> leftovers() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> !name.equals("notes"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void downloadsWithProgress() throws Exception {
        rig.put("boat.png", noise(SIZE));
        var seen = new ArrayList<Long>();

        store.download(
                at("boat.png"),
                file,
                new Transfer((done, _) -> seen.add(done), new Cancellation()));

        assertArrayEquals(noise(SIZE), Files.readAllBytes(file));
        assertEquals(seen.stream().sorted().toList(), seen);
        assertEquals(SIZE, seen.getLast());
        assertEquals(List.of("boat.png"), leftovers());
    }

    @Test
    void downloadsNothingToo() throws Exception {
        rig.put("boat.png", new byte[0]);
        Files.writeString(file, "an older one");

        download();

        assertEquals(0, Files.size(file));
    }

    @Test
    void goesOnByItselfWhenAConnectionBreaks() throws Exception {
        rig.put("boat.png", noise(SIZE));
        rig.faults("drop=110000");

        download();

        assertArrayEquals(noise(SIZE), Files.readAllBytes(file));
        assertEquals(
                List.of("GET", "GET  bytes=110000-299999", "GET  bytes=220000-299999"), reads());
    }

    @Test
    void goesOnAnotherDayAtTheByteWhereItStopped() throws Exception {
        rig.put("boat.png", noise(SIZE));
        rig.faults("drop=10000");
        assertEquals(Kind.NETWORK, failing());
        assertEquals(40_000, Files.size(part));
        assertFalse(Files.exists(file));
        rig.faults();
        rig.calls.clear();

        download();

        assertArrayEquals(noise(SIZE), Files.readAllBytes(file));
        assertEquals(List.of("GET  bytes=40000-299999"), reads());
        assertEquals(List.of("boat.png"), leftovers());
    }

    @Test
    void startsAgainWhenTheObjectIsAnotherOne() throws Exception {
        rig.put("boat.png", noise(SIZE));
        rig.faults("drop=10000");
        assertEquals(Kind.NETWORK, failing());
        rig.faults();
        rig.put("boat.png", noise(SIZE + 1));

        download();

        assertArrayEquals(noise(SIZE + 1), Files.readAllBytes(file));
    }

    @Test
    void neverMixesTwoObjects() throws Exception {
        rig.put("boat.png", noise(SIZE));
        rig.faults("drop=100000");
        var e =
                assertThrows(
                        OssStoreException.class,
                        () ->
                                store.download(
                                        at("boat.png"),
                                        file,
                                        new Transfer(
                                                (done, _) -> replaceAt(done, 100_000),
                                                new Cancellation())));

        assertEquals(Kind.CHANGED, e.kind(), e.getMessage());
        rig.faults();
        download();
        assertArrayEquals(noise(SIZE - 1), Files.readAllBytes(file));
    }

    private void replaceAt(long done, long at) {
        try {
            if (done == at) {
                rig.put("boat.png", noise(SIZE - 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noticesDamageAndKeepsTheOldFile() throws Exception {
        rig.put("boat.png", noise(SIZE));
        Files.writeString(file, "an older one");
        rig.faults("drop=10000");
        assertEquals(Kind.NETWORK, failing());
        rig.faults();
        var bytes = Files.readAllBytes(part);
        bytes[20_000] ^= 1;
        Files.write(part, bytes);

        assertEquals(Kind.CORRUPT, failing());

        assertEquals("an older one", Files.readString(file));
        download();
        assertArrayEquals(noise(SIZE), Files.readAllBytes(file));
    }

    @Test
    void aStoppedDownloadCanGoOn() throws Exception {
        rig.put("boat.png", noise(SIZE));
        var stop = new Cancellation();

        assertThrows(
                CancellationException.class,
                () ->
                        store.download(
                                at("boat.png"),
                                file,
                                new Transfer((done, _) -> stopAt(stop, done, 100_000), stop)));

        long there = Files.size(part);
        assertTrue(there >= 100_000 && there < SIZE, there + " bytes");
        rig.calls.clear();
        download();
        assertEquals(List.of("GET  bytes=" + there + "-299999"), reads());
        assertArrayEquals(noise(SIZE), Files.readAllBytes(file));
    }

    private static void stopAt(Cancellation stop, long done, long at) {
        if (done >= at) {
            stop.cancel();
        }
    }

    @Test
    void leavesForeignFilesAlone() throws Exception {
        rig.put("boat.png", noise(SIZE));
        Files.writeString(part, "somebody's");

        assertEquals(Kind.FILE, failing());

        assertEquals("somebody's", Files.readString(part));
    }

    @Test
    void onlyOneDownloadWritesAFileAtATime() throws Exception {
        rig.put("boat.png", noise(SIZE));
        var second = new ArrayList<Kind>();

        store.download(
                at("boat.png"),
                file,
                new Transfer(
                        (done, _) -> {
                            if (done > 0 && second.isEmpty()) {
                                second.add(failing());
                            }
                        },
                        new Cancellation()));

        assertEquals(List.of(Kind.FILE), second);
        assertArrayEquals(noise(SIZE), Files.readAllBytes(file));
    }

    @Test
    void uploadsSmallFilesInOneCall() throws Exception {
        Files.write(file, noise(5000));
        var seen = new ArrayList<Long>();

        store.upload(
                file,
                at("up/boat.png"),
                false,
                new Transfer((done, _) -> seen.add(done), new Cancellation()));

        assertArrayEquals(noise(5000), rig.content("up/boat.png"));
        assertEquals(5000, seen.getLast());
        assertEquals(List.of("PUT"), rig.calls);
    }

    @Test
    void replacesOnlyWhenAsked() throws Exception {
        for (int size : new int[] {5000, 2 * PART}) {
            rig.put("boat.png", noise(10));
            Files.write(file, noise(size));

            assertEquals(
                    Kind.EXISTS,
                    assertThrows(
                                    OssStoreException.class,
                                    () ->
                                            store.upload(
                                                    file, at("boat.png"), false, Transfer.quiet()))
                            .kind());

            assertArrayEquals(noise(10), rig.content("boat.png"));
            store.upload(file, at("boat.png"), true, Transfer.quiet());
            assertArrayEquals(noise(size), rig.content("boat.png"));
        }
    }

    @Test
    void aStoppedUploadSendsOnlyWhatIsMissing() throws Exception {
        Files.write(file, noise(5 * PART + 17));
        var stop = new Cancellation();

        assertThrows(
                CancellationException.class,
                () ->
                        store.upload(
                                file,
                                at("boat.png"),
                                false,
                                new Transfer((done, _) -> stopAt(stop, done, 3 * PART), stop)));

        assertFalse(rig.has("boat.png"));
        assertEquals(1, notes());
        rig.calls.clear();
        store.upload(file, at("boat.png"), false, Transfer.quiet());
        assertArrayEquals(noise(5 * PART + 17), rig.content("boat.png"));
        var sent = rig.calls.stream().filter(call -> call.startsWith("PUT")).toList();
        assertEquals(3, sent.size(), sent.toString());
        assertEquals(0, notes());
    }

    private long notes() throws IOException {
        try (var files = Files.list(folder.resolve("notes"))) {
            return files.count();
        }
    }

    @Test
    void aChangedFileIsSentFromTheStart() throws Exception {
        Files.write(file, noise(3 * PART));
        var stop = new Cancellation();
        assertThrows(
                CancellationException.class,
                () ->
                        store.upload(
                                file,
                                at("boat.png"),
                                false,
                                new Transfer((done, _) -> stopAt(stop, done, 2 * PART), stop)));
        Files.write(file, noise(3 * PART + 1));

        store.upload(file, at("boat.png"), false, Transfer.quiet());

        assertArrayEquals(noise(3 * PART + 1), rig.content("boat.png"));
    }

    @Test
    void aStoppedSmallUploadLeavesNothing() throws Exception {
        Files.write(file, noise(PART));
        var stop = new Cancellation();

        assertThrows(
                CancellationException.class,
                () ->
                        store.upload(
                                file,
                                at("boat.png"),
                                false,
                                new Transfer((done, _) -> stopAt(stop, done, 1), stop)));

        assertFalse(rig.has("boat.png"));
    }

    @Test
    void saysWhichFileIsMissing() {
        var e =
                assertThrows(
                        OssStoreException.class,
                        () -> store.upload(file, at("boat.png"), false, Transfer.quiet()));

        assertEquals("There is no file " + file + ".", e.getMessage());
    }
}
