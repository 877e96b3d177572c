package dev.atelier.app.services;

import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.money.SpendingCap;

/// Says that the cap on costs is reached.
final class CapMessage {
    private CapMessage() {}

    static String of(SpendingCap.Reached reached) {
        var words = Messages.of(CapMessage.class);
        return words.text(
                reached.daily() ? "cap.day" : "cap.month",
                Money.text(reached.most(), reached.currency()),
                Money.text(reached.spent(), reached.currency()));
    }
}
