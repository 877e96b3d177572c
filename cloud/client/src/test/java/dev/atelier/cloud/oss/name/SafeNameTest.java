package dev.atelier.cloud.oss.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"boat.png", "7-1234.png", "中文 图.png", "a b+&%'#=~(1).webp", "LICENSE"})
    void leavesGoodNamesAlone(String name) {
        assertEquals(name, SafeName.of("outputs/2026/" + name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "a/..",
                "../../etc/passwd/..",
                "",
                "///",
                "..\\..\\windows\\system32\\x.dll",
                "C:\\x.png",
                "C:x.png",
                "/etc/passwd:stream",
                "CON",
                "con.png",
                "nul .txt",
                "Com1",
                "LPT9.tar.gz",
                "COM¹.png",
                "CONOUT$",
                "a\u0000b.png",
                "line\nend.png",
                "gnp.\u202Eexe",
                "\uD800.png",
                "trailing dot.",
                "trailing blank ",
                " leading blank",
                ".profile",
                "what?.png",
                "pipe|star*.png",
                "\uFEFFbom.png"
            })
    void changesBadNames(String key) throws Exception {
        var name = SafeName.of(key);

        assertNotEquals(key, name);
        assertTrue(name.matches("[^\\p{Cc}<>:\"/\\\\|?*]*[^ .]"), name);
        assertTrue(!name.startsWith(".") && !name.startsWith(" "), name);
        assertTrue(!name.matches("(?i)(con|nul|com1|lpt9|conout\\$)( *\\..*)?"), name);
        assertEquals(folder, Files.createFile(folder.resolve(name)).getParent());
        assertEquals(name, SafeName.of(key), "the same key gives the same name");
    }

    @Test
    void keepsDifferentKeysApart() {
        assertNotEquals(SafeName.of("a:b.png"), SafeName.of("a?b.png"));
        assertNotEquals(SafeName.of("x/.."), SafeName.of("y/.."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "中", "😀", "e\u0301"})
    void shortensWithoutHalvingCharacters(String letter) {
        var name = SafeName.of(letter.repeat(900) + ".png");

        assertTrue(name.getBytes(StandardCharsets.UTF_8).length <= 180, name);
        assertTrue(name.endsWith(".png"), name);
        assertEquals(
                name, new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        assertNotEquals(name, SafeName.of(letter.repeat(901) + ".png"));
    }

    @Test
    void neverGivesANameTwiceWhateverTheLetterCase() {
        var names = new SafeName();
        var given = new HashSet<String>();
        var keys = new String[] {"a/x.png", "b/x.png", "c/X.PNG", "d/x.png", "Ä.png", "ä.png"};

        for (var key : keys) {
            assertTrue(given.add(names.next(key).toLowerCase(Locale.ROOT)), key);
        }
        IntStream.range(0, 100)
                .forEach(
                        i -> assertTrue(given.add(names.next("a/x.png").toLowerCase(Locale.ROOT))));
        assertEquals("x.png", new SafeName().next("a/x.png"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/../x",
                "a/..",
                ".",
                "./x",
                "/etc/passwd",
                "a//b",
                "a\u0000b",
                "a\nb",
                "C:/x",
                "a\\b",
                "..\\x",
                "con",
                "aux.txt",
                "a/NUL/b",
                "a?.png",
                "a<b",
                "a|b",
                "x.",
                "x ",
                "a./b"
            })
    void aKeyThatIsNoPathIsSkipped(String key) {
        assertTrue(SafeTree.refusal(key).isPresent(), key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a/b.png", "船/a b+c.txt", ".hidden", "a..b", "contour.png", "a/b/"})
    void aKeyThatIsAPathIsNot(String key) {
        assertEquals(Optional.empty(), SafeTree.refusal(key));
    }
}
