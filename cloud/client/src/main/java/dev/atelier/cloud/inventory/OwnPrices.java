package dev.atelier.cloud.inventory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What machines cost an hour, as the user set it and when: the vendor's lists of machines have no
/// prices, and a price that is built in would be wrong tomorrow.
///
/// @param byMachine by machine type
public record OwnPrices(Map<String, Price> byMachine) {
    public static final OwnPrices NONE = new OwnPrices(Map.of());

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern LINE =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ([A-Z]{3}) ([0-9-]{10})");

    /// A price of one hour.
    ///
    /// @param currency such as `CNY`
    /// @param date when the user wrote it down
    public record Price(BigDecimal hour, String currency, LocalDate date) {
        public Price {
            if (hour.signum() < 0 || !CURRENCY.matcher(currency).matches()) {
                throw new IllegalArgumentException("no price: " + hour + " " + currency);
            }
        }

        /// What a time costs, as the vendor counts it: by the second.
        public BigDecimal of(Duration time) {
            return hour.multiply(BigDecimal.valueOf(time.toSeconds()))
                    .divide(BigDecimal.valueOf(3600), 4, RoundingMode.HALF_UP);
        }

        @Override
        public String toString() {
            return hour.toPlainString() + " " + currency + " " + date;
        }
    }

    public OwnPrices {
        byMachine = Map.copyOf(byMachine);
    }

    public Optional<Price> of(String machine) {
        return Optional.ofNullable(byMachine.get(machine));
    }

    public OwnPrices with(String machine, Price price) {
        var all = new TreeMap<>(byMachine);
        all.put(machine, price);
        return new OwnPrices(all);
    }

    public OwnPrices without(String machine) {
        var all = new TreeMap<>(byMachine);
        all.remove(machine);
        return new OwnPrices(all);
    }

    /// For a file.
    public Properties toProperties() {
        var written = new Properties();
        byMachine.forEach((machine, price) -> written.setProperty(machine, price.toString()));
        return written;
    }

    /// Reads it again; lines that are no price are passed over.
    public static OwnPrices of(Properties written) {
        var read = new TreeMap<String, Price>();
        for (var machine : written.stringPropertyNames()) {
            price(written.getProperty(machine, "")).ifPresent(it -> read.put(machine, it));
        }
        return new OwnPrices(read);
    }

    private static Optional<Price> price(String text) {
        var parts = LINE.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            var date = LocalDate.parse(parts.group(3));
            return Optional.of(new Price(new BigDecimal(parts.group(1)), parts.group(2), date));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
