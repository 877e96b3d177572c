package dev.atelier.app.queue;

import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Recipe;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.util.function.Consumer;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

/// What can be done with a job of the list, by its state.
final class JobMenu {
    private final QueueModel queue;
    private final Consumer<Recipe> use;
    private final Messages messages = Messages.of(QueueView.class);

    /// @param use takes a job's recipe into the form
    JobMenu(QueueModel queue, Consumer<Recipe> use) {
        this.queue = queue;
        this.use = use;
    }

    JPopupMenu of(Job job) {
        var menu = new JPopupMenu();
        menu.setName("job-menu");
        switch (job.state()) {
            case RUNNING -> {}
            case QUEUED -> add(menu, "queue.front", () -> queue.toFront(job.id()));
            default -> {
                add(
                        menu,
                        job.isWhole() ? "queue.again" : "queue.retry",
                        () -> queue.retry(job.id()));
                if (!job.said().isEmpty()) {
                    add(menu, "queue.copy-reason", () -> copy(job.said()));
                }
            }
        }
        if (job.state() != Job.State.RUNNING) {
            places(menu, job);
        }
        add(menu, "queue.use", () -> use.accept(job.recipe()));
        menu.addSeparator();
        boolean open = job.state().open();
        add(menu, open ? "queue.cancel" : "queue.remove", () -> queue.cancel(job.id()));
        if (open) {
            add(menu, "queue.cancel-all", queue::cancelAll);
        } else {
            add(menu, "queue.remove-ended", queue::removeEnded);
        }
        return menu;
    }

    /// The same at another place.
    private void places(JPopupMenu menu, Job job) {
        for (var place : queue.places().get()) {
            if (!place.place().id().equals(job.place())) {
                var key = job.state() == Job.State.QUEUED ? "queue.move" : "queue.retry-at";
                var name = QueueLane.name(place.place(), messages);
                var item = new JMenuItem(messages.text(key, name));
                item.setName(key + "-" + place.place().id());
                item.addActionListener(event -> queue.move(job.id(), place));
                menu.add(item);
            }
        }
    }

    private void add(JPopupMenu menu, String key, Runnable act) {
        var item = new JMenuItem(messages.text(key));
        item.setName(key);
        item.addActionListener(event -> act.run());
        menu.add(item);
    }

    private static void copy(String words) {
        var clipboard = Toolkit.getDefaultToolkit().getSystemClipboard();
        clipboard.setContents(new StringSelection(words), null);
    }
}
