package dev.atelier.app.ui;

import com.formdev.flatlaf.util.FontUtils;
import dev.atelier.app.home.ScratchFolder;
import dev.atelier.assets.Assets;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The styles of text. The families ship with the program; Han characters fall back to the
/// platform's own font.
public enum TextStyle {
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

    private static boolean registered;

    private final String family;
    private final int size;

    TextStyle(String family, int size) {
        this.family = family;
        this.size = size;
    }

    /// The font of this style; a composite one, so that no character is missing.
    public Font font() {
        return FontUtils.getCompositeFont(family, Font.PLAIN, size);
    }

    /// The font of this style for a text. The families that ship have no Han characters, and the
    /// platform's own would come in its regular weight: a text with such characters is set wholly
    /// in a family of the platform that has both weights, bold where this style is.
    public Font font(String text) {
        if (!hasHan(text)) {
            return font();
        }
        // The platform has no medium weight: letters and Han characters both in the regular one.
        return isBold() ? Han.bold(size) : FontUtils.getCompositeFont(regular(), Font.PLAIN, size);
    }

    private String regular() {
        return family.endsWith(" Medium") ? BODY.family : family;
    }

    private boolean isBold() {
        return family.endsWith("Semi Bold");
    }

    private static boolean hasHan(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic);
    }

    /// The platform's family for Han characters, looked up when first needed.
    private static final Logger log = LoggerFactory.getLogger(TextStyle.class);

    private static final class Han {
        private static final List<String> FAMILIES =
                List.of(
                        "PingFang SC",
                        "Microsoft YaHei UI",
                        "Microsoft YaHei",
                        "Noto Sans CJK SC",
                        "Source Han Sans SC",
                        "Noto Sans SC",
                        "WenQuanYi Micro Hei");
        private static final String FAMILY =
                FAMILIES.stream().filter(Han::isHere).findFirst().orElse(Font.SANS_SERIF);

        /// The platform's own bold, or where there is none a thickened regular.
        static Font bold(int size) {
            return FontUtils.getCompositeFont(FAMILY, Font.BOLD, size);
        }

        private static boolean isHere(String name) {
            return new Font(name, Font.BOLD, 12).getFamily(Locale.ROOT).equals(name);
        }
    }

    /// Makes the shipped families known to this process, once. Any thread; returns when it is done.
    public static synchronized void register() {
        if (registered) {
            return;
        }
        registered = true;
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
                log.warn("{} is not there, another font is used", file, e); // such as a full disk
            } catch (FontFormatException e) {
                throw new IllegalStateException("shipped font is damaged: " + file, e);
            }
        }
    }
}
