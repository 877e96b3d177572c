package dev.atelier.app.ui.popover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.EventQueue;
import javax.swing.BorderFactory;
import javax.swing.JFrame;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;
import org.junit.jupiter.api.Test;

class SentenceTest {
    private final Sentence sentence =
            new Sentence("Pictures go to an OSS folder, models are read from a NAS. ".repeat(4), 0);

    private final JFrame window = new JFrame();
    private final JPanel column = new JPanel();
    private final JPanel page = new JPanel(new MigLayout("hidemode 3", "[grow,fill][]"));

    /// A size that asking changes is laid out again without end.
    @Test
    void askingForItsSizeLeavesItAsItIs() {
        laidOut(300);

        int height = sentence.getPreferredSize().height;

        assertEquals(300, sentence.getWidth());
        assertEquals(new Dimension(300, height), sentence.getPreferredSize());
    }

    @Test
    void isTallerWhereItIsNarrower() {
        laidOut(400);
        int wide = sentence.getPreferredSize().height;
        laidOut(200);

        assertTrue(sentence.getPreferredSize().height > wide);
    }

    @Test
    void hasItsWidthInAPlaceThatHasNoneYet() {
        var fixed = new Sentence("Type a number from 1 to 150.", 280);
        var place = new JPanel(new BorderLayout());
        place.setBorder(BorderFactory.createEmptyBorder(12, 12, 12, 12));
        place.add(fixed);
        place.doLayout();

        assertEquals(280 + 24, place.getPreferredSize().width);
    }

    /// As where a column beside it opens: the first layout knows the height at the old width alone.
    @Test
    void getsTheHeightOfAWidthThatTheLayoutGaveIt() throws Exception {
        EventQueue.invokeAndWait(() -> {
            window.add(page);
            page.add(sentence, "wmin 0");
            page.add(column, "w 600!");
            column.setVisible(false);
            window.setSize(1000, 400);
            window.addNotify();
            window.validate();
            column.setVisible(true);
            page.revalidate();
        });
        for (int i = 0; i < 4; i++) {
            EventQueue.invokeAndWait(window::validate);
        }

        EventQueue.invokeAndWait(() -> {
            assertTrue(sentence.getWidth() < 400);
            assertEquals(sentence.getPreferredSize().height, sentence.getHeight());
            window.dispose();
        });
    }

    private void laidOut(int width) {
        var place = new JPanel(new MigLayout("insets 0", "[grow,fill]"));
        place.add(sentence, "wmin 0");
        place.setSize(width, 400);
        place.doLayout();
    }
}
