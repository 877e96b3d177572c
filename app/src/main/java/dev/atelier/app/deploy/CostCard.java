package dev.atelier.app.deploy;

import dev.atelier.app.queue.Durations;
import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Bar;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NumberField;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.IntConsumer;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.Timer;

/// What a draft's service will cost: an hour, a picture, when it stops by itself, and how much of
/// the limit is left.
final class CostCard {
    private static final int WIDTH = 240;
    private static final int MINUTE = 60_000;

    private final Messages messages = Messages.of(CostCard.class);
    private final DeployModel model;
    private final DeploymentModel deployment;
    private final ThemedPanel card =
            ThemedPanel.block(
                    "bg.panel", 10, "insets 12 20 16 20,wrap 1,hidemode 3", "[grow,fill]");
    private final Label date = Label.small("");
    private final Label hour = new Label("", TextStyle.TITLE, "text");
    private final Label each = new Label("", TextStyle.TITLE, "text");
    private final Label learned = Label.small("");
    private final Sentence beside = new Sentence("", WIDTH);
    private final JComponent runs = line("info", beside);
    private final JComponent storage;
    private final Sentence stops = new Sentence("", WIDTH);
    private final JComponent end = line("shield", stops);
    private final Timer clock = new Timer(MINUTE, event -> stops());
    private final ThemedPanel limit = ThemedPanel.clear("wrap 1", "[grow,fill]", "[20!]4[8!]");
    private final Label used = Label.small("");
    private final Bar bar = new Bar();

    /// @param deployment keeps when a service stops
    CostCard(DeployModel model, DeploymentModel deployment) {
        this.model = model;
        this.deployment = deployment;
        storage = line("storage", new Sentence(messages.text("review.storage"), WIDTH));
        var head = ThemedPanel.clear("", "[]8[grow,right]", "[28!]");
        head.add(Label.strong(messages.text("review.cost")));
        head.add(date, "wmin 0");
        card.add(head, "wmin 0");
        var big = ThemedPanel.clear("wrap 2", "[grow,fill,sg b]16[grow,fill,sg b]", "[18::]0[28!]");
        big.add(wrapped("review.hour", TextStyle.SMALL), "wmin 0,aligny bottom");
        big.add(wrapped("review.each", TextStyle.SMALL), "wmin 0,aligny bottom");
        big.add(hour, "wmin 0");
        big.add(each, "wmin 0");
        card.add(big, "wmin 0,gaptop 4");
        card.add(learned, "wmin 0");
        card.add(
                number("clock", "idle", deployment.idle(), 1440, deployment::idle),
                "wmin 0,gaptop 8");
        card.add(
                number("power", "hours", deployment.hours(), 720, deployment::hours),
                "wmin 0,gaptop 4");
        end.setName("deploy-stops");
        card.add(end, "wmin 0,gaptop 6");
        card.add(runs, "wmin 0,gaptop 6");
        card.add(storage, "wmin 0,gaptop 6");
        limit.add(used, "wmin 0");
        limit.add(bar);
        card.add(limit, "wmin 0,pushy,aligny bottom,gaptop 12");
        model.costs().bind(_ -> show());
        card.addHierarchyListener(event -> {
            if (card.isShowing()) {
                stops();
                clock.start();
            } else {
                clock.stop();
            }
        });
    }

    JComponent component() {
        return card;
    }

    private static JComponent line(String icon, Sentence words) {
        var line = ThemedPanel.clear("", "[18!]8[grow,fill]", "");
        line.add(new JLabel(Icons.of(icon, 18, "text.secondary")), "aligny top");
        line.add(words, "wmin 0");
        return line;
    }

    /// Words that take a second line where the card is narrow.
    private Sentence wrapped(String key, TextStyle style) {
        var text = messages.text(key);
        var words = new Sentence(text, 0);
        words.setFont(style.font(text));
        return words;
    }

    /// A number of the lease.
    private JComponent number(String icon, String key, int now, int most, IntConsumer say) {
        var row = ThemedPanel.clear("", "[18!]8[grow,fill]8[64!]", "[28::,center]");
        row.add(new JLabel(Icons.of(icon, 18, "text.secondary")));
        var words = wrapped("review." + key, TextStyle.BODY);
        words.color("text");
        var help = messages.text("review." + key + ".help");
        words.setToolTipText(help);
        row.add(words, "wmin 0");
        var field =
                new NumberField(
                        messages.text("review." + key),
                        new NumberField.Limits(0, most, key.equals("idle") ? 5 : 1, true),
                        typed -> {
                            say.accept((int) Math.round(typed));
                            stops();
                        });
        field.show((double) now);
        field.component().setName("deploy-" + key);
        field.component().setToolTipText(help);
        row.add(field.component(), "h 28!");
        return row;
    }

    /// When it will stop, if it is deployed now.
    private void stops() {
        var now = ZonedDateTime.now(ZoneId.systemDefault());
        var kept = model.costs().get().lease();
        var planned = kept.map(PlannedStop::of).orElseGet(() -> deployment.stops(now.toInstant()));
        var words = planned.words(now, PriceWords.isFree(model));
        stops.setText(kept.isPresent() ? messages.text("review.lease-kept", words) : words);
        end.getAccessibleContext().setAccessibleName(stops.getText());
        stops.color(planned.isPlanned() ? "text.secondary" : "warn");
    }

    private void show() {
        stops();
        var now = model.costs().get();
        boolean free = PriceWords.isFree(model);
        date.setText(
                free
                        ? messages.text("review.sandbox")
                        : now.hour()
                                .map(it -> messages.text("review.noted", it.date()))
                                .orElse(messages.text("price.unknown")));
        var unknown = "–";
        hour.setText(
                free ? messages.text("review.free") : now.hour().map(Money::hour).orElse(unknown));
        var time = model.pictureTime();
        each.setText(
                free
                        ? messages.text("review.free")
                        : now.machine()
                                .flatMap(it -> time.map(t -> Money.about(it, t.time())))
                                .orElse(unknown));
        learned.setText(
                time.map(it ->
                                messages.text(
                                        "review.learned", Durations.text(it.time()), it.service()))
                        .orElse(""));
        learned.setVisible(time.isPresent());
        storage.setVisible(!free);
        runs.setVisible(!now.names().isEmpty());
        beside.setText(beside(now, free));
        limit.setVisible(!free && now.budget().isPresent());
        now.budget().ifPresent(this::used);
        card.revalidate();
        card.repaint();
    }

    private String beside(DraftCosts now, boolean free) {
        var names = String.join(", ", now.names());
        if (free) {
            return messages.text("review.goes-on", names);
        }
        return now.together()
                .map(it -> messages.text("review.together", names, Money.hour(it)))
                .orElse(messages.text("review.beside", names));
    }

    private void used(DraftCosts.Budget it) {
        used.setText(
                messages.text(
                        it.daily() ? "review.used.day" : "review.used.month",
                        Money.text(it.spent(), it.currency()),
                        Money.text(it.most(), it.currency())));
        boolean none = it.most().signum() == 0;
        bar.share(none ? 1 : it.spent().divide(it.most(), 4, RoundingMode.HALF_UP).doubleValue());
        used.color(it.spent().compareTo(it.most()) >= 0 ? "error" : "text.tertiary");
    }
}
