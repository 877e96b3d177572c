package dev.atelier.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.util.Arrays;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import net.miginfocom.swing.MigLayout;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WrappingRowTest {
    private final JPanel around = new JPanel(null);
    private final JPanel row = new JPanel(new MigLayout("insets 0,gap 6,nogrid"));
    private final List<JButton> tools =
            List.of(tool("Redraw the map"), tool("Edit the map"), tool("Save the map"));

    @BeforeAll
    static void look() {
        Theme.prepare();
        Theme.DARK.apply();
    }

    @Test
    void keepsItsWordsWhereAllFits() throws Exception {
        laidOut(2000);

        assertEquals(1, lines());
        assertEquals("Edit the map", tools.get(1).getText());
    }

    @Test
    void showsIconsWhereThatSavesALine() throws Exception {
        laidOut(2000);
        int whole = row.getPreferredSize().width;

        laidOut(whole - 1);

        assertEquals(1, lines());
        assertEquals("", tools.get(1).getText());
        assertEquals("Edit the map", tools.get(1).getToolTipText());
        assertEquals("Edit the map", tools.get(1).getAccessibleContext().getAccessibleName());
        laidOut(2000);
        assertEquals("Edit the map", tools.get(1).getText(), "and words again");
    }

    @Test
    void wrapsWhereIconsAreTooWideAsWell() throws Exception {
        laidOut(2000);
        int icons = tools.size() * 16;

        laidOut(icons + icons / 2);

        assertTrue(lines() > 1);
        for (var part : row.getComponents()) {
            assertTrue(part.getX() + part.getWidth() <= row.getWidth(), part.toString());
        }
    }

    private static JButton tool(String words) {
        var button = new JButton(words);
        button.setIcon(Icons.of("edit", 16, "text"));
        return button;
    }

    private void laidOut(int width) throws Exception {
        SwingUtilities.invokeAndWait(() -> {
            if (row.getComponentCount() == 0) {
                tools.forEach(tool -> row.add(tool, ""));
                around.add(row);
                WrappingRow.of(row, around);
            }
            around.setSize(width, 400);
        });
        for (int i = 0; i < 3; i++) { // what is resized says so later
            SwingUtilities.invokeAndWait(this::layOut);
        }
    }

    private void layOut() {
        row.setSize(((JComponent) around).getWidth(), row.getPreferredSize().height);
        row.doLayout();
    }

    private long lines() {
        return Arrays.stream(row.getComponents()).map(Component::getY).distinct().count();
    }
}
