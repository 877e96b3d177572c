package dev.atelier.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.swing.JLabel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tip that Swing makes for a component.
class WrappedToolTipUiTest {
    /// Half of a small screen.
    private static final int MOST = 512;

    @BeforeAll
    static void look() {
        Theme.prepare();
        Theme.DARK.apply();
    }

    @ParameterizedTest
    @ValueSource(strings = {"the picture is larger than the queue takes. ", "图片超过队列的上限。"})
    void aLongSentenceIsInSeveralLines(String sentence) {
        var one = new JLabel().createToolTip();
        one.setTipText(sentence.strip());
        var many = new JLabel().createToolTip();
        many.setTipText(sentence.repeat(30).strip());

        assertEquals(sentence.strip(), one.getTipText());
        assertTrue(many.getPreferredSize().width < MOST, many.getPreferredSize() + "");
        assertTrue(
                many.getPreferredSize().height > 2 * one.getPreferredSize().height,
                many.getPreferredSize() + "");
        assertEquals(
                sentence.repeat(30).replaceAll("\\s", ""), many.getTipText().replaceAll("\\s", ""));
    }
}
