package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.Spending;
import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.money.Ledger.Cost;
import dev.atelier.cloud.money.SpendingCap;
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
        print("today", day);
        print("this month", month);
        var cap = prices.cap();
        if (cap.day().isPresent() || cap.month().isPresent()) {
            terminal.out()
                    .printf(
                            "cap  %s a day, %s a month, %s%n",
                            cap.day().map(Object::toString).orElse("no"),
                            cap.month().map(Object::toString).orElse("no"),
                            cap.currency());
        }
        terminal.out()
                .println(
                        "Only time that this program saw; the vendor's bill is what counts. Queues, storage and traffic cost besides.");
    }

    private void print(String when, List<Cost> costs) throws IOException {
        var currency = spending.prices().cap().currency();
        terminal.out()
                .printf(
                        "%s  %s %s known%n",
                        when, SpendingCap.sum(costs, currency).toPlainString(), currency);
        for (var cost : costs) {
            var amount =
                    cost.price()
                            .map(it ->
                                    "%s %s  (%s an hour, said on %s)"
                                            .formatted(
                                                    it.of(cost.time()).toPlainString(),
                                                    it.currency(),
                                                    it.hour().toPlainString(),
                                                    it.said()))
                            .orElse("price not known; say it with 'atelier services price'");
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "  %s  %s  %s  %.2f h  %s%n",
                            cost.service().name(),
                            cost.service().region().isEmpty()
                                    ? "region not noted"
                                    : cost.service().region(),
                            cost.machine().isEmpty() ? "machine not known" : cost.machine(),
                            cost.time().toSeconds() / 3600.0,
                            amount);
        }
    }
}
