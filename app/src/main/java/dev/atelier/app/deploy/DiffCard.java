package dev.atelier.app.deploy;

import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Pill;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.cloud.deploy.Diff;
import dev.atelier.cloud.deploy.ServiceConfig;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// The draft against a service that is there: each value of both, and what a change means. Where
/// there is no service, the values that are sent.
final class DiffCard {
    private static final int WIDTH = 400;
    private static final int MOST = 80;
    private static final int LONG = 22;

    /// Names stand beside the values from here on, else above them.
    private static final int ROOMY = 620;

    private final Messages messages = Messages.of(DiffCard.class);
    private final DeployModel model;
    private final ThemedPanel card =
            ThemedPanel.block(
                    "bg.panel", 10, "insets 10 20 16 20,wrap 1,hidemode 3", "[grow,fill]");
    private final Label title = Label.strong("");
    private final Label counts = Label.small("");
    private final Sentence verdict = new Sentence("", WIDTH);
    private final ThemedPanel rows = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final Value<Which> which = Value.of(Which.CHANGED);
    private final JComponent choice;
    private boolean roomy;

    /// Which values show.
    enum Which {
        CHANGED,
        ALL
    }

    /// @param say shows a note
    DiffCard(DeployModel model, Consumer<String> say) {
        this.model = model;
        choice =
                Segment.following(
                        "deploy-diff",
                        List.of(Which.values()),
                        it -> messages.text("diff." + it),
                        which);
        var copy =
                Buttons.icon(
                        "copy",
                        messages.text("diff.copy"),
                        () -> {
                            Toolkit.getDefaultToolkit()
                                    .getSystemClipboard()
                                    .setContents(new StringSelection(text()), null);
                            say.accept(messages.text("diff.copied"));
                        });
        copy.setName("deploy-diff-copy");
        var head = ThemedPanel.clear("hidemode 3", "[18!]8[grow,fill]8[]8[26!]", "[32!]");
        head.add(new JLabel(Icons.of("difference", 18, "text.secondary")));
        head.add(title, "wmin 0");
        head.add(choice);
        head.add(copy, "h 26!");
        card.add(head, "wmin 0");
        card.add(verdict, "wmin 0,gaptop 2");
        card.add(counts, "wmin 0,gaptop 4,gapbottom 8");
        card.add(rows, "wmin 0");
        card.setName("deploy-diff");
        card.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        if (roomy != card.getWidth() >= ROOMY) {
                            fill();
                        }
                    }
                });
        which.onChange(_ -> fill());
        model.compared().bind(_ -> fill());
        model.reading().onChange(_ -> fill());
        model.costs().onChange(_ -> fill());
    }

    JComponent component() {
        return card;
    }

    private Consequences consequences() {
        return new Consequences(
                model.costs().get().prices()::of,
                model.offers().get()::machine,
                PriceWords.isFree(model));
    }

    private void fill() {
        roomy = card.getWidth() >= ROOMY;
        rows.removeAll();
        var compared = model.compared().get();
        choice.setVisible(compared.isPresent());
        compared.ifPresentOrElse(this::compare, this::list);
        card.revalidate();
        card.repaint();
    }

    /// The values of the draft alone.
    private void list() {
        var all =
                model.reading()
                        .get()
                        .config()
                        .map(it -> Diff.between(it, it).same())
                        .orElse(List.of());
        title.setText(messages.text("diff.sent"));
        counts.setText(messages.text("diff.values", all.size()));
        verdict.setText(messages.text("diff.nothing"));
        all.stream().limit(MOST).forEach(it -> same(it, ""));
    }

    private void compare(DeployModel.Compared it) {
        var diff = it.diff();
        long added = diff.changes().stream().filter(Diff.Change::added).count();
        title.setText(
                messages.text(
                        it.other().isRunning() ? "diff.against.running" : "diff.against",
                        it.other().name()));
        counts.setText(
                messages.text(
                        "diff.counts", diff.changes().size() - added, added, diff.same().size()));
        counts.setToolTipText(counts.getText());
        verdict.setText(
                diff.isEmpty()
                        ? messages.text("diff.same", it.other().name())
                        : consequences().ofAll(it));
        if (!diff.isEmpty() || which.get() == Which.ALL) {
            rows.add(names(it), "wmin 0,gapbottom 4");
        }
        diff.changes().stream().limit(MOST).forEach(change -> change(change, it));
        if (which.get() == Which.ALL) {
            diff.same().stream().limit(MOST).forEach(same -> same(same, same.before()));
        }
    }

    private ThemedPanel row() {
        return roomy
                ? ThemedPanel.clear("wrap 3", "[176!]16[grow,fill,sg v]16[grow,fill,sg v]", "")
                : ThemedPanel.clear("wrap 2", "[grow,fill,sg v]12[grow,fill,sg v]", "");
    }

    private JComponent names(DeployModel.Compared it) {
        var row = row();
        if (roomy) {
            row.add(new Label(messages.text("diff.field"), TextStyle.PILL, "text.tertiary"));
        }
        var status = it.other().name() + ", " + it.other().status();
        var draft = messages.text(it.isChange() ? "diff.changed" : "diff.new", it.after().name());
        row.add(new Label(status, TextStyle.PILL, "text.tertiary"), "wmin 0");
        row.add(new Label(draft, TextStyle.PILL, "text.tertiary"), "wmin 0");
        return row;
    }

    private ThemedPanel named(String place) {
        var row = row();
        row.setName("diff:" + place);
        // The end of a long place says more than its begin.
        var end = "…" + place.substring(place.lastIndexOf('.') + 1);
        var name = new Label(place.length() > LONG ? end : place, TextStyle.CODE, "text.secondary");
        name.setToolTipText(place);
        row.add(name, "wmin 0,h 28!" + (roomy ? "" : ",span 2,h 22!"));
        return row;
    }

    private void change(Diff.Change change, DeployModel.Compared compared) {
        var row = named(change.place());
        var before = Consequences.plain(change.before());
        var after = Consequences.plain(change.after());
        var cut = Cut.of(before, after);
        row.add(cell(change.added() ? "" : "error", cut.before(), before), "h 28!,wmin 0");
        row.add(cell(change.removed() ? "" : "ok", cut.after(), after), "h 28!,wmin 0");
        var meaning = ThemedPanel.clear("hidemode 3", "[grow,fill]8[]", "");
        var words = new Sentence(consequences().of(change, compared), WIDTH);
        words.setName("deploy-consequence");
        meaning.add(words, "wmin 0");
        var pill = new Pill();
        if (compared.isChange() && Consequences.startsAnew(change)) {
            pill.say(messages.text("diff.anew"), "warn", "warn.soft", "");
        }
        meaning.add(pill, "aligny top,wmin pref");
        row.add(meaning, (roomy ? "skip 1," : "") + "span 2,wmin 0,gaptop 2");
        rows.add(row, "wmin 0,gapbottom 8");
    }

    /// @param before empty where there is nothing to compare with
    private void same(Diff.Change value, String before) {
        var row = named(value.place());
        var words = Consequences.plain(value.after());
        if (!before.isEmpty()) {
            row.add(cell("same", words, words), "h 28!,wmin 0");
        }
        row.add(cell("same", words, words), "h 28!,wmin 0" + (before.isEmpty() ? ",span 2" : ""));
        rows.add(row, "wmin 0,gapbottom 4");
    }

    /// @param kind `error` for what goes, `ok` for what comes, `same`, or empty for nothing
    private JComponent cell(String kind, String words, String whole) {
        boolean changes = kind.equals("error") || kind.equals("ok");
        var cell =
                ThemedPanel.block(
                        changes ? kind + ".soft" : kind.isEmpty() ? "" : "bg.well",
                        6,
                        "insets 0 8 0 8",
                        changes ? "[10!]6[grow,fill]" : "[grow,fill]");
        if (changes) {
            cell.add(new Label(kind.equals("ok") ? "+" : "−", TextStyle.CODE, kind));
        }
        var text = kind.isEmpty() ? messages.text("diff.unset") : words;
        var label = new Label(text, TextStyle.CODE, kind.isEmpty() ? "text.tertiary" : "text");
        label.setToolTipText(whole.isEmpty() ? null : whole);
        label.setName("diff-value");
        cell.add(label, "wmin 0,h 28!");
        return cell;
    }

    /// What shows, for a mail or a ticket.
    private String text() {
        var lines = new ArrayList<String>();
        var compared = model.compared().get();
        if (compared.isEmpty()) {
            return model.reading().get().config().map(ServiceConfig::toJson).orElse("");
        }
        lines.add(title.getText());
        for (var change : compared.get().diff().changes()) {
            lines.add(change.toString());
            lines.add("  " + consequences().of(change, compared.get()));
        }
        return String.join("\n", lines);
    }

    /// Two long values without what both have: the options of a command, the begin of a path.
    record Cut(String before, String after) {
        private static final int SHORT = 24;

        static Cut of(String before, String after) {
            if (Math.max(before.length(), after.length()) <= SHORT) {
                return new Cut(before, after);
            }
            var old = options(before);
            var now = options(after);
            if (old.size() > 1 && now.size() > 1) {
                return new Cut(without(old, now), without(now, old));
            }
            int at = 0;
            int begin = 0; // of the part that differs
            while (at < Math.min(before.length(), after.length())
                    && before.charAt(at) == after.charAt(at)) {
                at++;
                begin = " /:".indexOf(before.charAt(at - 1)) >= 0 ? at : begin;
            }
            return begin == 0
                    ? new Cut(before, after)
                    : new Cut("…" + before.substring(begin), "…" + after.substring(begin));
        }

        private static List<String> options(String command) {
            return List.of(command.split(" (?=--)"));
        }

        private static String without(List<String> options, List<String> others) {
            var own = options.stream().filter(it -> !others.contains(it)).toList();
            return "…" + String.join(" ", own);
        }
    }
}
