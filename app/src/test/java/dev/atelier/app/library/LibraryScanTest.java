package dev.atelier.app.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.picture.Provenance;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bringing the index up to date with folders.
class LibraryScanTest {
    private @TempDir Path folder;
    private LibraryRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new LibraryRig(folder);
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    /// Files that other programs wrote, with what each says of itself.
    @Test
    void readsThePicturesOfAllPrograms() throws IOException {
        for (var name :
                List.of(
                        "importers/comfy_controlnet_advanced.png",
                        "importers/comfy_refiner.png",
                        "importers/nai_2022_description.png",
                        "importers/a1111.jpg",
                        "infotext/pillow_foo.webp")) {
            var source =
                    Path.of("../engine/recipe/src/test/resources/dev/atelier/recipe").resolve(name);
            Files.copy(source, rig.pictures.resolve(source.getFileName()));
        }
        rig.scan();

        var comfy = rig.found("name:comfy_controlnet").getFirst();
        assertEquals("a red boat", comfy.prompt());
        assertEquals("fog", comfy.negative());
        assertEquals("42", comfy.seed().orElseThrow().toString());
        assertEquals(9, comfy.steps());
        assertEquals("Euler", comfy.sampler());
        assertEquals(6.5, comfy.cfgScale());
        assertEquals(25, rig.found("name:comfy_refiner").getFirst().steps());
        var nai = rig.found("name:nai_2022").getFirst();
        assertEquals("a (red:1.05) boat", nai.prompt());
        assertEquals(28, nai.steps());
        assertTrue(rig.found("name:a1111.jpg").getFirst().hasRecipe());
        assertEquals(5, rig.found("").size());
        assertEquals(0, rig.state(rig.pictures).unreadable());
    }

    @Test
    void countsFilesThatAreNoSoundPictures() throws IOException {
        var good = LibraryRig.png(LibraryRig.infotext("a boat", 1, "Model: m"), 64, 96);
        Files.write(rig.pictures.resolve("zero.png"), new byte[0]);
        Files.write(rig.pictures.resolve("cut.png"), Arrays.copyOf(good, good.length / 2));
        Files.writeString(rig.pictures.resolve("text.jpg"), "no picture at all, but a long text");
        Files.write(rig.pictures.resolve("a-png-inside.webp"), good);
        Files.write(rig.pictures.resolve("dup.txt"), good);
        Files.write(rig.pictures.resolve("wide.png"), Arrays.copyOf(good, 20));
        Files.createDirectory(rig.pictures.resolve("folder.png"));
        Files.createSymbolicLink(rig.pictures.resolve("loop"), rig.pictures);
        Files.createSymbolicLink(rig.pictures.resolve("gone.png"), folder.resolve("none.png"));
        var closed = Files.write(rig.pictures.resolve("closed.png"), good);
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        boolean root = Files.isReadable(closed);
        rig.scan();

        var reasons = new TreeMap<String, Integer>();
        rig.state(rig.pictures)
                .problems()
                .forEach(it -> reasons.put(it.reason().key(), it.count()));
        assertEquals(1, reasons.get("pictures.empty"));
        assertEquals(2, reasons.get("pictures.damaged"), reasons::toString);
        assertEquals(1, reasons.get("pictures.other"));
        assertEquals(root ? null : 1, reasons.get("pictures.unreadable"));
        assertEquals(SourceState.Phase.READY, rig.state(rig.pictures).phase());
        assertTrue(rig.names("boat").contains("a-png-inside.webp"));

        Files.write(rig.pictures.resolve("zero.png"), good);
        rig.scan();
        assertTrue(rig.names("boat").contains("zero.png"));
    }

    @Test
    void readsAgainOnlyWhatChanged() throws IOException {
        rig.picture("a.png", "a boat", 1, "2026-01-01");
        var b = rig.picture("b.png", "a tower", 2, "2026-01-02");
        rig.scan();

        rig.picture("b.png", "a mill", 2, "2026-01-03");
        Files.delete(rig.pictures.resolve("a.png"));
        rig.picture("c/d.png", "a boat", 1, "2026-01-01");
        rig.scan();

        assertEquals("d.png", rig.names("boat"));
        assertEquals("b.png", rig.names("mill"));
        assertEquals("", rig.names("tower"));
        assertEquals(PictureRef.of(b), rig.found("mill").getFirst().places().getFirst().ref());
        assertEquals(2, rig.found("").size());
    }

