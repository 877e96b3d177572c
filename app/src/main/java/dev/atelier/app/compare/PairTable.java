package dev.atelier.app.compare;

import dev.atelier.app.picture.Provenance;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Tables;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JTable;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.TableRowSorter;

/// The numbers of all pairs of two sets, one a row, sorted by any of them.
final class PairTable {
    /// In front of the numbers: the two names and how they were paired.
    private static final int NAMES = 3;

    /// Rows whose words set the widths of columns.
    private static final int MEASURED = 100;

    /// Most of a name of a picture.
    private static final int NAME = 240;

    /// More than the words of a cell.
    private static final int SPACE = 4;

    private static final List<PairWords.Column> COLUMNS = List.of(PairWords.Column.values());

    private final SetModel model;
    private final PairWords words;
    private final Rows rows = new Rows();
    private final JTable table;

    PairTable(SetModel model, PairWords words) {
        this.model = model;
        this.words = words;
        table =
                Tables.of(
                        rows,
                        "compare-table",
                        column ->
                                column <= NAMES ? SwingConstants.LEADING : SwingConstants.TRAILING);
    }

    /// @param open shows the pair of the chosen row large
    JComponent build(Runnable open) {
        var sorter = new TableRowSorter<>(rows);
        for (int i = NAMES; i < rows.getColumnCount(); i++) {
            sorter.setComparator(i, Comparator.comparingDouble(Cell::number));
        }
        table.setRowSorter(sorter);
        table.getAccessibleContext().setAccessibleName(words.messages().text("sets.table"));
        table.getSelectionModel()
                .addListSelectionListener(event -> {
                    int row = table.getSelectedRow();
                    if (row >= 0 && !event.getValueIsAdjusting()) {
                        int at = table.convertRowIndexToModel(row);
                        if (at != model.current().get()) {
                            model.show(at);
                        }
                    }
                });
        Keys.on(table, KeyStroke.getKeyStroke("ENTER"), open);
        table.addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mouseClicked(MouseEvent event) {
                        if (event.getClickCount() == 2) {
                            open.run();
                        }
                    }
                });
        model.sets()
                .onChange(now -> {
                    rows.show(now);
                    title(now);
                    fit();
                });
        model.current().onChange(this::choose);
        return Tables.scrolling(table);
    }

    JComponent rows() {
        return table;
    }

    /// What the two sets are called stands above their columns.
    private void title(Optional<MeasuredSets> now) {
        for (int i = 0; i < 2; i++) {
            var letter = rows.getColumnName(i);
            boolean first = i == 0;
            var name = now.map(MeasuredSets::names).map(it -> first ? it.a() : it.b()).orElse("");
            table.getColumnModel().getColumn(i).setHeaderValue(SideLabel.words(letter, last(name)));
        }
        table.getTableHeader().repaint();
    }

    /// Of a path or an address, the last part: its beginning is the same for both, as a rule.
    private static String last(String name) {
        var whole = name.replaceFirst("[/\\\\]+$", "");
        return whole.substring(1 + Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')));
    }

    /// Columns as wide as their words are, as far as there is room.
    private void fit() {
        for (int i = 0; i < table.getColumnCount(); i++) {
            var column = table.getColumnModel().getColumn(i);
            var head = table.getTableHeader().getDefaultRenderer();
            int wide =
                    head.getTableCellRendererComponent(
                                    table, column.getHeaderValue(), false, false, -1, i)
                            .getPreferredSize()
                            .width;
            for (int row = 0; row < Math.min(MEASURED, table.getRowCount()); row++) {
                var cell = table.prepareRenderer(table.getCellRenderer(row, i), row, i);
                wide = Math.max(wide, cell.getPreferredSize().width);
            }
            column.setPreferredWidth(Math.min(i < 2 ? NAME : Integer.MAX_VALUE, wide + SPACE));
        }
    }

    private void choose(int at) {
        if (at >= 0 && at < table.getRowCount()) {
            int row = table.convertRowIndexToView(at);
            table.setRowSelectionInterval(row, row);
            table.scrollRectToVisible(table.getCellRect(row, 0, true));
        }
    }

    /// A number as people read it, and as it is sorted.
    private record Cell(String text, double number) {
        @Override
        public String toString() {
            return text;
        }
    }

    private final class Rows extends AbstractTableModel {
        private transient List<MeasuredPair> pairs = List.of();

        /// Of sets that only got further, the rows that changed.
        void show(Optional<MeasuredSets> now) {
            var next = now.map(MeasuredSets::pairs).orElse(List.of());
            var before = pairs;
            pairs = next;
            if (before.size() != next.size()) {
                fireTableDataChanged();
                return;
            }
            for (int i = 0; i < next.size(); i++) {
                if (!before.get(i).equals(next.get(i))) {
                    fireTableRowsUpdated(i, i);
                }
            }
        }

        @Override
        public int getRowCount() {
            return pairs.size();
        }

        @Override
        public int getColumnCount() {
            return NAMES + PairWords.Column.values().length;
        }

        @Override
        public String getColumnName(int column) {
            return switch (column) {
                case 0 -> "A";
                case 1 -> "B";
                case 2 -> words.messages().text("sets.by");
                default -> words.head(COLUMNS.get(column - NAMES));
            };
        }

        @Override
        public Object getValueAt(int row, int column) {
            var pair = pairs.get(row);
            return switch (column) {
                case 0 -> pair.pair().a().name();
                case 1 -> pair.pair().b().name();
                case 2 -> words.messages().text("by." + pair.pair().by().name());
                default -> cell(pair, COLUMNS.get(column - NAMES));
            };
        }

        private Cell cell(MeasuredPair pair, PairWords.Column column) {
            return new Cell(
                    words.cell(pair, column),
                    pair.numbers().map(it -> number(it, column)).orElse(-1.0));
        }

        private double number(MeasuredPair.Numbers it, PairWords.Column column) {
            var difference = it.difference();
            return switch (column) {
                case GRADE -> List.of(PictureDifference.Grade.values()).indexOf(it.grade());
                case IDENTICAL -> difference.map(PictureDifference::identical).orElse(-1.0);
                case LARGEST -> difference.map(d -> (double) d.largest()).orElse(-1.0);
                case PSNR -> difference.map(PictureDifference::psnr).orElse(-1.0);
                case SSIM -> difference.map(d -> d.ssim().orElse(-1)).orElse(-2.0);
                case TIME -> it.madeA().seconds() + it.madeB().seconds();
                case PRICE -> cost(it.madeA()) + cost(it.madeB());
            };
        }

        private static double cost(Provenance made) {
            return made.cost().map(it -> it.amount().doubleValue()).orElse(0.0);
        }
    }
}
