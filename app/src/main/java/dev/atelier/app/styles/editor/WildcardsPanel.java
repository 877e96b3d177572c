package dev.atelier.app.styles.editor;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.prompt.PromptEditor;
import dev.atelier.app.prompt.Vocabulary;
import dev.atelier.app.styles.Wildcards;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.NamePopover;
import dev.atelier.app.ui.popover.NamePopover.Verdict;
import java.awt.EventQueue;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.Timer;

/// All wildcards at the left, the lines of one at the right, and below them what it gives.
final class WildcardsPanel {
    private static final int KEEP_MILLIS = 800;

    /// Takes the keyboard to the lines of a list.
    private Runnable begin = () -> {};

    private final Messages messages = Messages.of(WildcardsPanel.class);
    private final ThemedPanel panel =
            ThemedPanel.ground("bg.window", "", "[224!,fill]0[grow,fill]", "[grow,fill]");
    private final ThemedPanel editor =
            ThemedPanel.clear(
                    "insets 16 24 12 24,wrap 1", "[grow,fill]", "[28!]4[grow,fill]4[]12[28!]0[]");
    private final ThemedPanel draws = ThemedPanel.clear("wrap 1,gap 0", "[grow,fill]", "");
    private final WildcardsModel wildcards;
    private final Notice notice = new Notice();
    private final Timer keep;
    private final ListPane list;

    WildcardsPanel(WildcardsModel wildcards, Observed<Vocabulary> known) {
        this.wildcards = wildcards;
        keep = new Timer(KEEP_MILLIS, event -> wildcards.save());
        keep.setRepeats(false);
        list =
                new ListPane(
                        new ListPane.Words(
                                messages.text("wildcards.title"),
                                messages.text("wildcards.add"),
                                messages.text("wildcards.remove")),
                        this::count,
                        new ListPane.Verbs(wildcards::open, this::add, wildcards::remove));
        var nothing = nothing();
        list.layOut(panel, editor, nothing, foot());
        fill(known);
        Runnable show =
                () -> {
                    var opened = wildcards.opened().get();
                    editor.setVisible(opened.isPresent());
                    nothing.setVisible(opened.isEmpty());
                    list.show(wildcards.wildcards().get().names(), opened);
                };
        wildcards.opened().onChange(now -> show.run());
        wildcards.wildcards().onChange(now -> show.run());
        show.run();
        wildcards.wildcards().bind(now -> openFirst());
        wildcards.removed().onChange(now -> showNotice());
        wildcards.overtaken().onChange(now -> showNotice());
        wildcards.problem().onChange(now -> showNotice());
        wildcards.problems().onChange(now -> showNotice());
        showNotice();
    }

    JComponent component() {
        return panel;
    }

    void focus() {
        list.focus();
    }

    void commit() {
        wildcards.save();
    }

    private void openFirst() {
        if (wildcards.opened().get().isEmpty() && wildcards.removed().get().isEmpty()) {
            wildcards.wildcards().get().names().stream().findFirst().ifPresent(wildcards::open);
        }
    }

    /// Of the one that is edited, what is typed counts.
    private String count(String name) {
        if (wildcards.opened().get().equals(Optional.of(name))) {
            return String.valueOf(Wildcards.lines(wildcards.text().get()).size());
        }
        var lines = wildcards.wildcards().get().lists().get(name);
        return lines == null ? "" : String.valueOf(lines.size());
    }

