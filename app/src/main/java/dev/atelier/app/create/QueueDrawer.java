package dev.atelier.app.create;

import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.QueueView;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.ThemedPanel;
import javax.swing.JComponent;
import net.miginfocom.swing.MigLayout;

/// The queue below the pictures, which folds into one line.
final class QueueDrawer {
    private static final int ROWS = 132;
    private static final int LINE = 32;

    private QueueDrawer() {}

    /// @param stage whose last row it is
    static JComponent in(
            ThemedPanel stage, CreateView.Models models, CreateView.Dependencies context) {
        var view =
                new QueueView(
                        models.queue(),
                        models.estimator()::predict,
                        models.draft()::replace,
                        context.commands().keyText(Command.GENERATE));
        var settings = context.settings();
        var folded = Value.of(settings.get(StudioSettings.QUEUE_FOLDED));
        folded.bind(now -> {
            settings.put(StudioSettings.QUEUE_FOLDED, now);
            var rows = "[grow,fill]0[104!,fill]0[%d!,fill]".formatted(now ? LINE : ROWS);
            ((MigLayout) stage.getLayout()).setRowConstraints(rows);
            stage.revalidate();
        });
        view.folding(folded);
        context.commands().bind(Command.FOLD_QUEUE, () -> folded.set(!folded.get()));
        return view.component();
    }
}
