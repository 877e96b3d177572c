package dev.atelier.app.deploy;

import dev.atelier.app.account.PermissionCheck.Answer;
import dev.atelier.app.connect.ConnectModel.Check;
import dev.atelier.app.connect.PermissionRows;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Pill;
import dev.atelier.app.ui.ThemedPanel;
import javax.swing.JComponent;

/// What the account may do, and how much of that it may.
final class PermissionCard {
    private final Messages messages = Messages.of(PermissionCard.class);
    private final ThemedPanel card =
            ThemedPanel.block("bg.panel", 10, "insets 12 20 12 20,wrap 1", "[grow,fill]");
    private final Pill pill = new Pill();

    PermissionCard(DeployModel model) {
        var head = ThemedPanel.clear("", "[grow,fill]8[]", "[28!]");
        head.add(Label.strong(messages.text("review.permissions")), "wmin 0");
        head.add(pill, "wmin pref");
        card.add(head, "wmin 0");
        var check = model.permissions().check();
        card.add(PermissionRows.brief(check).component(), "wmin 0,gaptop 4");
        check.bind(this::count);
    }

    JComponent component() {
        return card;
    }

    private void count(Check check) {
        if (!check.isWhole()) {
            pill.say("", "text.secondary", "bg.well", "");
            return;
        }
        long granted =
                check.rows().stream()
                        .filter(it -> it.answer().orElseThrow() instanceof Answer.Granted)
                        .count();
        boolean all = granted == check.rows().size();
        var token = all ? "ok" : check.missing().isEmpty() ? "warn" : "error";
        pill.say(
                messages.text("review.granted", granted, check.rows().size()),
                token,
                token + ".soft",
                all ? "check" : "warning");
    }
}
