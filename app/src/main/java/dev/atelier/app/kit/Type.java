package dev.atelier.app.kit;

import com.formdev.flatlaf.util.FontUtils;
import dev.atelier.app.home.ScratchFolder;
import dev.atelier.assets.Assets;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The styles of text. The families ship with the program; Han characters fall back to the
/// platform's own font.
public enum Type {
    DISPLAY("Inter Semi Bold", 24),
    TITLE("Inter Semi Bold", 20),
    HEADING("Inter Semi Bold", 15),
    METRIC("Inter Semi Bold", 14),
    STRONG("Inter Semi Bold", 13),
    LABEL("Inter Medium", 13),
    BODY("Inter", 13),
    SMALL("Inter", 12),
    PILL("Inter Medium", 12),
    RAIL("Inter Medium", 11),
    CODE("JetBrains Mono", 12);

    private final String family;
    private final int size;

    Type(String family, int size) {
        this.family = family;
        this.size = size;
    }

    /// The font of this style; a composite one, so that no character is missing.
    public Font font() {
        return FontUtils.getCompositeFont(family, Font.PLAIN, size);
    }

    /// Makes the shipped families known to this process. Idempotent.
    public static void register() {
        var environment = GraphicsEnvironment.getLocalGraphicsEnvironment();
        var files =
                List.of(
                        "Inter-Regular.otf",
                        "Inter-Medium.otf",
                        "Inter-SemiBold.otf",
                        "JetBrainsMono-Regular.ttf");
        for (var file : files) {
            try (var in = Assets.open("fonts/" + file)) {
                // A file of ours: from a stream Java would make one in the system's temp folder.
                var copy = ScratchFolder.file("font", file);
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                copy.toFile().deleteOnExit();
                environment.registerFont(Font.createFont(Font.TRUETYPE_FONT, copy.toFile()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (FontFormatException e) {
                throw new IllegalStateException("shipped font is damaged: " + file, e);
            }
        }
    }
}
