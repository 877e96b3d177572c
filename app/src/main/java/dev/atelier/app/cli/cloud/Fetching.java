package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.Connector;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.QueuedServices;
import dev.atelier.app.account.SentJobs;
import dev.atelier.app.cli.Destination;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.app.cli.GenerateRun;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.queue.Frame;
import dev.atelier.cloud.queue.QueueClient;
import dev.atelier.cloud.queue.QueueClient.Wanted;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Fetches what earlier programs have sent to asynchronous services. Waits for nothing: what is not
/// answered yet stays noted.
final class Fetching {
    private static final int COPIES = 10;

    private final CloudContext context;

    Fetching(CloudContext context) {
        this.context = context;
    }

    /// @param of only jobs of this service
    /// @param forget whether they are dropped
    /// @return the exit code: failed where a job is lost or cannot be asked for, else not yet where
    ///   one waits, is being drawn or its service does not run
    int run(Optional<String> of, boolean forget) throws IOException {
        var jobs =
                SentJobs.in(context.spending().folder()).left().stream()
                        .filter(it -> of.isEmpty() || of.get().equals(it.service().name()))
                        .toList();
        if (jobs.isEmpty()) {
            say(
                    of.map(it -> Message.of("cli.sent-none-of", it))
                            .orElse(Message.of("cli.sent-none")));
        }
        int failed = 0;
        int later = 0;
        for (var job : jobs) {
            if (forget) {
                job.over();
                say(Message.of("cli.sent-forgotten", job.service().name(), job.task()));
                continue;
            }
            switch (fetched(job)) {
                case DONE -> {}
                case LATER -> later++;
                case FAILED -> failed++;
            }
        }
        if (later > 0) {
            say(Message.of("cli.sent-not-yet", later));
        }
        return failed > 0 ? ExitCode.FAILED : later > 0 ? ExitCode.NOT_YET : ExitCode.OK;
    }

    /// How it stands with a job.
    private enum Outcome {
        DONE,
        LATER,
        FAILED
    }

    private void say(Message message) {
        context.terminal().err().println(message.english());
    }

    private Outcome fetched(SentJobs.Note job) throws IOException {
        var to = job.service();
        try {
            var eas = context.access().eas(Optional.of(to.region()));
            var found = eas.find(to.name());
            if (found.isEmpty()) {
                say(Message.of("cli.sent-not-found", to.name(), job.task(), to.region()));
                return Outcome.FAILED;
            }
            if (!found.get().isRunning()) {
                say(Message.of("cli.sent-away", to.name(), job.task(), found.get().status()));
                return Outcome.LATER;
            }
            return fetched(job, found.get());
        } catch (EasException | NoAccountException | ConfigException | IOException e) {
            failed(job, e instanceof ProblemException it ? it.what() : Explained.reasonOf(e));
        } catch (GenerationException e) {
            failed(job, e.failure().what());
        }
        return Outcome.FAILED;
    }

    private void failed(SentJobs.Note job, Message why) {
        say(Message.of("cli.sent-failed", job.service().name(), job.task(), why));
    }

    private Outcome fetched(SentJobs.Note job, ServiceInfo service)
            throws IOException, NoAccountException, ConfigException, GenerationException {
        var queue =
                new QueuedServices(context.access(), context.spending().folder()).queue(service);
        if (job.isWhole()) {
            // It was saved and not confirmed: its answer, and any copy, may lie in the sink.
            var answers = frames(queue.sink(), job);
            if (!answers.isEmpty()) {
                queue.sink().delete(answers.stream().map(Frame::index).toList());
            }
            job.over();
            say(Message.of("cli.sent-saved", job.service().name(), job.task()));
            return Outcome.DONE;
        }
        var waiting = frames(queue, job);
        if (!waiting.isEmpty()) {
            var standing = queue.search(waiting.getFirst().index());
            say(
                    standing.filter(it -> !it.pending())
                            .map(it ->
                                    Message.of(
                                            "cli.sent-waits",
                                            job.service().name(),
                                            job.task(),
                                            it.before()))
                            .orElse(
                                    Message.of(
                                            "cli.sent-works", job.service().name(), job.task())));
            return Outcome.LATER;
        }
        if (queue.sink().count(OptionalLong.empty(), tags(job)) == 0) {
            job.over();
            say(Message.of("cli.sent-gone", job.service().name(), job.task()));
            return Outcome.FAILED;
        }
        var connector = new Connector(context.access(), context.spending().folder());
        var generator = connector.to(service, Optional.of(service.region()), 0);
        var place = job.place();
        var to = new Destination(place.folder(), place.name(), place.replaces());
        new GenerateRun(context.terminal(), to, false).resume(generator, job);
        return Outcome.DONE;
    }

    private static Map<String, String> tags(SentJobs.Note job) {
        return Map.of("task_id", job.task());
    }

    private static List<Frame> frames(QueueClient queue, SentJobs.Note job) throws IOException {
        return queue.get(new Wanted(0, COPIES, Duration.ZERO, false, tags(job)));
    }
}
