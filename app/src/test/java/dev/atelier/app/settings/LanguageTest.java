package dev.atelier.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.assets.Assets;
import java.awt.Font;
import java.util.Locale;
import javax.swing.UIManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanguageTest {
    @AfterEach
    void restore() {
        UIManager.put("Label.font", null);
    }

    /// A row of empty boxes tells nobody what to choose.
    @Test
    void isNamedInEnglishWhereNoFontDrawsItsOwnName() throws Exception {
        try (var inter = Assets.open("fonts/Inter-Regular.otf")) {
            UIManager.put("Label.font", Font.createFont(Font.TRUETYPE_FONT, inter));
        }
        assertTrue(Language.name(Locale.SIMPLIFIED_CHINESE).startsWith("Chinese ("));
        assertEquals("English", Language.name(Locale.ENGLISH));
    }
}
