package dev.atelier.app.queue;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.infotext.InfotextWriter;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.KeyStroke;

/// What can be done with a job of the list, by its state.
final class JobMenu {
    private final QueueModel queue;
    private final Consumer<Recipe> use;
    private Consumer<String> logs = service -> {};
    private LongFunction<List<Job>> together = job -> List.of();
    private final Messages messages = Messages.of(QueueView.class);

    /// @param use takes a job's recipe into the form
    JobMenu(QueueModel queue, Consumer<Recipe> use) {
        this.queue = queue;
        this.use = use;
    }

    /// @param chosen all that are chosen where a job is one of them, in their order; else none
    void together(LongFunction<List<Job>> chosen) {
        together = chosen;
    }

    /// What a choice for a job is for: all that are chosen with it.
    private List<Job> meant(Job job) {
        var chosen = together.apply(job.id());
        return chosen.isEmpty() ? List.of(job) : chosen;
    }

    private void toFront(Job job) {
        meant(job).reversed().forEach(it -> queue.toFront(it.id()));
    }

    private void retry(Job job) {
        meant(job).stream().filter(it -> !it.state().open()).forEach(it -> queue.retry(it.id()));
    }

    private void move(Job job, PlaceQueue place) {
        meant(job).stream()
                .filter(it -> it.state() != Job.State.RUNNING)
                .filter(it -> !it.place().equals(place.place().id()))
                .forEach(it -> queue.move(it.id(), place));
    }

    /// @param show shows the log of a service
    void logs(Consumer<String> show) {
        logs = show;
    }

    /// Shows the log of the service where a job is, unless that is this computer.
    void log(Job job) {
        queue.at(job.place())
                .map(PlaceQueue::place)
                .filter(it -> !it.isHere())
                .ifPresent(it -> logs.accept(it.name()));
    }

    JPopupMenu of(Job job) {
        var menu = new JPopupMenu();
        menu.setName("job-menu");
        switch (job.state()) {
            case RUNNING -> {}
            case QUEUED -> add(menu, "queue.front", () -> toFront(job));
            default -> {
                add(menu, again(job), key(job), "R", () -> retry(job));
                if (!job.reason().isEmpty()) {
                    add(menu, "queue.copy-reason", () -> copy(job.reason()));
                }
            }
        }
        if (job.state() != Job.State.RUNNING) {
            places(menu, job);
        }
        add(menu, "queue.use", "ENTER", () -> use(job));
        add(menu, "queue.copy-recipe", "ctrl C", () -> copy(job));
        if (queue.at(job.place()).filter(it -> !it.place().isHere()).isPresent()) {
            add(menu, "queue.log", "L", () -> log(job));
        }
        menu.addSeparator();
        boolean open = job.state().open();
        var drop = open ? "queue.cancel" : "queue.remove";
        add(menu, drop, "DELETE", () -> queue.cancel(meant(job).stream().map(Job::id).toList()));
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
                boolean waits = job.state() == Job.State.QUEUED;
                var key = waits ? "queue.move" : "queue.retry-at";
                var item = new JMenuItem(elsewhere(waits, place.place()));
                item.setName(key + "-" + place.place().id());
                item.addActionListener(event -> move(job, place));
                menu.add(item);
            }
        }
    }

    /// To run a job once more, in words.
    String again(Job job) {
        return messages.text(key(job), name(job));
    }

    private static String key(Job job) {
        return job.isAside() ? "queue.retry-at" : job.isWhole() ? "queue.again" : "queue.retry";
    }

    private String name(Job job) {
        return queue.at(job.place()).map(it -> QueueLane.name(it.place(), messages)).orElse("");
    }

    /// What to do at another place, in words.
    ///
    /// @param waits whether the job only waits yet
    String elsewhere(boolean waits, Place place) {
        if (place.isHere()) {
            return messages.text(waits ? "queue.move-here" : "queue.retry-here");
        }
        var name = QueueLane.name(place, messages);
        return messages.text(waits ? "queue.move" : "queue.retry-at", name);
    }

    /// Takes a job's recipe into the form.
    void use(Job job) {
        use.accept(job.recipe());
    }

    /// As A1111's users paste it.
    static void copy(Job job) {
        copy(InfotextWriter.write(job.recipe(), PictureFile.INFOTEXT_VERSION));
    }

    private void add(JPopupMenu menu, String key, Runnable action) {
        add(menu, key, "", action);
    }

    /// @param stroke what does the same on a row; empty for none
    private void add(JPopupMenu menu, String key, String stroke, Runnable action) {
        add(menu, messages.text(key), key, stroke, action);
    }

    private static void add(
            JPopupMenu menu, String words, String name, String stroke, Runnable action) {
        var item = new JMenuItem(words);
        item.setName(name);
        if (!stroke.isEmpty()) {
            item.setAccelerator(KeyStroke.getKeyStroke(stroke));
        }
        item.addActionListener(event -> action.run());
        menu.add(item);
    }

    private static void copy(String words) {
        var clipboard = Toolkit.getDefaultToolkit().getSystemClipboard();
        clipboard.setContents(new StringSelection(words), null);
    }
}
