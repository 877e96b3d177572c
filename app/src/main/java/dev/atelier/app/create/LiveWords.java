package dev.atelier.app.create;

import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.JobProgress;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.util.Locale;

/// What is known of the picture that is made: where, how far it is, how fast.
final class LiveWords {
    private final Messages messages = Messages.of(LiveWords.class);
    private final QueueModel queue;

    LiveWords(QueueModel queue) {
        this.queue = queue;
    }

    /// Where it is made; empty for this computer.
    String place() {
        return queue.working().place().name();
    }

    /// Where, and what happens.
    String title(JobProgress live) {
        var words = phase(live);
        return place().isEmpty() ? words : messages.text("canvas.at", place(), words);
    }

    /// What happens to it now.
    String phase(JobProgress live) {
        var progress = live.progress();
        return live.stopping()
                .map(how -> messages.text("stopping." + how))
                .or(() -> progress.map(it -> messages.text("canvas.step", it.step(), it.steps())))
                .or(() -> live.ahead().map(it -> messages.text("canvas.waiting")))
                .orElseGet(() ->
                        messages.text(live.loading() ? "canvas.loading" : "canvas.preparing"));
    }

    /// In steps a second, or in seconds a step where one takes longer; empty where it is not known.
    String speed(Progress now) {
        double rate = now.perSecond();
        if (rate <= 0 || !BusyBar.isPredicted(now)) {
            return "";
        }
        return rate >= 1
                ? messages.text("canvas.rate", String.format(Locale.ROOT, "%.2f", rate))
                : messages.text("canvas.per-step", String.format(Locale.ROOT, "%.2f", 1 / rate));
    }

    /// How large it becomes.
    Size size(JobProgress live) {
        return queue.jobs().get().stream()
                .filter(job -> job.id() == live.job())
                .map(Job::recipe)
                .findFirst()
                .orElse(Recipe.DEFAULT)
                .size();
    }
}
