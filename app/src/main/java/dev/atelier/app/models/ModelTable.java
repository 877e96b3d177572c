package dev.atelier.app.models;

import dev.atelier.app.models.ModelListModel.Column;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.SwingConstants;
import javax.swing.event.PopupMenuEvent;
import javax.swing.event.PopupMenuListener;
import org.jspecify.annotations.Nullable;

/// The models as rows under a header that orders them. Enter or a double click uses the chosen one,
/// Ctrl+C copies where it is.
final class ModelTable {
    private final DefaultListModel<ModelRow> shown = new DefaultListModel<>();
    private final JList<ModelRow> rows = new Rows(shown);
    private final JScrollPane pane = new JScrollPane(rows);
    private final ModelListModel list;
    private final Messages messages;
    private final ModelVerbs verbs;
    private final List<JComponent> heads = new ArrayList<>();
    private boolean filling;

    ModelTable(ModelListModel list, ModelCovers covers, Messages messages, ModelVerbs verbs) {
        this.list = list;
        this.messages = messages;
        this.verbs = verbs;
        pane.setOpaque(false);
        pane.getViewport().setOpaque(false);
        pane.setHorizontalScrollBarPolicy(JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
        // As the head of the pane its columns stay above those of the rows.
        pane.setColumnHeaderView(header());
        pane.getColumnHeader().setOpaque(false);
        pane.getVerticalScrollBar().putClientProperty("FlatLaf.style", "track: $Atelier.bg.window");
        pane.getVerticalScrollBar().setUnitIncrement(ModelCell.HEIGHT / 2);
        rows.setName("models");
        rows.setOpaque(false);
        rows.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        rows.setCellRenderer(new ModelCell(covers::label));
        rows.setFixedCellHeight(ModelCell.HEIGHT);
        rows.getAccessibleContext().setAccessibleName(messages.text("models.list"));
        rows.addListSelectionListener(event -> {
            if (!filling) {
                list.select(Optional.ofNullable(rows.getSelectedValue()));
            }
        });
        list.shown().bind(this::fill);
        list.selected().onChange(row -> row.ifPresent(it -> rows.setSelectedValue(it, true)));
        menu(verbs.menu(list));
        rows.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        for (int i = 0; i < heads.size(); i++) {
                            heads.get(i).setVisible(ModelCell.shows(i, rows.getWidth()));
                        }
                    }
                });
        mouse();
        covers.changes().onChange(count -> rows.repaint());
        key("ENTER", this::use);
        key("F2", () -> chosen(verbs.label()));
        key("SPACE", () -> chosen(verbs.look()));
        key("ctrl C", () -> chosen(row -> verbs.actions().copyPath(row.file())));
    }

    JComponent component() {
        return pane;
    }

    /// Its rows.
    JComponent rows() {
        return rows;
    }

    /// Where the row of a model is.
    Rectangle place(ModelRow row) {
        int index = shown.indexOf(row);
        return index < 0 ? new Rectangle() : rows.getCellBounds(index, index);
    }

    /// Gives the rows the keyboard.
    void focus() {
        rows.requestFocusInWindow();
    }

    private void fill(List<ModelRow> all) {
        filling = true;
        shown.clear();
        shown.addAll(all);
        list.selected().get().ifPresent(row -> rows.setSelectedIndex(all.indexOf(row)));
        filling = false;
        rows.revalidate();
        pane.revalidate();
    }

    private JComponent header() {
        var header = ThemedPanel.clear("insets 0 16 0 16", ModelCell.COLUMNS, "[32!]");
        for (var column : Column.values()) {
            var title =
                    new Title(messages.text("column." + column.name().toLowerCase(Locale.ROOT)));
            title.setToolTipText(messages.text("column.sort"));
            title.setName("sort-" + column);
            title.addActionListener(event -> list.sortBy(column));
            boolean number = column == Column.TRAINED || column == Column.SIZE;
            title.setHorizontalAlignment(number ? SwingConstants.TRAILING : SwingConstants.LEADING);
            list.sort().bind(sort -> title.order(sort.column() == column, sort.down()));
            int place = List.of(Column.values()).indexOf(column) - 1;
            header.add(
                    title,
                    place < 0 ? "skip 1,h 28!,wmin 0" : ModelCell.CELLS.get(place) + ",h 28!");
            if (place >= 0) {
                heads.add(title);
            }
        }
        return header;
    }

    private void use() {
        chosen(verbs.use());
    }

    private void chosen(Consumer<ModelRow> action) {
        list.selected().get().ifPresent(action);
    }

    /// The menu is about the row under the pointer, or by key about the chosen one.
    private void menu(JPopupMenu menu) {
        rows.setComponentPopupMenu(menu);
        menu.addPopupMenuListener(
                new PopupMenuListener() {
                    @Override
                    public void popupMenuWillBecomeVisible(PopupMenuEvent event) {
                        choose(rows.getMousePosition());
                    }

                    @Override
                    public void popupMenuWillBecomeInvisible(PopupMenuEvent event) {
                        // What was chosen stays so.
                    }

                    @Override
                    public void popupMenuCanceled(PopupMenuEvent event) {
                        // The same.
                    }
                });
    }

    private void choose(@Nullable Point at) {
        int index = at == null ? -1 : rows.locationToIndex(at);
        if (index >= 0 && rows.getCellBounds(index, index).contains(at)) {
            rows.setSelectedIndex(index);
        }
    }

    private void mouse() {
        var mouse =
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        if (event.isPopupTrigger() || event.getButton() == MouseEvent.BUTTON3) {
                            choose(event.getPoint());
                        }
                    }

                    @Override
                    public void mouseClicked(MouseEvent event) {
                        if (event.getClickCount() == 2 && event.getButton() == MouseEvent.BUTTON1) {
                            use();
                        }
                    }

                    @Override
                    public void mouseMoved(MouseEvent event) {
                        hover(rows.locationToIndex(event.getPoint()));
                    }

                    @Override
                    public void mouseExited(MouseEvent event) {
                        hover(-1);
                    }
                };
        rows.addMouseListener(mouse);
        rows.addMouseMotionListener(mouse);
    }

    private void hover(int index) {
        rows.putClientProperty("hover", index);
        rows.repaint();
    }

    private void key(String stroke, Runnable action) {
        Keys.on(rows, KeyStroke.getKeyStroke(stroke), action);
    }

    /// As high as its rows, so that what comes below them is seen.
    private static final class Rows extends JList<ModelRow> {
        Rows(DefaultListModel<ModelRow> shown) {
            super(shown);
        }

        @Override
        public Dimension getPreferredScrollableViewportSize() {
            return new Dimension(400, ModelCell.HEIGHT * getModel().getSize());
        }

        @Override
        public boolean getScrollableTracksViewportWidth() {
            return true;
        }

        @Override
        public String getToolTipText(MouseEvent event) {
            int index = locationToIndex(event.getPoint());
            return index < 0 ? "" : getModel().getElementAt(index).file().toString();
        }
    }

    /// The head of a column.
    private static final class Title extends JButton {
        Title(String text) {
            super(text);
            setContentAreaFilled(false);
            setBorder(BorderFactory.createEmptyBorder());
            setHorizontalTextPosition(SwingConstants.LEADING);
            setIconTextGap(4);
        }

        void order(boolean here, boolean down) {
            setIcon(here ? Icons.of(down ? "down" : "up", 14, "text.tertiary") : null);
        }

        @Override
        public Font getFont() {
            return TextStyle.SMALL.font();
        }

        @Override
        public Color getForeground() {
            return ThemeColors.color(isFocusOwner() ? "accent.text" : "text.tertiary");
        }
    }
}
