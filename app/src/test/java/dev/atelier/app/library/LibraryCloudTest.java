package dev.atelier.app.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.compare.SetSource;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.cloud.oss.Transfer;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.ModelRef;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.LocalStore;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bucket as a source of the library, in the sandbox.
class LibraryCloudTest {
    private static final OssAddress OUT = OssAddress.parse("oss://pictures/out/");
    private @TempDir Path folder;
    private LibraryRig rig;
    private Sandbox sandbox;
    private AccountBuckets buckets;
    private Library library;
    private LibraryCloud cloud;
    private String secret;
    private String address;

    @BeforeEach
    void open() throws Exception {
        rig = new LibraryRig(folder);
        var idle =
                new CloudSettings.Backend(
                        (_, _, _) -> List.of(), Catalogue.of(new ModelRef("starter", "")));
        sandbox = Sandbox.start(LocalStore.in(CloudSettings.inMemory(0, idle), "pictures"));
        address = sandbox.address();
        secret = sandbox.account().accessKeySecret();
        buckets = new AccountBuckets(this::access, folder.resolve("notes"));
        library =
                new Library(
                        rig.index,
                        Settings.open(folder.resolve("settings"), new Tasks(Runnable::run)),
                        rig.pictures,
                        buckets);
        cloud = new LibraryCloud(library, buckets);
        var store = buckets.open(OUT);
        store.write(at("boat.png"), png("a boat", 1));
        store.write(at("deep/mill.png"), png("a mill", 2));
        store.write(at("notes.txt"), new byte[] {'x'});
        store.write(at("zero.png"), new byte[0]);
        store.write(at("cut.png"), Arrays.copyOf(png("a tower", 3), 60));
        store.write(OssAddress.parse("oss://pictures/else/other.png"), png("a cat", 4));
        library.add(new Source.Bucket(OUT));
    }

    private Optional<CloudAccess> access() {
        var account = sandbox.account();
        return Optional.of(
                new CloudAccess(
                        Map.of(
                                "ALIBABA_CLOUD_ACCESS_KEY_ID",
                                account.accessKeyId(),
                                "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                                secret,
                                "ATELIER_OSS_ENDPOINT",
                                address),
                        folder));
    }

    private static OssAddress at(String name) {
        return OUT.at(OUT.key() + name);
    }

    private static byte[] png(String prompt, long seed) throws IOException {
        return LibraryRig.png(LibraryRig.infotext(prompt, seed, "Model: m"), 64, 96);
    }

    @AfterEach
    void close() throws IOException {
        buckets.close();
        sandbox.close();
        rig.close();
    }

    private void scan() throws IOException {
        for (var source : library.sources()) {
            library.scan(source, new Cancellation());
        }
    }

