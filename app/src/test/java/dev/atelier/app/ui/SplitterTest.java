package dev.atelier.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.swing.JPanel;
import javax.swing.plaf.basic.BasicSplitPaneUI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SplitterTest {
    @BeforeAll
    static void theme() {
        Theme.prepare();
        Theme.LIGHT.apply();
    }

    /// A line of one pixel is seen, and hands need more than that.
    @Test
    void itsLineCanBeGrabbedBesideIt() {
        var left = new JPanel();
        var right = new JPanel();
        var splitter = new Splitter(left, right);
        splitter.setSize(400, 100);
        splitter.setDividerLocation(150);
        splitter.doLayout();

        var line = ((BasicSplitPaneUI) splitter.getUI()).getDivider();
        assertTrue(line.getWidth() >= 8, () -> "" + line.getBounds());
        assertTrue(line.getBounds().contains(150, 50), () -> "" + line.getBounds());
        assertSame(line, splitter.getComponentAt(147, 50), "above both parts");
        assertEquals(1, right.getX() - left.getWidth(), "but the parts lie side by side");
    }
}
