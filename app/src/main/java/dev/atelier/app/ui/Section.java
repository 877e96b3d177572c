package dev.atelier.app.ui;

import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;

/// A part of a form that folds away under its header.
public final class Section {
    private final JButton toggle = new JButton();
    private final String title;
    private final Label name;
    private final Label count = Label.small("");
    private final Label state = Label.small("");
    private final ThemedPanel header;
    private final JComponent body;
    private final Consumer<Boolean> onFold;
    private Optional<Runnable> filling = Optional.empty();

    /// @param onFold receives whether it is now open
    public Section(String title, JComponent body, boolean open, Consumer<Boolean> onFold) {
        this.title = title;
        this.body = body;
        this.onFold = onFold;
        body.putClientProperty(Section.class, this);
        toggle.putClientProperty(Section.class, this);
        header = ThemedPanel.clear("", "[16!]6[]8[]push[]0[]", "[32!]");
        toggle.putClientProperty("JButton.buttonType", "toolBarButton");
        toggle.putClientProperty(
                "FlatLaf.style", "toolbar.margin: 0,0,0,0; toolbar.spacingInsets: 0,0,0,0");
        toggle.getAccessibleContext().setAccessibleName(title);
        toggle.addActionListener(event -> fold(!body.isVisible()));
        header.add(toggle, "w 16!,h 24!");
        name = Label.strong(title);
        name.setHorizontalTextPosition(SwingConstants.LEADING);
        header.add(name);
        header.add(count);
        header.add(state);
        header.addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        fold(!body.isVisible());
                    }
                });
        show(open);
    }

    /// Opens every section that a component is in or belongs to, so that it can be seen.
    public static void unfoldAround(Component inside) {
        around(inside).forEach(Section::unfold);
    }

    /// The titles of the sections that a component is in, the innermost first.
    public static List<String> titlesAround(Component inside) {
        return around(inside).stream().map(section -> section.title).toList();
    }

    private static List<Section> around(Component inside) {
        var found = new ArrayList<Section>();
        for (Component at = inside; at != null; at = at.getParent()) {
            if (at instanceof JComponent part
                    && part.getClientProperty(Section.class) instanceof Section section) {
                found.add(section);
            }
        }
        return found;
    }

    private void unfold() {
        if (!body.isVisible()) {
            fold(true);
        }
    }

    public JComponent header() {
        return header;
    }

    /// Makes what is inside only when it is to be seen, or with [#fill]. Nothing is made twice.
    ///
    /// @param make adds the content to the body
    public void fillLater(Runnable make) {
        filling = Optional.of(make);
        if (isOpen()) {
            fill();
        }
    }

    /// Makes what is inside, unless that is done.
    public void fill() {
        var make = filling;
        filling = Optional.empty();
        make.ifPresent(Runnable::run);
    }

    /// In a word what is inside, shown at the right.
    public void state(String words) {
        state.setText(words);
    }

    /// A sign behind its title that something inside is wrong.
    ///
    /// @param token its colour, `warn` or `error`; empty for no sign
    /// @param words the tip
    public void mark(String token, String words) {
        var sign = token.equals("error") ? "error" : "warning";
        name.setIcon(token.isEmpty() ? null : Icons.of(sign, 14, token));
        name.setToolTipText(words.isEmpty() ? null : words);
    }

    /// How many things are inside, shown behind its title.
    public void count(String words) {
        count.setText(words);
    }

    /// The one thing that can be done with all of it, at the right of its header.
    public void action(JComponent button) {
        header.add(button, "w 28!,h 28!");
    }

    /// Whether what is inside is shown.
    public boolean isOpen() {
        return body.isVisible();
    }

    /// Shows what is inside.
    public void open() {
        unfold();
    }

    /// What tests find its button by.
    public void name(String name) {
        toggle.setName(name);
    }

    /// Whether that is what it folds away.
    public boolean folds(JComponent part) {
        return part.equals(body);
    }

    /// Unfolds it where `part` is inside.
    public void openAround(JComponent part) {
        if (SwingUtilities.isDescendingFrom(part, body) && !body.isVisible()) {
            fold(true);
        }
    }

    private void fold(boolean open) {
        show(open);
        onFold.accept(open);
        if (open) {
            EventQueue.invokeLater(this::reveal); // when it is laid out
        }
    }

    /// Scrolls to as much of it as there is room for, its header first.
    private void reveal() {
        body.scrollRectToVisible(new Rectangle(body.getSize()));
        header.scrollRectToVisible(new Rectangle(header.getSize()));
    }

    private void show(boolean open) {
        if (open) {
            fill();
        }
        body.setVisible(open);
        toggle.setIcon(Icons.of(open ? "chevron-down" : "chevron-right", 16, "text.tertiary"));
    }
}
