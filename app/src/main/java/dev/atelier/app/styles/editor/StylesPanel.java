package dev.atelier.app.styles.editor;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.prompt.PromptEditor;
import dev.atelier.app.prompt.Vocabulary;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.NamePopover;
import dev.atelier.app.ui.popover.NamePopover.Verdict;
import java.awt.EventQueue;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JTextField;
import javax.swing.Timer;

/// All styles at the left, the words of one at the right.
final class StylesPanel {
    private static final int KEEP_MILLIS = 800;

    private final Messages messages = Messages.of(StylesPanel.class);
    private final ThemedPanel panel =
            ThemedPanel.ground("bg.window", "", "[224!,fill]0[grow,fill]", "[grow,fill]");
    private final ThemedPanel editor =
            ThemedPanel.clear(
                    "insets 16 24 12 24,wrap 1",
                    "[grow,fill]",
                    "[20!]4[32!]12[20!]4[grow 60,fill]12[20!]4[grow 40,fill]8[]");
    private final StylesModel styles;
    private final StyleEditModel edit;
    private final JTextField name = new JTextField();
    private final Label against = Label.small("");
    private final Notice notice = new Notice();
    private final Timer keep;
    private final ListPane list;

    /// Takes the keyboard to the words of a style.
    private Runnable begin = () -> {};

    private final Consumer<Path> moved;

    /// @param moved is called with another file that was chosen
    StylesPanel(StylesModel styles, Observed<Vocabulary> known, Consumer<Path> moved) {
        this.styles = styles;
        this.moved = moved;
        edit = new StyleEditModel(styles);
        keep = new Timer(KEEP_MILLIS, event -> edit.commit());
        keep.setRepeats(false);
        list =
                new ListPane(
                        new ListPane.Words(
                                messages.text("styles.title"),
                                messages.text("styles.add"),
                                messages.text("styles.remove")),
                        style -> "",
                        new ListPane.Verbs(
                                chosen -> edit.select(Optional.of(chosen)),
                                this::add,
                                edit::remove));
        var nothing = nothing();
        list.layOut(panel, editor, nothing, foot());
        fill(known);
        edit.selected()
                .bind(now -> {
                    editor.setVisible(now.isPresent());
                    nothing.setVisible(now.isEmpty());
                    list.show(styles.styles().get().names(), now);
                });
        styles.styles().onChange(now -> list.show(now.names(), edit.selected().get()));
        styles.removed().bind(now -> showNotice());
        styles.problem().bind(why -> showNotice());
    }

    JComponent component() {
        return panel;
    }

    void focus() {
        list.focus();
    }

    /// Keeps what is typed.
    void commit() {
        edit.commit();
    }

    private void fill(Observed<Vocabulary> known) {
        var head = ThemedPanel.clear("", "[]push[0::]", "[20!]");
        head.add(Label.field(messages.text("styles.name")));
        head.add(against, "wmin 0");
        against.color("warn");
        editor.add(head);
        name.setName("style-name");
        name.getAccessibleContext().setAccessibleName(messages.text("styles.name"));
        edit.name()
                .bind(now -> {
                    if (!now.equals(name.getText())) {
                        name.setText(now);
                    }
                });
        name.getDocument().addDocumentListener(new OnEdit(() -> edit.name().set(name.getText())));
        name.addActionListener(event -> edit.commit());
        committing(name);
        edit.verdict()
                .bind(now -> {
                    name.putClientProperty(
                            "JComponent.outline", now == StylesModel.Name.FREE ? null : "error");
                    against.setText(
                            switch (now) {
                                case FREE -> "";
                                case TAKEN -> messages.text("styles.name.taken");
                                case NONE -> messages.text("styles.no-name");
                            });
                });
        editor.add(name, "h 32!,wmin 0");
        words("styles.prompt", edit.prompt(), known);
        words("styles.negative", edit.negative(), known);
        editor.add(Label.small(messages.text("styles.rule")), "wmin 0");
    }

