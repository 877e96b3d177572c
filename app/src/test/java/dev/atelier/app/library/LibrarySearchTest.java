package dev.atelier.app.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a search finds, oldest first.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibrarySearchTest {
    private LibraryRig rig;

    @BeforeAll
    void makePictures(@TempDir Path folder) throws IOException {
        rig = new LibraryRig(folder);
        rig.picture("a.png", "a red boat, sea <lora:gouache:0.8>", 42, "2025-03-01");
        rig.picture("b.png", "a lighthouse in the fog", 43, "2026-11-20");
        rig.picture(
                "deep/c.png",
                LibraryRig.infotext(
                        "blue boats",
                        615,
                        "Model: deliberate_v2, ControlNet 0: \"Module: canny, Model:"
                                + " control_canny [abc], Weight: 1\""),
                "2026-11-21");
        rig.picture("d.png", "夜晚的月亮下一只红船", 7, "2026-11-22");
        rig.scan();
    }

    @AfterAll
    void close() throws IOException {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | a.png b.png c.png d.png",
                "boat | a.png c.png",
                "BOAT red | a.png",
                "\"boat\" | a.png",
                "\"red boat\" | a.png",
                "\"boat red\" | ``",
                "fog | b.png", // every negative prompt has it
                "negative:fog | a.png b.png c.png d.png",
                "prompt:fog | b.png",
                "-boat | b.png d.png",
                "月亮 | d.png",
                "红船 | d.png",
                "船红 | ``",
                "light OR 月 | b.png d.png",
                "seed:42 | a.png",
                "-seed:42 boat | c.png",
                "model:delib | c.png",
                "model:\"delib\" | ``",
                "model:\"V1-5\" | a.png b.png d.png",
                "model:v1_5 | ``", // no wildcard
                "lora:gouache | a.png",
                "control:canny | c.png",
                "sampler:\"Euler a\" size:64x96 | a.png b.png c.png d.png",
                "size:96 steps:20 | a.png b.png c.png d.png",
                "size:96x64 | ``",
                "before:2026 | a.png",
                "after:2026-11-21 | c.png d.png",
                "date:2026-11 | b.png c.png d.png",
                "date:2026-11-21 | c.png",
                "place:here | a.png b.png c.png d.png",
                "place:both | ``",
                "name:c.p | c.png",
                "canny | c.png",
                "star | ``",
                "-star boat | a.png c.png",
                "% | ``",
                "( \" | ``",
            })
    void finds(String query, String names) throws IOException {
        assertEquals(names, rig.names(query));
    }

    /// Many of its values have the same type.
    @Test
    void anEntryTellsWhatThePictureSays() throws IOException {
        var entry = rig.found("control:canny").getFirst();

        assertEquals("blue boats", entry.prompt());
        assertEquals("fog", entry.negative());
        assertEquals("deliberate_v2", entry.model());
        assertEquals(Optional.of(BigInteger.valueOf(615)), entry.seed());
        assertEquals(64, entry.width());
        assertEquals(96, entry.height());
        assertEquals("Euler a", entry.sampler());
        assertEquals(20, entry.steps());
        assertEquals(7, entry.cfgScale());
        assertEquals(Instant.parse("2026-11-21T12:00:00Z"), entry.made());
        assertEquals(List.of("control_canny [abc]"), entry.controls());
        assertEquals(List.of(), entry.loras());
        assertEquals(List.of("gouache"), rig.found("lora:gouache").getFirst().loras());
        assertTrue(entry.hasRecipe());
    }

    @ParameterizedTest
    @CsvSource({
        "moon:1.2,no key \"moon\"",
        "size:big,is no size",
        "seed:x,is no seed",
        "place:moon,is no place",
        "before:soon,is no date",
        "date:2026-13,is no date",
    })
    void saysWhatIsNotUnderstoodAndSearchesTheRest(String part, String words) throws IOException {
        var query = LibraryQuery.parse("boat " + part);

        assertTrue(query.issues().getFirst().what().contains(words), () -> query.issues() + "");
        assertEquals("a.png c.png", rig.names(query.text()));
    }

    /// A1111 lists what it loaded under "Lora hashes"; a tag whose file it did not find stays in
    /// the prompt all the same.
    @Test
    void aLoraThatWasNotFoundDidNotMakeThePicture(@TempDir Path own) throws IOException {
        try (var two = new LibraryRig(own)) {
            two.picture(
                    "part.png",
                    LibraryRig.infotext(
                            "a kite <lora:inks:0.8> <lora:gone:1>",
                            7,
                            "Model: v1-5, Lora hashes: \"inks: 0123456789ab\""),
                    "2025-03-05");
            two.picture("unsaid.png", "a kite <lora:gone:1>", 8, "2025-03-06");
            two.scan();

            assertEquals("part.png", two.names("lora:inks"));
            assertEquals("unsaid.png", two.names("lora:gone"));
            assertEquals(List.of("inks"), two.found("name:part").getFirst().loras());
        }
    }

    @Test
    void ordersAndGroups() throws IOException {
        var all = LibraryQuery.ALL;
        var days = rig.index.search(all, Sort.NEWEST, Grouping.DAY);
        var models = rig.index.search(all, Sort.NEWEST, Grouping.MODEL);

        assertEquals(
                List.of("2026-11-22", "2026-11-21", "2026-11-20", "2025-03-01"),
                days.groups().stream().map(LibraryResult.Group::title).toList());
        assertEquals(
                List.of(
                        new LibraryResult.Group("deliberate_v2", 0, 1),
                        new LibraryResult.Group("v1-5", 1, 3)),
                models.groups());
        assertEquals("c.png", rig.index.entries(models.ids()[0]).getFirst().name());
        var newest = days.ids();
        var oldest = rig.index.search(all, Sort.OLDEST, Grouping.NONE).ids();
        assertArrayEquals(new long[] {newest[3], newest[2], newest[1], newest[0]}, oldest);
    }

    /// What sets recipes of one prompt apart is read with their groups.
    @Test
    void groupsOfRecipesKnowTheirSettings(@TempDir Path folder) throws IOException {
        try (var two = new LibraryRig(folder)) {
            two.picture("a.png", "a boat", 1, "2025-03-05");
            two.picture(
                    "b.png",
                    LibraryRig.infotext(
                                    "a boat", 2, "Model: other, Lora hashes: \"ink: 0123456789ab\"")
                            .replace("Euler a", "DDIM"),
                    "2025-03-06");
            two.scan();

            var groups = two.index.search(LibraryQuery.ALL, Sort.NEWEST, Grouping.RECIPE).groups();

            assertEquals(
                    List.of(
                            List.of("other", "64 × 96", "DDIM", "20", "7", "ink"),
                            List.of("v1-5", "64 × 96", "Euler a", "20", "7", "")),
                    groups.stream().map(LibraryResult.Group::facts).toList());
        }
    }

    /// Seeds are unsigned 64-bit numbers; a picture without one comes last either way.
    @Test
    void ordersBothWays(@TempDir Path own) throws IOException {
        try (var six = new LibraryRig(own)) {
            six.picture("a.png", "a boat", 42, "2026-01-01");
            six.picture("c.png", "a boat", 7, "2026-01-01");
            six.picture(
                    "b.png",
                    LibraryRig.infotext("a boat", -1, "Model: m")
                            .replace("-1", "18446744073709551615"),
                    "2026-01-01");
            Files.write(six.pictures.resolve("d.png"), LibraryRig.png("no settings", 64, 64));
            six.scan();

            assertEquals("a.png b.png c.png d.png", ordered(six, Sort.NAME));
            assertEquals("d.png c.png b.png a.png", ordered(six, Sort.NAME_DOWN));
            six.picture("e.png", "A lake", 3, "2026-01-01");
            six.scan();
            assertEquals("d.png e.png", ordered(six, Sort.PROMPT_DOWN).substring(0, 11));
            assertEquals("e.png d.png", ordered(six, Sort.PROMPT).substring(18));
            assertEquals("e.png c.png a.png b.png d.png", ordered(six, Sort.SEED));
            assertEquals("b.png a.png c.png e.png d.png", ordered(six, Sort.SEED_DOWN));
            assertEquals("d.png", ordered(six, Sort.SMALLEST).substring(0, 5));
        }
    }

    @Test
    void sumsUpMany() throws IOException {
        var ids = rig.index.search(LibraryQuery.ALL, Sort.NEWEST, Grouping.NONE).ids();

        var all = rig.index.summary(ids);
        assertEquals(4, all.count());
        assertEquals(
                List.of(new Facets.Count("v1-5", 3), new Facets.Count("deliberate_v2", 1)),
                all.models());
        assertEquals(rig.index.entries(ids[0]).getFirst().made(), all.last());
        assertEquals(rig.index.entries(ids[3]).getFirst().made(), all.first());
        assertEquals(rig.index.entries(ids).stream().mapToLong(Entry::bytes).sum(), all.bytes());
        assertFalse(all.allStarred());
        assertEquals(0, rig.index.summary().count());
    }

    /// A group stands where its first picture would.
    @Test
    void recipesFollowTheOrder(@TempDir Path own) throws IOException {
        try (var four = new LibraryRig(own)) {
            four.picture("a.png", "a boat", 1, "2026-01-01");
            four.picture("b.png", "a mill", 2, "2026-01-02");
            four.picture("c.png", "a lake", 3, "2026-01-03");
            four.picture("d.png", "a boat", 4, "2026-01-04");
            four.scan();

            assertEquals("a.png d.png b.png c.png", grouped(four, Sort.OLDEST));
            assertEquals("d.png a.png c.png b.png", grouped(four, Sort.NEWEST));
            assertEquals("d.png a.png c.png b.png", grouped(four, Sort.NAME_DOWN));
            assertEquals("b.png c.png d.png a.png", grouped(four, Sort.PROMPT_DOWN));
            var groups = four.index.search(LibraryQuery.ALL, Sort.OLDEST, Grouping.RECIPE).groups();
            assertEquals(
                    List.of("a boat", "a mill", "a lake"),
                    groups.stream().map(LibraryResult.Group::title).toList());
        }
    }

    private static String grouped(LibraryRig rig, Sort sort) throws IOException {
        var found = rig.index.search(LibraryQuery.ALL, sort, Grouping.RECIPE);
        return String.join(" ", rig.index.entries(found.ids()).stream().map(Entry::name).toList());
    }

    private static String ordered(LibraryRig rig, Sort sort) throws IOException {
        var found = rig.index.search(LibraryQuery.ALL, sort, Grouping.NONE);
        return String.join(" ", rig.index.entries(found.ids()).stream().map(Entry::name).toList());
    }

    @Test
    void countsWhatASearchCanBeNarrowedBy() throws IOException {
        var all = rig.index.facets(LibraryQuery.ALL);
        var boats = rig.index.facets(LibraryQuery.parse("boat"));

        assertEquals(4, all.all());
        assertEquals(4, all.here());
        assertEquals(
                List.of(new Facets.Count("v1-5", 3), new Facets.Count("deliberate_v2", 1)),
                all.models());
        assertEquals(
                List.of(new Facets.Count("2026-11", 3), new Facets.Count("2025-03", 1)),
                all.months());
        assertEquals(2, boats.all());
        assertEquals(List.of(new Facets.Count("gouache", 1)), boats.loras());
        assertEquals(2, boats.models().size());
        assertEquals(2, boats.sources().getFirst().count());
    }

    @Test
    void completesKeysAndValues() throws IOException {
        assertEquals("model:", rig.index.complete("boat -mo", 8).getFirst().text());
        var values = rig.index.complete("model:v1", 8);
        assertEquals("\"v1-5\"", values.getFirst().text());
        assertEquals(6, values.getFirst().from());
        assertEquals(3, values.getFirst().count().orElseThrow());
    }

    @Test
    void completesSeedsThoseOfTheNewestPicturesFirst() throws IOException {
        assertEquals(List.of("7", "615", "43", "42"), offered("seed:"));
        assertEquals(List.of("43", "42"), offered("boat -seed:4"));
        assertEquals(List.of(), offered("seed:5"));
    }

    private List<String> offered(String text) throws IOException {
        return rig.index.complete(text, text.length()).stream().map(Completion::text).toList();
    }
}
