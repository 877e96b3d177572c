package dev.atelier.app.ui;

import java.awt.Component;
import java.awt.Dimension;
import java.util.function.ToIntFunction;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.TableCellRenderer;
import javax.swing.table.TableModel;

/// Tables in the program's look: quiet rows without lines, numbers at the right.
public final class Tables {
    private static final int ROW = 32;
    private static final int HEAD = 32;
    private static final int INSET = 10;

    private Tables() {}

    /// A table whose rows are chosen as a whole.
    ///
    /// @param side of a column's cells and head, as `SwingConstants` has it
    public static JTable of(TableModel rows, String name, ToIntFunction<Integer> side) {
        var table =
                new JTable(rows) {
                    // Cells are not cut where there is no room: the pane scrolls.
                    @Override
                    public boolean getScrollableTracksViewportWidth() {
                        var place = getParent();
                        return place == null || getPreferredSize().width <= place.getWidth();
                    }
                };
        table.setName(name);
        table.setRowHeight(ROW);
        table.setShowGrid(false);
        table.setFillsViewportHeight(true);
        table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        table.setAutoResizeMode(JTable.AUTO_RESIZE_SUBSEQUENT_COLUMNS);
        table.setDefaultRenderer(Object.class, new Cells(side));
        var header = table.getTableHeader();
        header.setReorderingAllowed(false);
        header.setPreferredSize(new Dimension(10, HEAD));
        header.setDefaultRenderer(new Heads(header.getDefaultRenderer(), side));
        return table;
    }

    /// On the page's own ground, without a frame.
    public static JScrollPane scrolling(JTable table) {
        var pane = new JScrollPane(table);
        pane.setBorder(BorderFactory.createEmptyBorder());
        return pane;
    }

    private static final class Cells extends DefaultTableCellRenderer {
        private final transient ToIntFunction<Integer> side;

        Cells(ToIntFunction<Integer> side) {
            this.side = side;
        }

        @Override
        public Component getTableCellRendererComponent(
                JTable table, Object value, boolean chosen, boolean focus, int row, int column) {
            super.getTableCellRendererComponent(table, value, chosen, false, row, column);
            var text = String.valueOf(value);
            setFont(TextStyle.BODY.font(text));
            setToolTipText(text.isEmpty() ? null : text);
            setHorizontalAlignment(side.applyAsInt(table.convertColumnIndexToModel(column)));
            setBorder(BorderFactory.createEmptyBorder(0, INSET, 0, INSET));
            return this;
        }
    }

    private static final class Heads implements TableCellRenderer {
        private final TableCellRenderer usual;
        private final ToIntFunction<Integer> side;

        Heads(TableCellRenderer usual, ToIntFunction<Integer> side) {
            this.usual = usual;
            this.side = side;
        }

        @Override
        public Component getTableCellRendererComponent(
                JTable table, Object value, boolean chosen, boolean focus, int row, int column) {
            var part =
                    usual.getTableCellRendererComponent(table, value, chosen, focus, row, column);
            if (part instanceof JLabel label) {
                label.setFont(TextStyle.SMALL.font(String.valueOf(value)));
                label.setForeground(ThemeColors.color("text.secondary"));
                label.setHorizontalAlignment(
                        side.applyAsInt(table.convertColumnIndexToModel(column)));
                label.setBorder(BorderFactory.createEmptyBorder(0, INSET, 0, INSET));
            }
            return part;
        }
    }
}