    @Test
    void keepsPicturesOfADriveThatIsAway() throws IOException {
        var drive = Files.createDirectory(folder.resolve("drive"));
        Files.write(
                drive.resolve("x.png"),
                LibraryRig.png(LibraryRig.infotext("a mill", 9, "Model: m"), 64, 96));
        rig.library.add(new Source.Folder(drive));
        rig.scan();
        assertEquals("x.png", rig.names("mill -place:away"));

        Files.move(drive, folder.resolve("elsewhere"));
        rig.scan();
        assertEquals(SourceState.Phase.AWAY, rig.state(drive).phase());
        assertEquals(
                Message.of("failure.sentence", Message.of("pictures.away-folder", drive)),
                rig.state(drive).reason());
        assertTrue(rig.found("mill place:away").getFirst().isAway());

        Files.createDirectory(drive); // the place where it is mounted
        rig.scan();
        assertEquals("pictures.away-empty", rig.state(drive).reason().key());

        Files.delete(drive);
        Files.move(folder.resolve("elsewhere"), drive);
        rig.scan();
        assertEquals(SourceState.Phase.READY, rig.state(drive).phase());
        assertEquals("x.png", rig.names("mill -place:away"));

        rig.library.remove(new Source.Folder(drive));
        assertEquals("", rig.names("mill"));
    }

    @Test
    void joinsOneRecipeHereAndThere() throws IOException {
        rig.picture("a.png", "a boat", 1, "2026-01-01");
        rig.picture("copy.png", "a boat", 1, "2026-01-02");
        rig.scan();
        var there = PictureRef.of(OssAddress.parse("oss://pictures/out/a.png"));
        var facts =
                new Facts(
                        64,
                        96,
                        rig.library.recipe(rig.found("name:a.png").getFirst()),
                        "print",
                        Provenance.NONE,
                        Optional.empty());
        rig.index.write(it ->
                it.put(
                        it.source(Source.parse("oss://pictures/out/")),
                        there,
                        new Stamp(7, 0, "tag"),
                        facts));

        var both = rig.found("place:both");
        assertEquals(2, rig.found("boat").size());
        assertEquals(1, both.size());
        assertEquals(there, both.getFirst().object().orElseThrow());
        assertTrue(both.getFirst().isHere());
        assertEquals(1, rig.index.facets(LibraryQuery.ALL).both());

        rig.library.forget(there);
        assertEquals(0, rig.found("place:both").size());
        assertEquals(2, rig.found("boat").size());
    }

    @Test
    void keepsWhatAPersonMadeWhenTheIndexIsBegunAnew() throws IOException {
        rig.picture("a.png", "a boat", 1, "2026-01-01");
        rig.picture("b.png", "a mill", 2, "2026-01-02");
        rig.scan();
        var boat = rig.found("boat").getFirst();
        var mill = rig.found("mill").getFirst();
        rig.index.star(LibraryRig.ids(boat), true);
        rig.index.tag(LibraryRig.ids(boat, mill), "to print", true);
        rig.index.collect(LibraryRig.ids(mill), "Tea packaging", true);
        rig.index.addCollection("Empty");

        assertEquals("a.png", rig.names("star"));
        assertEquals("a.png b.png", rig.names("tag:print"));
        assertEquals("b.png", rig.names("collection:\"tea packaging\""));
        assertEquals("a.png b.png", rig.names("\"to print\""));

        rig.index.close();
        Files.writeString(rig.data.resolve("library.db"), "no database any more");
        Files.deleteIfExists(rig.data.resolve("library.db-wal"));
        Files.move(rig.pictures.resolve("a.png"), rig.pictures.resolve("moved.png"));
        rig = new LibraryRig(folder);
        assertEquals("", rig.names("star"));
        rig.scan();

        assertEquals("moved.png", rig.names("star"));
        assertEquals("moved.png b.png", rig.names("tag:print"));
        assertEquals("b.png", rig.names("collection:tea"));
        assertEquals(List.of("Empty", "Tea packaging"), rig.index.collections());
        assertEquals(Optional.empty(), rig.index.setAside());
    }

    @Test
    void copiesShareTheMarksOfTheirRecipe() throws IOException {
        var first = rig.picture("a.png", "a boat", 1, "2026-01-01");
        Files.copy(first, rig.pictures.resolve("under another name.png"));
        rig.picture("b.png", "a boat", 2, "2026-01-01");
        rig.scan();
        var copy = rig.found("name:another").getFirst();
        rig.index.star(LibraryRig.ids(copy), true);
        rig.index.tag(LibraryRig.ids(copy), "to print", true);

        assertEquals(2, rig.found("star").size());
        assertEquals(2, rig.found("tag:print").size());
        assertFalse(rig.found("name:b.png").getFirst().star());

        Files.copy(first, rig.pictures.resolve("third.png"));
        Files.delete(first);
        rig.scan();
        assertEquals(2, rig.found("star").size());

        rig.index.star(LibraryRig.ids(rig.found("name:third").getFirst()), false);
        assertEquals(0, rig.found("star").size());
    }

    /// A1111 does not write down which picture was started from: two of one infotext show what they
    /// like.
    @Test
    void picturesFromUnknownPicturesShareNothingButWithTheirCopies() throws IOException {
        var same = LibraryRig.infotext("a boat", 1, "Denoising strength: 0.5");
        var first = rig.picture("a.png", same, "2026-01-01");
        Files.copy(first, rig.pictures.resolve("copy of a.png"));
        var other = rig.picture("b.png", same, "2026-01-01");
        var bytes = Files.readAllBytes(other);
        Files.write(other, Arrays.copyOf(bytes, bytes.length + 1)); // other pixels
        rig.scan();
        rig.index.star(LibraryRig.ids(rig.found("name:copy").getFirst()), true);

        assertEquals("a.png copy of a.png", rig.names("star"));
    }

