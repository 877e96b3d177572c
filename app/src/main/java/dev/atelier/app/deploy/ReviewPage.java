package dev.atelier.app.deploy;

import dev.atelier.app.connect.PermissionRows;
import dev.atelier.app.deploy.Steps.Step;
import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NumberField;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.cloud.deploy.Diff;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import javax.swing.JComponent;

/// What will be created, what it costs, and what it changes in a service that is there.
final class ReviewPage {
    private static final int WIDTH = 460;
    private static final int MOST = 60;
    private static final int VALUE = 60;

    private final Messages messages = Messages.of(ReviewPage.class);
    private final ThemedPanel page =
            ThemedPanel.clear("insets 20 24 20 24,wrap 1,hidemode 3", "[grow,fill]", "");
    private final ThemedPanel changes = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final Label money = Label.body("");
    private final Label each = Label.small("");
    private final Sentence beside = new Sentence("", WIDTH);
    private final Sentence storage = new Sentence(messages.text("review.storage"), WIDTH);

    /// Where it leads, and what others know.
    ///
    /// @param go leads back to a step
    /// @param machine what is known of a type of machine
    record Dependencies(Consumer<Step> go, Function<String, String> machine) {}

    /// @param idle minutes after which it is stopped, as they are now
    /// @param say is called with other minutes
    ReviewPage(DeployModel model, int idle, IntConsumer say, Dependencies dependencies) {
        page.add(new Label(messages.text("step.REVIEW"), TextStyle.TITLE, "text"), "h 28!");
        page.add(new Sentence(messages.text("about.REVIEW"), WIDTH), "wmin 0,gapbottom 12");
        page.add(
                new ReviewFacts(model, dependencies.go(), dependencies.machine()).component(),
                "wmin 0");
        page.add(Label.strong(messages.text("review.cost")), "h 24!,gaptop 16");
        page.add(money, "wmin 0");
        page.add(each, "wmin 0");
        page.add(beside, "wmin 0");
        page.add(storage, "wmin 0");
        page.add(lease(idle, say), "wmin 0,gaptop 4");
        page.add(changes, "wmin 0,gaptop 16");
        page.add(Label.strong(messages.text("review.permissions")), "h 24!,gaptop 16");
        page.add(new PermissionRows(model.permissions().check()).component(), "wmin 0");
        page.addHierarchyListener(event -> {
            if (page.isShowing()) {
                model.permissions().ask();
            }
        });
        model.price()
                .bind(_ -> {
                    storage.setVisible(!PriceWords.isFree(model));
                    money.setText(PriceWords.hour(model, messages));
                    PriceWords.each(model, messages, each);
                });
        model.beside().bind(it -> tell(it, PriceWords.isFree(model)));
        model.compared().bind(this::compare);
    }

    JComponent component() {
        return page;
    }

    private void tell(DeployModel.Beside now, boolean free) {
        beside.setVisible(!free && !now.names().isEmpty());
        var names = String.join(", ", now.names());
        beside.setText(
                now.together()
                        .map(it -> messages.text("review.together", names, Money.hour(it)))
                        .orElse(messages.text("review.beside", names)));
    }

    private JComponent lease(int idle, IntConsumer say) {
        var row = ThemedPanel.clear("", "[]8[64!]8[grow,fill]", "[28!]");
        row.add(Label.body(messages.text("review.idle")));
        var legal = new NumberField.Limits(0, 1440, 5, true);
        var field =
                new NumberField(
                        messages.text("review.idle"),
                        legal,
                        minutes -> say.accept((int) Math.round(minutes)));
        field.show((double) idle);
        field.component().setName("deploy-idle");
        row.add(field.component(), "h 28!");
        row.add(Label.small(messages.text("review.idle.help")), "wmin 0");
        return row;
    }

    private void compare(Optional<DeployModel.Compared> compared) {
        changes.removeAll();
        compared.ifPresent(it -> {
            var title =
                    it.diff().isEmpty()
                            ? messages.text("diff.same", it.other().name())
                            : messages.text(
                                    "diff.title",
                                    it.other().name(),
                                    it.other().status(),
                                    it.diff().changes().size());
            changes.add(new Sentence(title, WIDTH), "wmin 0,gapbottom 4");
            it.diff().changes().stream().limit(MOST).forEach(this::change);
        });
        changes.revalidate();
        changes.repaint();
    }

    private void change(Diff.Change change) {
        changes.add(
                new Label(change.path(), TextStyle.CODE, "text.secondary"),
                "h 22!,wmin 0,gaptop 4");
        var row = ThemedPanel.clear("", "[grow,fill,sg v]8[grow,fill,sg v]", "[28!]");
        row.add(
                cell(
                        "error.soft",
                        change.added() ? messages.text("diff.unset") : "− " + change.before()),
                "wmin 0");
        row.add(
                cell(
                        "ok.soft",
                        change.removed() ? messages.text("diff.unset") : "+ " + change.after()),
                "wmin 0");
        changes.add(row, "wmin 0");
    }

    private static JComponent cell(String ground, String words) {
        var cell = ThemedPanel.block(ground, 6, "insets 0 8 0 8", "[grow,fill]");
        var cut = words.length() > VALUE ? words.substring(0, VALUE) + "…" : words;
        var label = new Label(cut, TextStyle.CODE, "text");
        label.setToolTipText(words);
        cell.add(label, "wmin 0,h 28!");
        return cell;
    }
}
