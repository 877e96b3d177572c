package dev.atelier.app.services;

import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Bar;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;

/// What the services cost now, today and this month, how far the cap is, and the days as a chart.
final class SpentStrip {
    private final Messages messages = Messages.of(SpentStrip.class);
    private final ThemedPanel strip =
            ThemedPanel.block(
                    "bg.panel",
                    10,
                    "insets 12 20 12 20,gap 0",
                    "[120::,grow,fill]16[120::,grow,fill]16[110::,grow,fill]16[110::,grow,fill]16[180:240:280,fill]24[80:240:240,fill]");
    private final Label count = new Label("", TextStyle.TITLE, "text");
    private final Label hour = new Label("", TextStyle.TITLE, "text");
    private final Label today = new Label("", TextStyle.TITLE, "text");
    private final Label month = new Label("", TextStyle.TITLE, "text");
    private final Label limit = Label.small("");
    private final Bar bar = new Bar();
    private final Label used = Label.small("");
    private final DayChart chart = new DayChart();

    /// @param limits says the most that services may cost
    SpentStrip(ServicesModel model, Consumer<JComponent> limits) {
        add("strip.now", count);
        add("strip.hour", hour);
        add("strip.today", today);
        add("strip.month", month);
        var words = ThemedPanel.clear("wrap 1,hidemode 3", "[grow,fill]", "");
        words.add(limit, "h 20!,wmin 0");
        words.add(bar, "h 8!,gaptop 4");
        words.add(used, "h 18!,wmin 0,gaptop 4");
        var change = Buttons.quiet(messages.text("strip.limit"), () -> {});
        change.addActionListener(event -> limits.accept(change));
        change.setName("services-limit");
        var cap = ThemedPanel.clear("", "[grow,fill]8[]", "push[center]push");
        cap.add(words, "wmin 0");
        cap.add(change, "h 28!");
        strip.add(cap, "wmin 0");
        strip.add(chart, "h 56!,wmin 0");
        strip.setName("services-strip");
        model.services().bind(all -> show(model));
        model.spent().onChange(spent -> show(model));
    }

    private void add(String key, Label value) {
        var part = ThemedPanel.clear("wrap 1", "[grow,fill]", "[20!]2[28!]");
        part.add(Label.small(messages.text(key)), "wmin 0");
        part.add(value, "wmin 0");
        value.setName(key);
        strip.add(part, "wmin 0");
    }

    JComponent component() {
        return strip;
    }

    private void show(ServicesModel model) {
        var spent = model.spent().get();
        var costing = model.costing().stream().filter(it -> !it.starts()).toList();
        count.setText(messages.text("strip.services", costing.size()));
        hour.setText(hour(costing, spent.currency()));
        boolean sandbox = model.cloud().get().filter(Cloud::sandbox).isPresent();
        boolean unknown = !spent.unknown().isEmpty() && !sandbox;
        var none = unknown && spent.month().signum() == 0;
        today.setText(none ? "–" : Money.text(spent.today(), spent.currency()));
        month.setText(none ? "–" : Money.text(spent.month(), spent.currency()));
        month.setToolTipText(
                unknown
                        ? messages.text("strip.unknown", String.join(", ", spent.unknown()))
                        : messages.text("strip.seen"));
        cap(spent);
        chart.show(spent);
    }

    private String hour(List<ServiceFacts> costing, String currency) {
        if (costing.isEmpty()) {
            return Money.text(BigDecimal.ZERO, currency);
        }
        return costing.stream().allMatch(it -> it.money().hour().isPresent())
                ? Money.text(
                        costing.stream()
                                .map(it -> it.money().hour().orElseThrow().hour())
                                .reduce(BigDecimal.ZERO, BigDecimal::add),
                        currency)
                : messages.text("price.unknown");
    }

    private void cap(Spent spent) {
        var cap = spent.cap();
        boolean daily = cap.month().isEmpty() && cap.day().isPresent();
        Optional<BigDecimal> most = daily ? cap.day() : cap.month();
        bar.setVisible(most.isPresent());
        if (most.isEmpty()) {
            limit.setText(messages.text("strip.no-cap"));
            used.setVisible(false);
            return;
        }
        var so = daily ? spent.today() : spent.month();
        var share =
                so.multiply(BigDecimal.valueOf(100)).divide(most.get(), 0, RoundingMode.HALF_UP);
        int left = spent.date().lengthOfMonth() - spent.date().getDayOfMonth();
        var amount = Money.text(most.get(), spent.currency());
        limit.setText(
                daily
                        ? messages.text("strip.cap.day", amount)
                        : messages.text("strip.cap.month", amount, left));
        bar.share(share.doubleValue() / 100);
        used.setVisible(true);
        used.setText(messages.text("strip.used", share));
        used.color(spent.reached().isPresent() ? "error" : "text.tertiary");
    }
}
