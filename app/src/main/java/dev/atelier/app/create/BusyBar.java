package dev.atelier.app.create;

import dev.atelier.app.queue.Durations;
import dev.atelier.app.queue.JobProgress.Stopping;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Commands;
import dev.atelier.app.ui.Bar;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.Progress;
import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComponent;

/// How far the picture is, and how to end it. Everything has a place of its own width, so that
/// nothing moves below the pointer while the numbers change.
final class BusyBar {
    private final Messages messages = Messages.of(BusyBar.class);
    private final ThemedPanel panel =
            ThemedPanel.block(
                    "bg.overlay",
                    10,
                    "insets 4 14 4 6,gap 0",
                    "[44!]8[24:200:200,grow,fill]12[0:92:92]8[0:110:110,shp 200]8[][]");
    private final Bar bar = new Bar();
    private final Label share = new Label("", TextStyle.STRONG, "text");
    private final Label left = new Label("", TextStyle.STRONG, "text");
    private final Label rounds = new Label("", TextStyle.BODY, "text.secondary");

    private final JButton skip;
    private final JButton interrupt;

    BusyBar(Commands commands) {
        skip = Buttons.quiet(commands.action(Command.SKIP));
        interrupt = Buttons.quiet(commands.action(Command.INTERRUPT));
        panel.add(share);
        panel.add(bar, "wmin 0");
        panel.add(left, "wmin 0,growx");
        panel.add(rounds, "wmin 0,growx");
        for (var button : List.of(skip, interrupt)) {
            button.setRequestFocusEnabled(false);
            panel.add(button, "h 32!");
        }
    }

    JComponent component() {
        return panel;
    }

    /// @param progress empty before the first step
    /// @param stopping the stop that was requested and has not taken effect yet
    void show(Optional<Progress> progress, Optional<Stopping> stopping) {
        double part = progress.map(now -> (double) now.step() / now.steps()).orElse(0.0);
        bar.share(part);
        share.setText(progress.isEmpty() ? "" : Math.round(100 * part) + " %");
        left.setText(
                stopping.map(how -> messages.text("stopping." + how))
                        .or(() -> progress.filter(BusyBar::isPredicted).map(this::remaining))
                        .orElse(""));
        // A stop that was requested cannot be requested again, only a stronger one.
        boolean ends = stopping.filter(how -> how != Stopping.SKIP).isPresent();
        skip.setEnabled(stopping.isEmpty() && skip.getAction().isEnabled());
        interrupt.setEnabled(!ends && interrupt.getAction().isEnabled());
        rounds.setText(
                progress.filter(now -> now.batches() > 1)
                        .map(now -> messages.text("canvas.round", now.batch(), now.batches()))
                        .orElse(""));
    }

    /// Before the second step there is no speed to predict from. A service tells what is left
    /// without its speed.
    static boolean isPredicted(Progress now) {
        return now.step() > 1 && !now.remaining().isZero();
    }

    private String remaining(Progress now) {
        return messages.text("canvas.left", Durations.text(now.remaining()));
    }
}