    private SourceState state() throws IOException {
        return rig.index.sources().stream()
                .filter(it -> it.source().equals(new Source.Bucket(OUT)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesTheBucketsOfTheAccountOrSaysWhyNot() throws Exception {
        assertEquals(List.of("pictures"), buckets.names());

        secret = "wrong";
        var why = assertThrows(Buckets.AwayException.class, buckets::names).reason().english();
        assertTrue(why.length() > 20 && why.endsWith("."), why);
    }

    @Test
    void indexesWhatBeginsWithThePrefix() throws Exception {
        rig.picture("here.png", LibraryRig.infotext("a boat", 1, "Model: m"), "2026-01-01");
        scan();

        assertEquals("here.png", rig.names("boat place:both"));
        assertEquals("mill.png", rig.names("place:there -place:here"));
        assertEquals("", rig.names("cat"));
        assertEquals("mill.png", rig.names("source:oss://pictures -boat"));
        assertEquals(SourceState.Phase.READY, state().phase());
        assertEquals(2, state().pictures());
        assertEquals(
                List.of("pictures.damaged", "pictures.empty"),
                state().problems().stream().map(it -> it.reason().key()).sorted().toList());

        var store = buckets.open(OUT);
        store.delete(at("deep/mill.png"));
        store.write(at("boat.png"), png("a ship", 5));
        scan();
        assertEquals("boat.png", rig.names("place:there"));
        assertEquals("boat.png", rig.names("ship"));
        assertEquals("here.png", rig.names("prompt:boat"));
    }

    @Test
    void staysAsItWasWhenTheKeysAreWrongOrNobodyAnswers() throws Exception {
        scan();
        secret = "wrong";
        scan();
        assertEquals(SourceState.Phase.AWAY, state().phase());
        assertEquals("pictures.away-keys", state().reason().key());
        assertTrue(state().reason().english().contains("secret"), state().reason()::english);
        assertEquals("mill.png", rig.names("mill place:away"));

        secret = sandbox.account().accessKeySecret();
        scan();
        assertEquals(SourceState.Phase.READY, state().phase());
        sandbox.close();
        scan();
        assertEquals(SourceState.Phase.AWAY, state().phase());
        assertTrue(rig.found("mill").getFirst().isAway());
    }

    @Test
    void fetchesStoresThrowsAwayAndLinks() throws Exception {
        scan();
        var mill = rig.found("mill").getFirst().object().orElseThrow();
        var file = cloud.download(mill, rig.pictures.resolve("oss"), Transfer.quiet());
        assertArrayEquals(png("a mill", 2), Files.readAllBytes(file));
        assertEquals("mill.png", rig.names("place:both"));

        var own = rig.picture("own.png", "a tree", 7, "2026-02-02");
        library.take(own);
        var stored = cloud.upload(new PictureRef.LocalFile(own), OUT, Transfer.quiet());
        assertEquals(at("own.png"), stored);
        assertEquals("own.png", rig.names("tree place:both"));
        scan();
        assertEquals("own.png", rig.names("tree place:both"));

        var thrown = cloud.trash(mill);
        assertEquals("", rig.names("mill place:there"));
        scan();
        assertEquals("", rig.names("mill place:there"));
        cloud.restore(thrown);
        assertEquals("mill.png", rig.names("mill place:both"));

        var link = cloud.link(mill, Duration.ofMinutes(5)).reveal();
        try (var http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(link)).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(200, answer.statusCode());
            assertArrayEquals(png("a mill", 2), answer.body());
        }
    }

    @Test
    void whereANameIsTakenAPictureGetsANumberUnlessItIsThere() throws Exception {
        scan();
        var boat = rig.picture("boat.png", "a ship", 8, "2026-02-02");
        library.take(boat);

        var stored = cloud.upload(new PictureRef.LocalFile(boat), OUT, Transfer.quiet());
        var again = cloud.upload(new PictureRef.LocalFile(boat), OUT, Transfer.quiet());

        assertEquals(at("boat-2.png"), stored);
        assertEquals(at("boat-2.png"), again);
    }

    @Test
    void copiesOfOnePictureGoWhereTheyAreCalledSo() throws Exception {
        for (var name : List.of("a.png", "b.png", "c.png")) {
            library.take(rig.picture(name, "a tree", 7, "2026-02-02"));
        }
        var file = new PictureRef.LocalFile(rig.pictures.resolve("b.png"));

        var stored = cloud.upload(file, OUT, Transfer.quiet());

        assertEquals("b.png", rig.names("place:both"));
        assertEquals(stored, cloud.upload(file, OUT, Transfer.quiet()));
    }

    @Test
    void whatComesBackFromTheTrashWasMadeWhenItWasMade() throws Exception {
        var own = rig.picture("own.png", "a tree", 7, "2026-02-02");
        var stored = cloud.upload(new PictureRef.LocalFile(own), OUT, Transfer.quiet());
        Files.delete(own);
        scan();

        cloud.restore(cloud.trash(new PictureRef.OssObject(stored)));

        var noon = Instant.parse("2026-02-02T12:00:00Z");
        assertEquals(noon, rig.found("tree place:there").getFirst().made());
        library.remove(new Source.Bucket(OUT));
        library.add(new Source.Bucket(OUT));
        scan();
        assertEquals(noon, rig.found("tree place:there").getFirst().made());
    }

    /// A part of a bucket against a folder, as the comparison of sets takes them.
    @Test
    void isASetToCompare() throws Exception {
        rig.picture("boat.png", LibraryRig.infotext("a boat", 1, "Model: m"), "2026-01-01");
        rig.picture("own.png", LibraryRig.infotext("an owl", 9, "Model: m"), "2026-01-01");
        var fetched = new FetchedFiles(folder.resolve("fetched"), buckets);
        var places = new SetSource.Places(Optional.of(library), buckets, fetched);
        var stop = new Cancellation();

        var there = places.read(SetSource.parse(OUT.toString()), stop);
        var here = places.read(SetSource.parse(rig.pictures.toString()), stop);

        assertEquals(
                List.of("boat.png", "mill.png"),
                there.stream()
                        .filter(it -> it.recipe().isPresent())
                        .map(it -> it.name())
                        .sorted()
                        .toList());
        var boat = there.stream().filter(it -> it.name().equals("boat.png")).findFirst().get();
        assertArrayEquals(png("a boat", 1), Files.readAllBytes(boat.content().file()));
        assertEquals(
                here.stream().filter(it -> it.name().equals("boat.png")).findFirst().get().recipe(),
                boat.recipe());

        scan();
        var copies = places.read(SetSource.parse("there:boat"), stop);
        assertEquals(
                List.of(at("boat.png").toString()), copies.stream().map(it -> it.where()).toList());
        secret = "wrong";
        var failure =
                assertThrows(
                        IOException.class,
                        () -> places.read(SetSource.parse(OUT.toString()), stop));
        assertTrue(String.valueOf(failure.getMessage()).contains("secret"), failure::toString);
    }

    @Test
    void letsTheStoreMakeSmallPictures() throws Exception {
        buckets.open(OUT).write(at("wide.png"), LibraryRig.png("x", 640, 320));
        scan();
        var store = new ThumbnailStore(folder.resolve("thumbs"), buckets, 1 << 20);
        var place = rig.found("size:640").getFirst().best();

        var small = store.read(place, 128);
        assertEquals(128, small.getWidth());
        assertEquals(64, small.getHeight());

        sandbox.close(); // it is kept on disk
        assertEquals(128, store.read(place, 128).getWidth());
        assertFalse(place.away());
    }
}