    private void words(String key, Value<String> text, Observed<Vocabulary> known) {
        editor.add(Label.field(messages.text(key)));
        var area = new PromptEditor(messages.text(key), text, known);
        text.onChange(now -> keep.restart());
        area.area().setName(key.replace("styles.", "style-"));
        if (key.equals("styles.prompt")) {
            begin = area.area()::requestFocusInWindow;
        }
        committing(area.area());
        editor.add(area.component(), "wmin 0,hmin 60");
    }

    private void committing(JComponent field) {
        field.addFocusListener(
                new FocusAdapter() {
                    @Override
                    public void focusLost(FocusEvent event) {
                        edit.commit();
                    }
                });
    }

    private JComponent foot() {
        var foot = ThemedPanel.clear("wrap 1,gap 8", "[grow,fill]", "");
        foot.add(notice.component(), "wmin 0");
        foot.add(place(), "wmin 0");
        return foot;
    }

    /// Where the file is, and the way to another one.
    private JComponent place() {
        var line = ThemedPanel.clear("", "[0::,grow,fill]8[]", "[28!]");
        var where = Label.small("");
        styles.file()
                .bind(file -> {
                    where.setText(file.toString());
                    where.setToolTipText(file.toString());
                });
        line.add(where, "wmin 0");
        var other = Buttons.quiet(messages.text("styles.other-file"), this::choose);
        other.setName("other-file");
        line.add(other, "h 28!");
        return line;
    }

    private void choose() {
        var chooser = new FileChooser(styles.file().get().toFile());
        chooser.setDialogTitle(messages.text("styles.other-file"));
        if (chooser.showOpenDialog(panel) == JFileChooser.APPROVE_OPTION) {
            edit.commit();
            var file = chooser.getSelectedFile().toPath().toAbsolutePath();
            styles.use(file);
            moved.accept(file);
        }
    }

    private JComponent nothing() {
        var empty = ThemedPanel.clear("wrap 1,align center center,gap 8", "[center]", "");
        var what = Label.strong("");
        styles.problem()
                .bind(why ->
                        what.setText(
                                messages.text(
                                        why.isPresent() ? "styles.left-alone" : "styles.none")));
        empty.add(what);
        empty.add(Label.small(messages.text("styles.empty")));
        var add = Buttons.secondary(messages.text("styles.add"), () -> {});
        add.setName("new-style");
        add.addActionListener(event -> add(add));
        styles.problem().bind(why -> add.setVisible(why.isEmpty()));
        empty.add(add, "h 32!");
        return empty;
    }

    private void add(JComponent below) {
        var verb = messages.text("styles.add.verb");
        new NamePopover(
                        messages.text("styles.add"),
                        typed ->
                                switch (styles.name(typed)) {
                                    case FREE -> Verdict.good("", verb);
                                    case TAKEN ->
                                            Verdict.bad(messages.text("styles.name.taken"), verb);
                                    case NONE ->
                                            Verdict.bad(
                                                    typed.isEmpty()
                                                            ? ""
                                                            : messages.text("styles.no-name"),
                                                    verb);
                                },
                        typed -> {
                            edit.create(typed);
                            EventQueue.invokeLater(begin); // after the question gave it back
                        })
                .show(below);
    }

    private void showNotice() {
        var problem = StylesRow.sentence(messages, styles);
        var removed = styles.removed().get();
        if (problem.isPresent()) {
            notice.say(
                    "warning",
                    "warn",
                    problem.get(),
                    List.of(new Notice.Verb(messages.text("styles.again"), styles::refresh)));
        } else if (removed.isPresent()) {
            notice.say(
                    "trash",
                    "text.secondary",
                    messages.text("styles.removed", removed.get().name()),
                    List.of(new Notice.Verb(messages.text("words.undo"), styles::undo)));
        } else {
            notice.hide();
        }
    }
}
