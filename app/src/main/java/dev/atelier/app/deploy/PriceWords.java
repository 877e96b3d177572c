package dev.atelier.app.deploy;

import dev.atelier.app.connect.Connection;
import dev.atelier.app.queue.Durations;
import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import java.math.BigDecimal;
import java.util.Set;

/// Prices in words. One that nobody noted is not known, and no number stands for it.
final class PriceWords {
    /// Where the vendor has an edition that costs nothing while it waits (the page about deploying
    /// Stable Diffusion, read in 2026). It has no API, and its price is in no page that was read.
    private static final Set<String> SERVERLESS = Set.of("cn-hangzhou", "cn-shanghai");

    private PriceWords() {}

    /// What an hour of the draft's machine costs.
    static String hour(DeployModel model, Messages messages) {
        if (isFree(model)) {
            return messages.text("price.free");
        }
        return model.costs()
                .get()
                .machine()
                .map(it ->
                        messages.text(
                                "price.hour",
                                it.currency().equals("CNY") ? "¥" : it.currency() + " ",
                                it.hour().toPlainString(),
                                it.date()))
                .orElse(messages.text("price.unknown"));
    }

    /// Whether it is the cloud on this computer.
    static boolean isFree(DeployModel model) {
        return model.connection().filter(Connection::isSandbox).isPresent();
    }

    /// Says what a picture costs on the draft's machine; hides where price or time is not known.
    static void each(DeployModel model, Messages messages, Label label) {
        var words =
                model.costs()
                        .get()
                        .machine()
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

    /// Whether pictures made by hand, now and then, would cost less in another edition.
    static boolean hasCheaperEdition(DeployModel.ParsedConfig reading, String region) {
        return SERVERLESS.contains(region)
                && reading.config().filter(it -> !it.isAsync()).isPresent();
    }

    /// A number without a needless fraction.
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
