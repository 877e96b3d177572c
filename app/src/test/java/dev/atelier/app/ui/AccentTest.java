package dev.atelier.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.EventQueue;
import java.util.List;
import javax.swing.JTextField;
import javax.swing.UIManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccentTest {
    private static final List<String> LAYERS =
            List.of("bg.window", "bg.panel", "bg.raised", "bg.overlay");

    @BeforeAll
    static void prepare() {
        Theme.prepare();
    }

    @AfterAll
    static void restore() throws Exception {
        EventQueue.invokeAndWait(() -> {
            Motion.reduce(false);
            Theme.DARK.apply();
        });
    }

    /// The ratios are those of WCAG 2.2, 1.4.3 and 1.4.11.
    @ParameterizedTest
    @EnumSource
    void canBeReadAndSeenInBothThemes(Accent accent) throws Exception {
        for (var theme : List.of(Theme.DARK, Theme.LIGHT)) {
            EventQueue.invokeAndWait(() -> theme.apply(accent));

            for (var fill : List.of("accent", "accent.hover", "accent.pressed")) {
                least(4.5, "text.onAccent", fill);
            }
            for (var layer : LAYERS) {
                least(4.5, "accent.text", layer);
                least(3, "accent.graphic", layer);
                least(3, "focus", layer);
            }
            least(4.5, "accent.text", "bg.selected");
            least(4.5, "accent.text", "accent.soft");
            least(4.5, "text", "bg.selected");
            least(4.5, "text.secondary", "bg.selected");
        }
    }

    @ParameterizedTest
    @EnumSource
    void reachesTheThemeAndItsControls(Accent accent) throws Exception {
        for (boolean dark : List.of(true, false)) {
            var theme = dark ? Theme.DARK : Theme.LIGHT;
            EventQueue.invokeAndWait(() -> theme.apply(accent));

            assertEquals(accent.swatch(dark), ThemeColors.color("accent.graphic"));
            assertEquals(
                    accent.swatch(dark).getRGB(), UIManager.getColor("Slider.thumbColor").getRGB());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reducedMotionStopsWhatMovesByItself(boolean reduced) throws Exception {
        EventQueue.invokeAndWait(() -> {
            Motion.reduce(reduced);
            Theme.DARK.apply();
            assertEquals(reduced, Motion.reduced());
            assertEquals(reduced ? 0 : 500, new JTextField().getCaret().getBlinkRate());
            assertEquals(reduced ? 0 : 500, Motion.caretMillis());
            new Bar().share(0.5); // does not glide where nobody sees it
        });
    }

    private static void least(double ratio, String front, String back) {
        double found = contrast(ThemeColors.color(front), ThemeColors.color(back));
        assertTrue(found >= ratio, front + " on " + back + ": " + found);
    }

    private static double contrast(Color a, Color b) {
        double light = Math.max(luminance(a), luminance(b));
        double dark = Math.min(luminance(a), luminance(b));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
