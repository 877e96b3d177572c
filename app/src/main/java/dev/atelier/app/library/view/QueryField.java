package dev.atelier.app.library.view;

import com.formdev.flatlaf.FlatClientProperties;
import dev.atelier.app.library.Completion;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.ItemRenderer;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.TextStyle;
import java.awt.EventQueue;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.event.PopupMenuEvent;
import javax.swing.event.PopupMenuListener;
import javax.swing.text.BadLocationException;

/// Where a search is typed. Below the word at the caret stands a list of what it may become: keys,
/// and values that the library has. The search follows every letter. Event thread.
final class QueryField {
    private static final int ROWS = 8;
    private static final int ROW = 28;

    private final JTextField field = new JTextField();
    private final Value<String> query;
    private final Suggestions suggest;
    private final Label found = new Label("", TextStyle.PILL, "text.secondary");
    private final DefaultListModel<Completion> offers = new DefaultListModel<>();
    private final JList<Completion> list = new JList<>(offers);
    private final JPopupMenu popup = new JPopupMenu();
    private final Value<Boolean> offering = Value.of(false);
    private boolean setting;

    /// Spaces before the search, which the model does not see.
    private int shift;

    /// Finds what the word at the caret may become.
    @FunctionalInterface
    interface Suggestions {
        /// @param caret in the text of the search
        /// @param answer called later, on the event thread
        void at(int caret, Consumer<List<Completion>> answer);
    }

    QueryField(Value<String> query, Suggestions suggest) {
        this.query = query;
        this.suggest = suggest;
    }