    /// Another recipe in the file, as after a repair of its settings: its star goes with it, and
    /// stays with the copy.
    @Test
    void aFileWithAnotherRecipeKeepsItsStar() throws IOException {
        var file = rig.picture("a.png", "a boat", 1, "2026-01-01");
        Files.copy(file, rig.pictures.resolve("b.png"));
        rig.scan();
        rig.index.star(LibraryRig.ids(rig.found("name:a.png").getFirst()), true);

        rig.picture("a.png", "a mill", 1, "2026-01-02");
        rig.scan();
        assertEquals(2, rig.found("star").size());

        rig.picture("b.png", "a lake", 1, "2026-01-03");
        rig.scan();
        assertEquals(2, rig.found("star").size());
        rig.picture("c.png", "a boat", 1, "2026-01-04");
        rig.scan();
        assertEquals(2, rig.found("star").size());
    }

    /// Earlier versions drew a variation seed that moved nothing, and took it for a part of the
    /// recipe.
    @Test
    void aVariationSeedThatMovesNothingMakesNoOtherRecipe() throws IOException {
        for (int i = 1; i <= 2; i++) {
            var recipe =
                    LibraryRig.recipe("a boat", 13)
                            .withSeed(new Seed(13, 1000L * i, 0, Optional.empty()));
            var pixels = new byte[64 * 96 * 3];
            var picture = new Picture(recipe.size(), pixels, recipe, Map.of());
            PictureFile.write(picture, rig.pictures.resolve(i + ".png"));
        }
        rig.scan();
        rig.index.star(LibraryRig.ids(rig.found("name:1.png").getFirst()), true);

        assertEquals(2, rig.found("star").size());
        var groups = rig.index.search(LibraryQuery.ALL, Sort.OLDEST, Grouping.RECIPE).groups();
        assertEquals(List.of(2), groups.stream().map(LibraryResult.Group::count).toList());
    }

    @Test
    void starsKeptUnderAnEarlierKeyAreTakenOver() throws Exception {
        var recipe =
                LibraryRig.recipe("a boat", 13).withSeed(new Seed(13, 1000, 0, Optional.empty()));
        var facts = new Facts(64, 96, Optional.of(recipe), "", Provenance.NONE, Optional.empty());
        rig.close();
        try (var marks = Marks.open(rig.data.resolve("library-marks.db"))) {
            marks.star(facts.kinship().former(), true);
            marks.commit();
        }
        rig = new LibraryRig(folder);
        var picture = new Picture(recipe.size(), new byte[64 * 96 * 3], recipe, Map.of());
        PictureFile.write(picture, rig.pictures.resolve("a.png"));
        rig.scan();

        assertEquals("a.png", rig.names("star"));
    }

    /// The file at its new place is found before it is missed at the old one, or after.
    @Test
    void aMovedPictureKeepsItsStar() throws IOException {
        rig.picture("m/a.png", "a boat", 1, "2026-01-01");
        rig.scan();
        rig.index.star(LibraryRig.ids(rig.found("boat").getFirst()), true);

        for (var next : List.of("a/a.png", "z/a.png")) {
            var to = rig.pictures.resolve(next);
            Files.createDirectories(to.getParent());
            Files.move(rig.found("boat").getFirst().file().orElseThrow().path(), to);
            rig.scan();
            assertEquals("a.png", rig.names("star"), next);
        }
    }

    @Test
    void aSecondProgramLooksAndIsRefusedInWords() throws IOException {
        rig.picture("a.png", "a boat", 1, "2026-01-01");
        rig.scan();
        try (var second = LibraryIndex.open(rig.data)) {
            assertFalse(second.isWritable());
            assertEquals(1, second.search(LibraryQuery.ALL, Sort.NEWEST, Grouping.NONE).count());
            var refused = new ArrayList<String>();
            try {
                second.star(List.of(1L), true);
            } catch (IOException e) {
                refused.add(e.getMessage());
            }
            assertTrue(refused.getFirst().startsWith("Another Atelier has this library open."));
        }
        rig.picture("b.png", "a boat", 2, "2026-01-01");
        rig.scan();
        assertEquals(2, rig.found("boat").size());
    }

    @Test
    void takesASavedPictureAtOnce() throws IOException {
        rig.library.take(rig.picture("a.png", "a boat", 1, "2026-01-01"));

        assertEquals("a.png", rig.names("boat"));
        rig.scan();
        assertEquals(1, rig.found("").size());
        assertEquals(
                "a boat", rig.library.recipe(rig.found("boat").getFirst()).orElseThrow().prompt());
        assertTrue(
                rig.library
                        .infotext(rig.found("boat").getFirst())
                        .orElseThrow()
                        .startsWith("a boat\nNegative prompt: fog\nSteps: 20, Sampler: Euler a"));
    }
}
