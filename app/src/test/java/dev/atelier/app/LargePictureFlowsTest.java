package dev.atelier.app;

import dev.atelier.app.library.Source;
import dev.atelier.app.shell.Command;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.swing.JComponent;
import javax.swing.JLabel;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// A picture of more pixels than can be held in memory.
class LargePictureFlowsTest extends StudioTest {
    @Test
    void itIsShownSmallerAndThatIsSaid() throws Exception {
        var pictures = Files.createDirectories(folder.resolve("drawings"));
        Files.write(pictures.resolve("vast.png"), vast(20_000, 6_000));
        var model = rig.parts.library().model();
        rig.command(Command.SHOW_LIBRARY);
        GuiActionRunner.execute(() -> model.addSource(new Source.Folder(pictures)));
        rig.until("it is found", () -> model.result().get().count() == 1);

        rig.click("library-grid");
        rig.press(KeyEvent.VK_HOME);
        rig.press(KeyEvent.VK_ENTER);
        rig.until("it is open", () -> at().startsWith("1 of 1"));
        rig.until("that it is smaller is said", () -> at().endsWith("smaller"));
        rig.until("it is painted", () -> isBlue("library-canvas"));
    }

    /// Where it stands in the search. Event thread.
    private String at() {
        return rig.any("library-picture-at", JLabel.class).getText();
    }

    /// A blue PNG, of which no picture is made in memory.
    private static byte[] vast(int width, int height) throws IOException {
        var out = new ByteArrayOutputStream();
        var data = new ByteArrayOutputStream();
        try (var zip = new DeflaterOutputStream(data)) {
            var row = new byte[1 + width];
            for (int y = 0; y < height; y++) {
                zip.write(row);
            }
        }
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        var head = ByteBuffer.allocate(13).putInt(width).putInt(height);
        chunk(out, "IHDR", head.put((byte) 8).put((byte) 3).array());
        chunk(out, "PLTE", new byte[] {0, 0, (byte) 255});
        chunk(out, "IDAT", data.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content)
            throws IOException {
        var crc = new CRC32();
        var name = type.getBytes(StandardCharsets.US_ASCII);
        crc.update(name);
        crc.update(content);
        out.write(ByteBuffer.allocate(4).putInt(content.length).array());
        out.write(name);
        out.write(content);
        out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /// The middle of a component. Event thread.
    private boolean isBlue(String name) {
        var part = rig.any(name, JComponent.class);
        var image =
                new BufferedImage(part.getWidth(), part.getHeight(), BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        part.paint(g);
        g.dispose();
        return (image.getRGB(part.getWidth() / 2, part.getHeight() / 2) & 0xFFFFFF) == 0xFF;
    }
}
