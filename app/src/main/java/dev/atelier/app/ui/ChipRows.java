package dev.atelier.app.ui;

import java.awt.Component;
import java.awt.Dimension;
import javax.swing.JPanel;

/// Chips in rows, as many as there is room for in a number of rows; those that would need more are
/// hidden.
public final class ChipRows extends JPanel {
    private static final int GAP = 4;
    private static final int BETWEEN = 6;

    private final int most;
    private final int width;

    /// @param rows how many at most
    /// @param width of the place it is in, in pixels at 100 %; 0 for one row of any width
    public ChipRows(int rows, int width) {
        super(null);
        this.most = rows;
        this.width = width;
        setOpaque(false);
    }

    @Override
    public Dimension getPreferredSize() {
        if (width == 0) {
            return new Dimension(0, WordChip.HEIGHT);
        }
        int rows = Math.min(most, place(width, false));
        return new Dimension(width, Math.max(0, rows * (WordChip.HEIGHT + BETWEEN) - BETWEEN));
    }

    @Override
    public Dimension getMinimumSize() {
        return new Dimension(0, getPreferredSize().height);
    }

    @Override
    public void doLayout() {
        place(getWidth(), true);
    }

    /// @return how many rows all of them take
    private int place(int room, boolean move) {
        int x = 0;
        int row = 0;
        for (Component chip : getComponents()) {
            int wide = Math.min(room, chip.getPreferredSize().width);
            if (x > 0 && x + wide > room) {
                x = 0;
                row++;
            }
            if (move) {
                chip.setVisible(row < most);
                chip.setBounds(x, row * (WordChip.HEIGHT + BETWEEN), wide, WordChip.HEIGHT);
            }
            x += wide + GAP;
        }
        return getComponentCount() == 0 ? 0 : row + 1;
    }
}
