package dev.atelier.cloud.money;

import dev.atelier.recipe.Message;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// The most that all services together may cost, as the user set it.
///
/// @param currency such as `CNY`; prices in another currency are not counted
public record SpendingCap(Optional<BigDecimal> day, Optional<BigDecimal> month, String currency) {
    public static final SpendingCap NONE =
            new SpendingCap(Optional.empty(), Optional.empty(), "CNY");

    /// Which of the two is used up.
    ///
    /// @param spent what was spent in its time
    public record Reached(boolean daily, BigDecimal spent, BigDecimal most, String currency) {
        /// Why no new job is sent, one sentence.
        public Message what() {
            return Message.of(
                    daily ? "money.cap-day" : "money.cap-month",
                    most.toPlainString(),
                    currency,
                    spent.toPlainString());
        }

        /// The same with the command that raises it, without a full stop at the end.
        public Message reason() {
            return Message.of("money.cap", what());
        }
    }

    /// Whether there is one at all.
    public boolean isSet() {
        return day.isPresent() || month.isPresent();
    }

    /// What is used up, the day first; empty where there is room.
    ///
    /// @param today in the user's zone
    public Optional<Reached> reached(Ledger ledger, Prices prices, LocalDate today, ZoneId zone) {
        var dawn = today.atStartOfDay(zone).toInstant();
        var first = YearMonth.from(today).atDay(1).atStartOfDay(zone).toInstant();
        return over(day, true, ledger.since(dawn, prices.own()))
                .or(() -> over(month, false, ledger.since(first, prices.own())));
    }

    private Optional<Reached> over(
            Optional<BigDecimal> most, boolean daily, List<Ledger.Cost> costs) {
        var spent = sum(costs, currency);
        return most.filter(it -> spent.compareTo(it) >= 0)
                .map(it -> new Reached(daily, spent, it, currency));
    }

    /// The known amounts in one currency.
    public static BigDecimal sum(List<Ledger.Cost> costs, String currency) {
        return costs.stream()
                .filter(it -> it.price().filter(p -> p.currency().equals(currency)).isPresent())
                .flatMap(it -> it.amount().stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// For a file.
    public Properties toProperties() {
        var written = new Properties();
        day.ifPresent(it -> written.setProperty("day", it.toPlainString()));
        month.ifPresent(it -> written.setProperty("month", it.toPlainString()));
        written.setProperty("currency", currency);
        return written;
    }

    /// Reads it again; an amount that is none counts as not set.
    public static SpendingCap of(Properties written) {
        return new SpendingCap(
                amount(written.getProperty("day", "")),
                amount(written.getProperty("month", "")),
                written.getProperty("currency", "CNY"));
    }

    private static Optional<BigDecimal> amount(String text) {
        return text.matches("[0-9]{1,9}(\\.[0-9]{1,4})?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }
}
