package dev.atelier.app.library.view;

import dev.atelier.app.library.LibraryCloud;
import dev.atelier.app.library.TrashModel;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.PopupListener;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.CardLayout;
import java.awt.KeyboardFocusManager;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

/// The page of what was thrown away in OSS, from where it can be put back. Event thread.
final class TrashPane {
    private static final String LIST = "list";
    private static final String EMPTY = "empty";

    private final Messages messages = Messages.of(TrashPane.class);
    private final TrashModel model;
    private final Verbs verbs;
    private final TrashRows rows;
    private final PictureGrid list;
    private final JButton restore;
    private final JButton empty;
    private final JButton back;
    private final Label count = new Label("", TextStyle.BODY, "text.secondary");
    private final Label words = Label.body("");
    private final ThemedPanel banner =
            ThemedPanel.block("warn.soft", 8, "insets 0 12 0 4,gap 8", "[18!][grow,fill][]");
    private final CardLayout cards = new CardLayout();
    private final JPanel middle = new JPanel(cards);
    private final Label none = new Label("", TextStyle.HEADING, "text");

    /// @param back to the pictures
    /// @param restore puts these back
    /// @param empty deletes these for good
    record Verbs(
            Runnable back,
            Consumer<List<LibraryCloud.Trashed>> restore,
            Consumer<List<LibraryCloud.Trashed>> empty) {}

    TrashPane(TrashModel model, EntryFiles files, Tasks tasks, Verbs verbs) {
        this.model = model;
        this.verbs = verbs;
        rows = new TrashRows(model, files);
        list = new PictureGrid(rows, tasks, Value.of(PictureGrid.LEAST));
        back = Buttons.icon("left", messages.text("trash.back"), verbs.back);
        restore = Buttons.secondary(messages.text("trash.restore"), this::restore);
        empty = Buttons.secondary(messages.text("trash.empty"), this::empty);
    }

    JComponent build() {
        var page =
                ThemedPanel.ground(
                        "bg.window",
                        "insets 10 16 0 8,wrap 1,hidemode 3",
                        "[grow,fill]",
                        "[32!]8[]8[grow,fill]");
        page.setName("library-trash-page");
        // Rows by number: a hidden banner would give its row to the pictures, which has no room.
        page.add(head(), "cell 0 0");
        page.add(banner(), "cell 0 1,h 36!,wmin 0");
        page.add(pictures(), "cell 0 2,wmin 0,hmin 0");
        Keys.on(
                page,
                JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT,
                KeyStroke.getKeyStroke("ESCAPE"),
                () -> true,
                verbs.back);
        model.pictures()
                .bind(now -> {
                    list.reshow(true);
                    settle();
                });
        model.problem().bind(now -> settle());
        model.loading().onChange(now -> settle());
        list.selection().changes().bind(now -> restore.setEnabled(list.selection().size() > 0));
        return page;
    }

    private JComponent head() {
        var head = ThemedPanel.clear("gap 8", "[28!][]8[grow,fill][][]", "[32!]");
        back.setName("trash-back");
        restore.setName("trash-restore");
        restore.setIcon(Icons.of("undo", 16, "text.secondary"));
        head.add(back, "h 26!");
        head.add(new Label(messages.text("trash.title"), TextStyle.HEADING, "text"));
        head.add(count, "wmin 0");
        empty.setName("trash-delete");
        empty.setIcon(Icons.of("trash", 16, "text.secondary"));
        head.add(empty, "h 32!");
        head.add(restore, "h 32!");
        return head;
    }

    private JComponent banner() {
        banner.setName("trash-notice");
        var retry = Buttons.quiet(messages.text("notice.retry"), model::load);
        retry.setName("trash-retry");
        banner.add(new JLabel(Icons.of("warning", 18, "warn")));
        banner.add(words, "wmin 0,h 36!");
        banner.add(retry, "h 28!");
        return banner;
    }

    private JComponent pictures() {
        list.setName("trash-list");
        list.start(messages.text("trash.title"));
        list.verbs(new PictureGrid.Verbs(row -> {}, row -> {}, (row, verb) -> {}));
        var columns = TrashRows.columns(messages);
        list.list(Optional.of(columns));
        var titles =
                new ListHead(columns, new ListHead.Sorting(Set.of(), Optional::empty, key -> {}));
        titles.start(messages.text("list.head"));
        var scroll = list.scrolling();
        scroll.setColumnHeaderView(titles);
        menu();
        var empty =
                ThemedPanel.ground(
                        "bg.window",
                        "wrap 1,insets 0",
                        "push[pref!,center]push",
                        "push[20!]12[]push");
        none.setName("trash-empty");
        empty.add(new JLabel(Icons.of("trash", 20, "text.tertiary")));
        empty.add(none);
        middle.setOpaque(false);
        middle.add(scroll, LIST);
        middle.add(empty, EMPTY);
        return middle;
    }

    private void menu() {
        list.addMouseListener(new PopupListener(event -> open(event.getX(), event.getY())));
        for (var stroke : List.of("shift F10", "CONTEXT_MENU")) {
            list.key(
                    stroke, () -> open(list.getVisibleRect().x + 40, list.getVisibleRect().y + 40));
        }
        list.key("R", this::restore);
        list.key("DELETE", () -> verbs.empty.accept(chosen()));
    }

    /// What can be done with those that are chosen.
    private void open(int x, int y) {
        if (list.selection().size() == 0) {
            return;
        }
        var menu = new JPopupMenu();
        menu.setName("trash-menu");
        item(menu, "trash.restore", "R", this::restore);
        item(menu, "trash.delete", "DELETE", () -> verbs.empty.accept(chosen()));
        menu.show(list, x, y);
    }

    private void item(JPopupMenu menu, String key, String stroke, Runnable action) {
        var item = new JMenuItem(messages.text(key));
        item.setName(key.replace("trash.", "trash-menu-"));
        item.setAccelerator(KeyStroke.getKeyStroke(stroke));
        item.addActionListener(event -> action.run());
        menu.add(item);
    }

    private List<LibraryCloud.Trashed> chosen() {
        return list.selection().chosen().stream().map(rows::at).toList();
    }

    private void restore() {
        focus(); // the button cannot be pressed again
        verbs.restore.accept(chosen());
    }

    private void empty() {
        focus();
        verbs.empty.accept(model.pictures().get());
    }

    private void settle() {
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        int many = rows.count();
        var problem = model.problem().get();
        problem.ifPresent(it -> {
            words.setText(it.in(language));
            words.setToolTipText(words.getText());
        });
        banner.setVisible(problem.isPresent());
        empty.setEnabled(many > 0 && !model.loading().get());
        long bytes = model.pictures().get().stream().mapToLong(LibraryCloud.Trashed::bytes).sum();
        count.setText(many == 0 ? "" : messages.text("trash.count", many, DetailsPane.size(bytes)));
        none.setText(
                messages.text(
                        model.isKnown()
                                ? "trash.none"
                                : model.loading().get() ? "trash.reading" : "trash.unknown"));
        var owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
        var page = middle.getParent();
        if (many == 0 && (owner == null || SwingUtilities.isDescendingFrom(owner, page))) {
            back.requestFocusInWindow(); // the page keeps the keyboard
        }
        cards.show(middle, many == 0 ? EMPTY : LIST);
        if (banner.getParent() != null) {
            banner.getParent().revalidate();
        }
    }

    void focus() {
        (rows.count() == 0 ? back : list).requestFocusInWindow();
    }
}
