package dev.atelier.app.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.atelier.app.library.Source;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// How the source of a set is written.
class SetSourceTest {
    @Test
    void isAPathAnAddressOrASearch() {
        assertEquals(
                new SetSource.Search(SetSource.Copies.THERE, "boat star"),
                SetSource.parse("there: boat star"));
        var bucket = assertInstanceOf(SetSource.Files.class, SetSource.parse("oss://pictures"));
        assertEquals("oss://pictures/", bucket.toString());
        var folder = assertInstanceOf(SetSource.Files.class, SetSource.parse("a/b"));
        assertEquals(new Source.Folder(Path.of("a/b")), folder.source());
    }

    @Test
    void readsWhatItWrites() {
        for (var text : new String[] {"search:boat", "here:", "oss://pictures/out/"}) {
            assertEquals(text, SetSource.parse(text).toString());
        }
    }
}
