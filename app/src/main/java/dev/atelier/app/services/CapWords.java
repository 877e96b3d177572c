package dev.atelier.app.services;

import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.money.Cap;

/// Says that the cap on costs is reached.
final class CapWords {
    private CapWords() {}

    static String of(Cap.Reached reached) {
        var words = Messages.of(CapWords.class);
        return words.text(
                reached.daily() ? "cap.day" : "cap.month",
                Money.text(reached.most(), reached.currency()),
                Money.text(reached.spent(), reached.currency()));
    }
}
