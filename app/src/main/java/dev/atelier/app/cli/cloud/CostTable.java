package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.Spending;
import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.money.Ledger.Cost;
import dev.atelier.cloud.money.SpendingCap;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/// What services cost today and this month.
record CostTable(Terminal terminal, Spending spending) {
    void print() throws IOException {
        var prices = spending.prices();
        var zone = ZoneId.systemDefault();
        var today = LocalDate.ofInstant(spending.clock().instant(), zone);
        var ledger = spending.ledger();
        var day = ledger.since(today.atStartOfDay(zone).toInstant(), prices.own());
        Instant first = YearMonth.from(today).atDay(1).atStartOfDay(zone).toInstant();
        var month = ledger.since(first, prices.own());
        print(Message.of("cli.today"), day);
        print(Message.of("cli.month"), month);
        var cap = prices.cap();
        if (cap.day().isPresent() || cap.month().isPresent()) {
            Message none = Message.of("cli.no-cap");
            say(
                    Message.of(
                            "cli.cap-line",
                            cap.day().<Object>map(Object::toString).orElse(none),
                            cap.month().<Object>map(Object::toString).orElse(none),
                            cap.currency()));
        }
        say(Message.of("cli.cost-note"));
    }

    private void say(Message line) {
        terminal.out().println(line.english());
    }

    private void print(Message when, List<Cost> costs) throws IOException {
        var currency = spending.prices().cap().currency();
        var sum = SpendingCap.sum(costs, currency).toPlainString();
        say(Message.of("cli.cost-known", when, sum, currency));
        for (var cost : costs) {
            var amount =
                    cost.price()
                            .map(it ->
                                    Message.of(
                                            "cli.cost-price",
                                            it.of(cost.time()).toPlainString(),
                                            it.currency(),
                                            it.hour().toPlainString(),
                                            it.date()))
                            .orElseGet(() -> Message.of("cli.no-price"));
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "  %s  %s  %s  %.2f h  %s%n",
                            cost.service().name(),
                            cost.service().region().isEmpty()
                                    ? Message.of("cli.no-region").english()
                                    : cost.service().region(),
                            cost.machine().isEmpty()
                                    ? Message.of("cli.no-machine").english()
                                    : cost.machine(),
                            cost.time().toSeconds() / 3600.0,
                            amount.english());
        }
    }
}