    /// Listens, after it was made.
    JComponent build(String name, String hint) {
        field.setName("library-query");
        field.getAccessibleContext().setAccessibleName(name);
        field.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, hint);
        field.putClientProperty(
                FlatClientProperties.TEXT_FIELD_LEADING_ICON, Icons.leading("search"));
        field.putClientProperty(FlatClientProperties.TEXT_FIELD_SHOW_CLEAR_BUTTON, true);
        found.setName("library-found");
        found.setBorder(BorderFactory.createEmptyBorder(0, 4, 0, 8));
        field.putClientProperty(FlatClientProperties.TEXT_FIELD_TRAILING_COMPONENT, found);
        query.bind(now -> {
            if (!now.equals(field.getText().strip())) {
                setting = true;
                field.setText(now);
                setting = false;
            }
        });
        field.getDocument().addDocumentListener(new OnEdit(this::edited));
        field.addFocusListener(
                new FocusAdapter() {
                    @Override
                    public void focusLost(FocusEvent event) {
                        popup.setVisible(false);
                        search();
                    }
                });
        popup();
        keys();
        return field;
    }

    JTextField field() {
        return field;
    }

    /// Whether the list shows of what the word at the caret may become: until one is chosen it is
    /// not wrong, but unfinished.
    Observed<Boolean> offering() {
        return offering;
    }

    /// Says at the right how many there are.
    void found(String words) {
        found.setText(words);
    }

    /// Marks what was typed as not understood.
    void wrong(boolean now) {
        field.putClientProperty(
                FlatClientProperties.OUTLINE, now ? FlatClientProperties.OUTLINE_WARNING : null);
    }

    private void edited() {
        if (!setting) {
            query.set(field.getText().strip());
            EventQueue.invokeLater(() -> ask(false)); // the caret has moved then
        }
    }

    private void search() {
        query.set(field.getText().strip());
    }

    private void popup() {
        list.setName("library-offers");
        list.setFocusable(false);
        list.setFixedCellHeight(ROW);
        list.setCellRenderer(new ItemRenderer<Completion>(QueryField::words));
        list.addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mouseClicked(MouseEvent event) {
                        take();
                    }
                });
        var scroll = new JScrollPane(list);
        scroll.setBorder(null);
        popup.setFocusable(false);
        // It is in no window while it does not show: no change of the theme finds it there.
        field.addPropertyChangeListener("UI", event -> SwingUtilities.updateComponentTreeUI(popup));
        popup.add(scroll);
        popup.addPopupMenuListener(
                new PopupMenuListener() {
                    @Override
                    public void popupMenuWillBecomeVisible(PopupMenuEvent event) {
                        offering.set(true);
                    }

                    @Override
                    public void popupMenuWillBecomeInvisible(PopupMenuEvent event) {
                        offering.set(false);
                    }

                    @Override
                    public void popupMenuCanceled(PopupMenuEvent event) {
                        offering.set(false);
                    }
                });
    }

    private static String words(Completion offer) {
        var count = offer.count().map(it -> "   " + String.format(Locale.ROOT, "%,d", it));
        return offer.label() + count.orElse("");
    }

    private void keys() {
        key("DOWN", this::isOpen, () -> move(1));
        key("UP", this::isOpen, () -> move(-1));
        key("ENTER", () -> true, this::enter);
        key("ESCAPE", () -> isOpen() || !field.getText().isEmpty(), this::leave);
        key("ctrl SPACE", () -> true, () -> ask(true));
        field.setFocusTraversalKeysEnabled(false);
        key(
                "TAB",
                () -> true,
                () -> {
                    if (isOpen()) {
                        take();
                    } else {
                        field.transferFocus();
                    }
                });
        key("shift TAB", () -> true, field::transferFocusBackward);
    }

    private void key(String stroke, BooleanSupplier when, Runnable action) {
        Keys.on(field, JComponent.WHEN_FOCUSED, KeyStroke.getKeyStroke(stroke), when, action);
    }

    private boolean isOpen() {
        return popup.isVisible();
    }

    private void enter() {
        if (isOpen() && list.getSelectedIndex() >= 0) {
            take();
        } else {
            popup.setVisible(false);
            search();
        }
    }

    /// Closes the list, or else forgets the search.
    private void leave() {
        if (isOpen()) {
            popup.setVisible(false);
        } else {
            field.setText("");
            search();
        }
    }

    private void move(int by) {
        int next = Math.clamp(list.getSelectedIndex() + (long) by, 0, offers.size() - 1);
        list.setSelectedIndex(next);
        list.ensureIndexIsVisible(next);
    }

    /// @param asked also where no word has begun
    private void ask(boolean asked) {
        var text = field.getText();
        int lead = text.length() - text.stripLeading().length();
        int caret = field.getCaretPosition() - lead;
        if (field.isFocusOwner() && caret >= 0) {
            suggest.at(
                    Math.min(caret, query.get().length()),
                    all -> {
                        if (text.equals(field.getText()) && field.isFocusOwner()) {
                            offer(all, lead, asked);
                        }
                    });
        }
    }

    private void offer(List<Completion> all, int lead, boolean asked) {
        shift = lead;
        boolean begun =
                all.stream().anyMatch(it -> it.to() > it.from() || isAfterKey(lead + it.from()));
        boolean done = all.size() == 1 && isTyped(all.getFirst());
        offers.clear();
        all.forEach(offers::addElement);
        popup.setVisible(false);
        if (all.isEmpty() || done || !(asked || begun)) {
            return;
        }
        list.clearSelection();
        list.setVisibleRowCount(Math.min(ROWS, all.size()));
        popup.pack();
        int x = 8;
        try {
            x = (int) field.modelToView2D(lead + all.getFirst().from()).getX();
        } catch (BadLocationException e) {
            x = 8; // the text has changed meanwhile
        }
        popup.show(field, x, field.getHeight() + 2);
        field.requestFocusInWindow();
    }

    /// Whether a key ends here, so that its values are wanted.
    private boolean isAfterKey(int at) {
        var text = field.getText();
        return at > 0 && at <= text.length() && text.charAt(at - 1) == ':';
    }

    private boolean isTyped(Completion offer) {
        var text = field.getText();
        int to = Math.min(shift + offer.to(), text.length());
        return text.substring(Math.min(shift + offer.from(), to), to).equals(offer.text());
    }

    private void take() {
        var chosen = list.getSelectedValue();
        if (chosen == null && !offers.isEmpty()) {
            chosen = offers.get(0);
        }
        popup.setVisible(false);
        if (chosen == null) {
            return;
        }
        setting = true;
        var text = field.getText();
        int to = Math.min(shift + chosen.to(), text.length());
        int from = Math.min(shift + chosen.from(), to);
        boolean key = chosen.text().endsWith(":");
        var end = key || (to < text.length() && text.charAt(to) == ' ') ? "" : " ";
        field.setText(text.substring(0, from) + chosen.text() + end + text.substring(to));
        field.setCaretPosition(from + chosen.text().length() + end.length());
        setting = false;
        if (key) {
            query.set(field.getText().strip());
            ask(true);
        } else {
            search();
        }
    }
}
