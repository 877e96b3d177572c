package dev.atelier.app.shell;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Task;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.time.Duration;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.Timer;

/// What runs in the background, in the status bar: its title, how far it is, and a button that
/// cancels it. Only what takes longer than a person notices; of several the oldest, with their
/// number. Event thread.
final class TaskLine {
    private static final Duration NOTICED = Duration.ofMillis(600);
    private static final int LOOK_MILLIS = 200;

    private final Messages messages = Messages.of(TaskLine.class);
    private final ThemedPanel panel = ThemedPanel.clear("gap 6", "[grow,right,0::][20!]", "[24!]");
    private final Label words = new Label("", TextStyle.SMALL, "text.secondary");
    private final JComponent cancel;
    private final Observed<List<Task>> running;
    private final Timer look = new Timer(LOOK_MILLIS, event -> show());

    TaskLine(Observed<List<Task>> running) {
        this.running = running;
        words.setName("task");
        cancel = Buttons.icon("close", messages.text("task.cancel"), this::cancel);
        cancel.setName("cancel-task");
        panel.add(words, "wmin 0");
        panel.add(cancel, "w 20!,h 20!");
        panel.setVisible(false);
        running.bind(all -> {
            if (all.isEmpty()) {
                show();
            } else {
                look.start();
            }
        });
    }

    JComponent component() {
        return panel;
    }

    private List<Task> noticed() {
        return running.get().stream().filter(it -> it.age().compareTo(NOTICED) > 0).toList();
    }

    private void cancel() {
        noticed().stream().findFirst().ifPresent(Task::cancel);
        show();
    }

    private void show() {
        var all = noticed();
        panel.setVisible(!all.isEmpty());
        if (!all.isEmpty()) {
            words.setText(text(all.getFirst(), all.size()));
            cancel.setEnabled(!all.getFirst().isCancelled());
        }
        if (running.get().isEmpty()) {
            look.stop();
        }
    }

    private String text(Task task, int count) {
        var title = messages.text("task." + task.title());
        if (task.isCancelled()) {
            title = messages.text("task.cancelling", title);
        } else if (task.step().get().fraction() >= 0) {
            title =
                    messages.text(
                            "task.share", title, Math.round(task.step().get().fraction() * 100));
        }
        return count == 1 ? title : messages.text("task.more", title, count - 1);
    }
}
