package dev.atelier.app.queue;

import dev.atelier.app.picture.Provenance;
import dev.atelier.cloud.inventory.OwnPrices;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Amounts of money as people read them, such as `¥8.10/h`.
public final class Money {
    private static final Map<String, String> SIGNS =
            Map.of("CNY", "¥", "USD", "$", "EUR", "€", "GBP", "£");
    private static final BigDecimal SMALL = new BigDecimal("0.1");

    private static final Provenance.Cost NOTHING = new Provenance.Cost(BigDecimal.ZERO, "CNY");

    private Money() {}

    /// What something cost, such as `¥21.60`; a tenth of the unit and less has three decimals.
    public static String text(BigDecimal amount, String currency) {
        boolean small = amount.abs().compareTo(SMALL) < 0 && amount.signum() != 0;
        var digits = amount.setScale(small ? 3 : 2, RoundingMode.HALF_UP).toPlainString();
        var sign = SIGNS.get(currency);
        return sign == null ? currency + " " + digits : sign + digits;
    }

    /// A price of one hour, such as `¥8.10/h`.
    public static String hour(OwnPrices.Price price) {
        return text(price.hour(), price.currency()) + "/h";
    }

    /// What a time costs at a place.
    ///
    /// @param hour what an hour there costs, where it is known
    static Optional<Provenance.Cost> at(
            Place place, Optional<OwnPrices.Price> hour, Duration time) {
        return place.isFree() ? Optional.of(NOTHING) : hour.map(it -> of(it, time));
    }

    /// What a time costs.
    static Provenance.Cost of(OwnPrices.Price price, Duration time) {
        return new Provenance.Cost(amount(price, time), price.currency());
    }

    /// What a predicted time costs, such as `≈ ¥0.006`.
    public static String about(OwnPrices.Price price, Duration time) {
        return "≈ " + text(amount(price, time), price.currency());
    }

    private static BigDecimal amount(OwnPrices.Price price, Duration time) {
        return price.hour()
                .multiply(BigDecimal.valueOf(time.toMillis()))
                .divide(BigDecimal.valueOf(3_600_000), 6, RoundingMode.HALF_UP);
    }
}
