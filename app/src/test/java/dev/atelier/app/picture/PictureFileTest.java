package dev.atelier.app.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFileTest {
    private static final Size SIZE = new Size(8, 8);

    @TempDir Path folder;

    private static Picture picture(int value) {
        var rgb = new byte[3 * 64];
        Arrays.fill(rgb, (byte) value);
        return new Picture(SIZE, rgb, Recipe.of("x", SIZE), Map.of());
    }

    @Test
    void newPicturesReplaceNothing() throws IOException {
        var file = folder.resolve("1.png");
        Files.writeString(file, "a finished picture");
        assertThrows(
                FileAlreadyExistsException.class, () -> PictureFile.writeNew(picture(1), file));
        assertEquals("a finished picture", Files.readString(file));
        assertEquals(1, files());
    }

    /// The name is free when the picture is begun, and taken by another before it is named.
    @Test
    void ofManyThatWantOneNameExactlyOneGetsIt() throws Exception {
        var file = folder.resolve("1.png");
        int many = 24;
        var start = new CountDownLatch(1);
        var won = new HashSet<Integer>();
        try (var threads = Executors.newFixedThreadPool(many)) {
            var runs = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < many; i++) {
                int value = i;
                Callable<Boolean> run =
                        () -> {
                            start.await();
                            try {
                                PictureFile.writeNew(picture(value), file);
                                return true;
                            } catch (FileAlreadyExistsException e) {
                                return false;
                            }
                        };
                runs.add(threads.submit(run));
            }
            start.countDown();
            for (int i = 0; i < many; i++) {
                if (runs.get(i).get()) {
                    won.add(i);
                }
            }
        }
        assertEquals(1, won.size());
        int value = won.iterator().next();
        assertEquals(0x010101 * value, PictureFile.pixels(file).getRGB(3, 3) & 0xFFFFFF);
        assertEquals(1, files(), "nothing is left aside");
    }

    @Test
    void replacesWhereAsked() throws IOException {
        var file = folder.resolve("1.png");
        PictureFile.write(picture(1), file);
        PictureFile.write(picture(2), file);
        assertEquals(0x020202, PictureFile.pixels(file).getRGB(0, 0) & 0xFFFFFF);
        assertEquals(1, files());
    }

    @Test
    void discardsOnlyWhatADeadProcessLeft() throws IOException {
        var file = folder.resolve("1.png");
        var own = folder.resolve(".1.png." + ProcessHandle.current().pid() + "-7.part");
        var dead = folder.resolve(".1.png.4000000000-1.part");
        var former = folder.resolve(".1.png.part");
        var others = folder.resolve(".2.png.4000000000-1.part");
        for (var each : new Path[] {own, dead, former, others}) {
            Files.write(each, new byte[3]);
        }
        PictureFile.discardHalf(file);
        assertTrue(Files.exists(own));
        assertFalse(Files.exists(dead));
        assertFalse(Files.exists(former));
        assertTrue(Files.exists(others));
    }

    @Test
    void keepsOtherFilesWhole() throws IOException {
        var file = folder.resolve("sheet.png");
        PictureFile.write(new byte[] {1, 2}, file, true);
        assertThrows(
                FileAlreadyExistsException.class,
                () -> PictureFile.write(new byte[] {3}, file, true));
        assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(file));
        PictureFile.write(new byte[] {3}, file, false);
        assertArrayEquals(new byte[] {3}, Files.readAllBytes(file));
    }

    private long files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.count();
        }
    }
}
