package dev.atelier.cloud.webui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Watches one job on a webui: tells its observer how far it is, and that it waits while the webui
/// makes something else. A webui with a page tells which task it makes (`/internal/progress`); of
/// another it is found out by [Turns] and by the number of steps. Of one thread.
final class JobWatch implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final long PAUSE_NANOS = 250_000_000;

    private static final int NO_SUCH_CALL = 404;

    private final SyncGenerator side;
    private final Observer observer;
    private final Asked job;
    private final Turns.Turn turn;
    private Optional<Calls.Pending> question = Optional.empty();

    /// Whether the question is which task the webui makes.
    private boolean askedWhich;

    /// Whether the webui can tell that, as far as it is known.
    private boolean tells = true;

    /// Whether it told that it makes this one.
    private boolean told;

    /// Whether the job was at the webui when the question was asked.
    private boolean askedAtWork;

    private long asked;
    private long began = System.nanoTime();
    private boolean waited;
    private boolean othersTurn;
    private int image;
    private int step;

    /// A job by what its request says.
    ///
    /// @param task `force_task_id`
    record Asked(String task, Recipe recipe) {
        /// Whether a count of steps can be that of its first pass: from a picture a webui makes
        /// only the later steps, or all of them where it is set so.
        boolean takes(int steps) {
            int all = recipe.sampling().steps();
            return switch (recipe.mode()) {
                case Mode.TextToImage _ -> steps == all;
                case Mode.ImageToImage _, Mode.Inpaint _ -> steps > 0 && steps <= all + 1;
            };
        }
    }

    JobWatch(SyncGenerator side, Observer observer, Asked job) {
        this.side = side;
        this.observer = observer;
        this.job = job;
        turn = side.turns().join();
    }

    /// Asks what the webui makes before it is sent the job; blocks for a moment.
    void before() {
        var first = side.askProgress();
        try {
            var reply = first.reply().get(FIRST.toMillis(), TimeUnit.MILLISECONDS);
            if (reply.successful()) {
                turn.other(work(JSON.readTree(reply.body())));
            }
        } catch (TimeoutException | ExecutionException | CancellationException | IOException e) {
            first.cancel(); // nothing is known then
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @param order where it stands in the queue of the service
    void order(long order) {
        turn.order(order);
    }

    /// The webui has the job.
    void works() {
        began = System.nanoTime();
    }

    /// How long it is being made, in seconds, without what was made before it.
    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /// Whether the webui makes something else meanwhile, which must not be interrupted.
    boolean isOthersTurn() {
        return othersTurn;
    }

    /// Reports what an earlier look has asked, and asks again.
    ///
    /// @param working whether the webui has the job
    void look(boolean working) {
        if (question.isPresent() && question.get().reply().isDone()) {
            report(question.get(), working);
            question = Optional.empty();
        }
        if (question.isEmpty() && System.nanoTime() - asked > PAUSE_NANOS) {
            asked = System.nanoTime();
            askedAtWork = working;
            askedWhich = working && tells && !told;
            question = Optional.of(askedWhich ? side.askTask(job.task) : side.askProgress());
        }
    }

    /// A call without a good answer is repeated.
    private void report(Calls.Pending answered, boolean working) {
        try {
            var reply = answered.reply().getNow(null);
            if (reply != null && reply.successful()) {
                var now = JSON.readTree(reply.body());
                if (askedWhich) {
                    which(now);
                } else {
                    report(now, working);
                }
            } else if (reply != null && askedWhich) {
                tells &= reply.status() != NO_SUCH_CALL;
                asked -= PAUSE_NANOS; // the other question follows at once
            }
        } catch (CompletionException | CancellationException | IOException e) {
            return;
        }
    }

    /// The webui says whether it makes this task, or has it in its queue.
    private void which(JsonNode now) {
        turn.isThere();
        told = now.path("active").asBoolean();
        if (told) {
            begins();
            asked -= PAUSE_NANOS;
        } else {
            waited = true;
            othersTurn = now.path("queued").asBoolean();
            waits();
        }
    }

    private void begins() {
        began = waited ? System.nanoTime() : began;
        waited = false;
        othersTurn = false;
    }

    private void report(JsonNode now, boolean working) {
        var work = work(now);
        if (told) {
            turn.owns(work);
            progress(now);
        } else if (!working) {
            turn.other(work);
        } else if (askedAtWork && canBeOwn(now, work) && turn.isOwn(work)) {
            begins();
            progress(now);
        } else if (askedAtWork) {
            waited |= !work.activity().busy(); // it has not arrived there
            othersTurn = work.activity().busy() && !isPreparing(now);
            waits();
        }
    }

    private boolean canBeOwn(JsonNode now, Turns.Work work) {
        return turn.isFound()
                || !work.activity().busy()
                || (!isPreparing(now) && job.takes(steps(now)));
    }

    /// Whether nothing is known of what it makes: the count of steps is that of the job before.
    private static boolean isPreparing(JsonNode now) {
        return now.path("state").path("job_count").asInt() < 1 || steps(now) < 1;
    }

    private static int steps(JsonNode now) {
        return now.path("state").path("sampling_steps").asInt();
    }

    private void waits() {
        if (othersTurn) {
            waited = true; // what is made before it is not its time
            observer.waiting(turn.before());
        }
    }

    /// A step back is no progress: a webui counts anew where a picture has two passes.
    private void progress(JsonNode now) {
        var state = now.path("state");
        int steps = state.path("sampling_steps").asInt();
        int count = state.path("job_count").asInt();
        if (steps < 1 || count < 1) {
            return; // nothing of it is drawn yet
        }
        int at = state.path("job_no").asInt() + 1;
        int done = Math.min(steps, state.path("sampling_step").asInt());
        if (at > image || (at == image && done >= step)) {
            image = at;
            step = done;
            var left = Duration.ofMillis((long) (1000 * eta(now)));
            observer.progress(new Progress(at, Math.max(count, at), done, steps, 0, left));
        }
    }

    private static double eta(JsonNode now) {
        double seconds = now.path("eta_relative").asDouble();
        return Double.isFinite(seconds) ? Math.clamp(seconds, 0, 86_400) : 0;
    }

    private static Turns.Work work(JsonNode now) {
        var state = now.path("state");
        return new Turns.Work(
                Activity.of(state),
                state.path("job_no").asInt(),
                state.path("sampling_step").asInt());
    }

    @Override
    public void close() {
        turn.leave();
    }
}
