package dev.atelier.app.deploy;

import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.inventory.OwnPrices;
import java.math.BigDecimal;
import java.util.Optional;

/// Prices in words. One that nobody noted is not known, and no number stands for it.
final class PriceWords {
    private PriceWords() {}

    static String hour(Optional<OwnPrices.Price> price, Messages messages) {
        return price.map(it ->
                        messages.text(
                                "price.hour",
                                it.currency().equals("CNY") ? "¥" : it.currency() + " ",
                                it.hour().toPlainString(),
                                it.said()))
                .orElse(messages.text("price.unknown"));
    }

    /// A number without a needless fraction.
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
