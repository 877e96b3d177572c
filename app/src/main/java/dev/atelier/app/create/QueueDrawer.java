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

/// The queue below the pictures, which folds into one line. Where the stage is too low for picture,
/// strip and queue, the strip gives way first; where it is lower still, the queue begins folded and
/// goes back to what was chosen once there is room.
final class QueueDrawer {
    private static final int ROWS = 200;
    private static final int LINE = 32;

    /// Its head, one row, and the room of the bar of the selection.
    private static final int LEAST = 120;

    /// The canvas keeps that much of the stage.
    private static final int CANVAS = 360;

    private static final int STRIP = 104;

    /// A picture with its line and its bar needs that much before the strip may show.
    private static final int PICTURE = 240;

    /// Below this height of the stage the queue begins folded.
    private static final int LOW = 480;

    private QueueDrawer() {}

    /// A window that was made smaller keeps room for the picture.
    private static void follow(ThemedPanel stage, Value<Boolean> low, Runnable arrange) {
        stage.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        low.set(stage.getHeight() < LOW);
                        arrange.run();
                    }
                });
    }

    /// @param stage whose last row it is
    /// @param strip the row above it
    static JComponent in(
            ThemedPanel stage,
            JComponent strip,
            CreateView.Models models,
            CreateView.Dependencies context) {
        var view =
                new QueueView(
                        models.queue(),
                        models.estimator()::predict,
                        models.draft()::replace,
                        context.commands().keyText(Command.GENERATE));
        view.logs(context.logs());
        view.thumbs(context.tasks());
        view.supplying(context.supply(), context.tasks());
        var settings = context.settings();
        var folded = Value.of(settings.get(StudioSettings.QUEUE_FOLDED));
        var height = Value.of(settings.get(StudioSettings.QUEUE_HEIGHT));
        var words = Messages.of(QueueDrawer.class).text("queue.height");
        var grip = new QueueResizeHandle(height, ROWS, words);
        var low = Value.of(false);
        Runnable arrange =
                () -> {
                    int room = stage.getHeight();
                    int most = low.get() ? room / 2 : Math.max(ROWS, room - CANVAS);
                    int open = Math.clamp(height.get(), LEAST, Math.max(LEAST, most));
                    int rows = folded.get() ? LINE : open + QueueResizeHandle.HEIGHT;
                    boolean both = room == 0 || room - rows - STRIP >= PICTURE;
                    strip.setVisible(both);
                    var all =
                            "[grow,fill]0" + (both ? "[" + STRIP + "!,fill]0" : "") + "[%d!,fill]";
                    ((MigLayout) stage.getLayout()).setRowConstraints(all.formatted(rows));
                    grip.setVisible(!folded.get() && !low.get());
                    stage.revalidate();
                };
        folded.bind(now -> {
            if (!low.get()) {
                settings.put(StudioSettings.QUEUE_FOLDED, now);
            }
            arrange.run();
        });
        low.onChange(now -> folded.set(now || settings.get(StudioSettings.QUEUE_FOLDED)));
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
        follow(stage, low, arrange);
        view.folding(folded);
        context.commands().bind(Command.FOLD_QUEUE, () -> folded.set(!folded.get()));
        var drawer = ThemedPanel.ground("bg.panel", "wrap 1,hidemode 3", "[grow,fill]", "");
        drawer.add(grip, "h %d!".formatted(QueueResizeHandle.HEIGHT));
        drawer.add(view.component(), "push,grow,hmin 0,wmin 0");
        return drawer;
    }
}
