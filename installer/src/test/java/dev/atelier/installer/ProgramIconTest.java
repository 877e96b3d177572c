package dev.atelier.installer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// The icons by the layouts that their makers publish.
class ProgramIconTest {
    @Test
    void pngIsTheMark() throws IOException {
        var icon = ImageIO.read(new ByteArrayInputStream(ProgramIcon.png(64)));

        assertEquals(64, icon.getWidth());
        assertEquals(0, icon.getRGB(0, 0) >>> 24, "its corners are round");
        assertNotEquals(0, icon.getRGB(32, 8) >>> 24);
    }

    @Test
    void icoPointsAtItsPicture() throws IOException {
        var bytes = ProgramIcon.ico();
        var file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

        assertEquals(1, file.getShort(2), "an icon, not a cursor");
        assertEquals(1, file.getShort(4));
        int size = file.getInt(14);
        int at = file.getInt(18);
        assertEquals(bytes.length, at + size);
        assertEquals(256, edge(Arrays.copyOfRange(bytes, at, at + size)));
    }

    @Test
    void icnsHoldsItsPicture() throws IOException {
        var bytes = ProgramIcon.icns();
        var file = ByteBuffer.wrap(bytes);

        assertEquals("icns", text(bytes, 0));
        assertEquals(bytes.length, file.getInt(4));
        assertEquals("ic09", text(bytes, 8));
        assertEquals(bytes.length - 8, file.getInt(12));
        assertEquals(512, edge(Arrays.copyOfRange(bytes, 16, bytes.length)));
    }

    @Test
    void theBuildsOwnPartsAreNotPackaged() {
        var all =
                List.of(
                        "target/classes",
                        "libs/atelier-app-1.jar",
                        "libs/atelier-installer-1.jar",
                        "libs/flatlaf.jar");

        assertEquals(
                List.of(Path.of("libs/atelier-app-1.jar"), Path.of("libs/flatlaf.jar")),
                InstallerBuild.jarsOf(String.join(File.pathSeparator, all)));
    }

    private static int edge(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png)).getWidth();
    }

    private static String text(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.US_ASCII);
    }
}
