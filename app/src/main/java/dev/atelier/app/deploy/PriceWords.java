package dev.atelier.app.deploy;

import dev.atelier.app.queue.Durations;
import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Label;
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

    /// Says what a picture costs on the draft's machine; hides where price or time is not known.
    static void each(DeployModel model, Messages messages, Label label) {
        var words =
                model.price()
                        .get()
                        .flatMap(price ->
                                model.pictureTime()
                                        .map(it ->
                                                messages.text(
                                                        "price.each",
                                                        Money.about(price, it.time()),
                                                        Durations.text(it.time()),
                                                        it.service())));
        label.setText(words.orElse(""));
        label.setVisible(words.isPresent());
    }

    /// A number without a needless fraction.
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
