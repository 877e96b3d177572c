package dev.atelier.app.create;

import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.QueueView;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import javax.swing.JComponent;
import net.miginfocom.swing.MigLayout;

/// The queue below the pictures, which folds into one line.
final class QueueDrawer {
    private static final int ROWS = 200;
    private static final int LINE = 32;

    /// Its head, one row, and the room of the bar of the selection.
    private static final int LEAST = 120;

    /// The canvas keeps that much of the stage.
    private static final int CANVAS = 360;

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
        var height = Value.of(settings.get(StudioSettings.QUEUE_HEIGHT));
        var words = Messages.of(QueueDrawer.class).text("queue.height");
        var grip = new QueueResizeHandle(height, ROWS, words);
        Runnable arrange =
                () -> {
                    int most = Math.max(ROWS, stage.getHeight() - CANVAS);
                    int open = Math.clamp(height.get(), LEAST, most);
                    int rows = folded.get() ? LINE : open + QueueResizeHandle.HEIGHT;
                    var all = "[grow,fill]0[104!,fill]0[%d!,fill]".formatted(rows);
                    ((MigLayout) stage.getLayout()).setRowConstraints(all);
                    grip.setVisible(!folded.get());
                    stage.revalidate();
                };
        folded.bind(now -> {
            settings.put(StudioSettings.QUEUE_FOLDED, now);
            arrange.run();
        });
        height.onChange(now -> {
            int most = Math.max(ROWS, stage.getHeight() - CANVAS);
            int legal = Math.clamp(now, LEAST, most);
            if (legal != now) {
                height.set(legal);
                return;
            }
            settings.put(StudioSettings.QUEUE_HEIGHT, now);
            arrange.run();
        });
        stage.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        arrange.run(); // a window that was made smaller keeps room for the picture
                    }
                });
        view.folding(folded);
        context.commands().bind(Command.FOLD_QUEUE, () -> folded.set(!folded.get()));
        var drawer = ThemedPanel.ground("bg.panel", "wrap 1,hidemode 3", "[grow,fill]", "");
        drawer.add(grip, "h %d!".formatted(QueueResizeHandle.HEIGHT));
        drawer.add(view.component(), "push,grow,hmin 0,wmin 0");
        return drawer;
    }
}
