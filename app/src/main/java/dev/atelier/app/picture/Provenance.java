package dev.atelier.app.picture;

import dev.atelier.recipe.Picture;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.recipe.json.JsonText;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How one picture came to be, as far as its recipe does not say it. Kept in the picture's file as
/// JSON under the keyword [#KEYWORD].
///
/// @param place name of the service that made it; empty for this computer or where unknown
/// @param seconds that it took; 0 where unknown
/// @param cost by the price of an hour when it was made; empty where it was made here, or no price
///   was known
/// @param precision of the numbers, such as `bf16`; empty where unknown
/// @param kernel which code computed them, such as `packed`; empty where unknown
/// @param device what computed them, `CPU` or `GPU`; empty where unknown
public record Provenance(
        String place,
        double seconds,
        Optional<Cost> cost,
        String precision,
        String kernel,
        String device) {
    /// The keyword of its text in a PNG.
    public static final String KEYWORD = PngText.RECIPE + "-made";

    public static final Provenance NONE = new Provenance("", 0, Optional.empty(), "", "", "");

    /// What was paid, by the user's own price of an hour.
    ///
    /// @param currency such as `CNY`
    public record Cost(BigDecimal amount, String currency) {}

    /// What a generator says about a picture.
    public static Provenance of(Picture picture) {
        var facts = picture.facts();
        var strategy = facts.getOrDefault("strategy", "").split(" ", 2);
        return new Provenance(
                facts.getOrDefault("service", ""),
                number(facts.getOrDefault("seconds", "")),
                Optional.empty(),
                strategy[0],
                strategy.length > 1 ? strategy[1] : "",
                facts.getOrDefault("device", ""));
    }

    /// With what a queue knows.
    public Provenance in(double time, Optional<Cost> paid) {
        return new Provenance(place, time, paid, precision, kernel, device);
    }

    /// Whether it says nothing.
    public boolean isEmpty() {
        return equals(NONE);
    }

    /// As it stands in a file.
    public String json() {
        var fields = new LinkedHashMap<String, Object>();
        put(fields, "place", place);
        if (seconds > 0) {
            fields.put("seconds", seconds);
        }
        cost.ifPresent(it -> {
            fields.put("cost", it.amount.toPlainString());
            fields.put("currency", it.currency);
        });
        put(fields, "precision", precision);
        put(fields, "kernel", kernel);
        put(fields, "device", device);
        return JsonText.line(fields);
    }

    private static void put(Map<String, Object> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
    }

    /// From the texts of a picture; of one without a note, or with a damaged one, [#NONE].
    public static Provenance read(Map<String, String> texts) {
        return parse(texts.getOrDefault(KEYWORD, ""));
    }

    /// From [#json]; from what is none, [#NONE].
    public static Provenance parse(String json) {
        if (json.isEmpty()) {
            return NONE;
        }
        try {
            var fields = JsonText.object(json);
            return new Provenance(
                    text(fields, "place"),
                    number(fields.getOrDefault("seconds", "")),
                    cost(text(fields, "cost"), text(fields, "currency")),
                    text(fields, "precision"),
                    text(fields, "kernel"),
                    text(fields, "device"));
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    private static String text(Map<String, Object> fields, String name) {
        return String.valueOf(fields.getOrDefault(name, ""));
    }

    private static double number(Object value) {
        try {
            double number = Double.parseDouble(value.toString());
            return Double.isFinite(number) && number > 0 ? number : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<Cost> cost(String amount, String currency) {
        try {
            return amount.isEmpty() || !currency.matches("[A-Z]{3}")
                    ? Optional.empty()
                    : Optional.of(new Cost(new BigDecimal(amount), currency));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