    private void fill(Observed<Vocabulary> known) {
        var head = ThemedPanel.clear("", "[0::,grow,fill]8[]", "[28!]");
        var use = Label.strong("");
        wildcards.opened().bind(now -> use.setText(now.map(it -> "__" + it + "__").orElse("")));
        head.add(use, "wmin 0");
        var rename = Buttons.quiet(messages.text("wildcards.rename"), () -> {});
        rename.setName("rename-wildcard");
        rename.addActionListener(event -> rename(rename));
        head.add(rename, "h 28!");
        editor.add(head, "wmin 0");
        var area = new PromptEditor(messages.text("wildcards.lines"), wildcards.text(), known);
        area.area().setName("wildcard-lines");
        begin = area.area()::requestFocusInWindow;
        area.area()
                .addFocusListener(
                        new FocusAdapter() {
                            @Override
                            public void focusLost(FocusEvent event) {
                                wildcards.save();
                            }
                        });
        wildcards
                .text()
                .onChange(now -> {
                    keep.restart();
                    list.repaint();
                    draw();
                });
        editor.add(area.component(), "wmin 0,hmin 80");
        editor.add(Label.small(messages.text("wildcards.hint")), "wmin 0");
        var preview = ThemedPanel.clear("", "[]push[]", "[28!]");
        preview.add(Label.field(messages.text("wildcards.draws")));
        Runnable again =
                () -> {
                    wildcards.drawAgain();
                    draw();
                };
        var dice = Buttons.icon("dice", messages.text("wildcards.draw"), again);
        dice.setName("wildcard-draw");
        preview.add(dice, "h 28!");
        editor.add(preview);
        draws.setName("wildcard-draws");
        editor.add(draws, "wmin 0,h 110!");
        wildcards.wildcards().onChange(now -> draw());
        draw();
    }

    private JComponent foot() {
        var foot = ThemedPanel.clear("wrap 1,gap 8", "[grow,fill]", "");
        foot.add(notice.component(), "wmin 0");
        var where = Label.small(wildcards.root().toString());
        where.setToolTipText(wildcards.root().toString());
        foot.add(where, "wmin 0");
        return foot;
    }

    private void draw() {
        draws.removeAll();
        var all = wildcards.draws();
        for (var words : all) {
            var label = Label.body(words);
            label.setToolTipText(words);
            draws.add(label, "wmin 0,h 22!");
        }
        if (all.isEmpty()) {
            draws.add(Label.small(messages.text("wildcards.no-lines")), "wmin 0,h 22!");
        }
        draws.revalidate();
        draws.repaint();
    }

    private JComponent nothing() {
        var empty = ThemedPanel.clear("wrap 1,align center center,gap 8", "[center]", "");
        empty.add(Label.strong(messages.text("wildcards.none")));
        empty.add(Label.small(messages.text("wildcards.empty")));
        var add = Buttons.secondary(messages.text("wildcards.add"), () -> {});
        add.setName("new-wildcard");
        add.addActionListener(event -> add(add));
        empty.add(add, "h 32!");
        return empty;
    }

    private void add(JComponent below) {
        ask(
                below,
                "wildcards.add",
                "wildcards.add.verb",
                typed -> {
                    wildcards.create(typed);
                    EventQueue.invokeLater(begin); // after the question gave it back
                });
    }

    private void rename(JComponent below) {
        ask(below, "wildcards.rename", "wildcards.rename.verb", wildcards::rename);
    }

    private void ask(JComponent below, String title, String verb, Consumer<String> go) {
        var button = messages.text(verb);
        new NamePopover(
                        messages.text(title),
                        typed -> {
                            if (wildcards.isFree(typed)) {
                                return Verdict.good(
                                        messages.text("wildcards.name.hint", typed), button);
                            }
                            boolean taken = wildcards.wildcards().get().lists().containsKey(typed);
                            var why =
                                    messages.text(taken ? "wildcards.taken" : "wildcards.no-name");
                            return Verdict.bad(why, button);
                        },
                        go)
                .show(below);
    }

    private void showNotice() {
        var problem = wildcards.problem().get();
        var removed = wildcards.removed().get();
        if (problem.isPresent()) {
            var key = problem.get().kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
            notice.say(
                    "warning",
                    "warn",
                    messages.text("problem." + key, problem.get().name()),
                    List.of(new Notice.Verb(messages.text("words.ok"), wildcards::understood)));
        } else if (wildcards.overtaken().get()) {
            notice.say(
                    "warning",
                    "warn",
                    messages.text("wildcards.overtaken"),
                    List.of(
                            new Notice.Verb(
                                    messages.text("wildcards.theirs"), wildcards::takeTheirs),
                            new Notice.Verb(messages.text("wildcards.mine"), wildcards::keepMine)));
        } else if (removed.isPresent()) {
            notice.say(
                    "trash",
                    "text.secondary",
                    messages.text("wildcards.removed", removed.get().name()),
                    List.of(new Notice.Verb(messages.text("words.undo"), wildcards::undo)));
        } else {
            notice.hide();
        }
    }
}
