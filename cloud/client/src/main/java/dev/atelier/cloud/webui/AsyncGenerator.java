package dev.atelier.cloud.webui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.cloud.queue.Frame;
import dev.atelier.cloud.queue.QueueClient;
import dev.atelier.cloud.queue.QueueClient.Wanted;
import dev.atelier.cloud.queue.QueueException;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Limits;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Unsupported;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes pictures on an asynchronous service: a job is put into its queue, and its answer is
/// confirmed only after every picture was taken by the observer, which saves it. What goes wrong
/// between is made up for: a job that the observer knows from an earlier run is found again instead
/// of sent again, and a broken connection is waited for. Many threads may use one.
public final class AsyncGenerator implements Generator, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncGenerator.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USUAL_BYTES = 8192;
    private static final int ANSWER_TOO_LARGE = 413;
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(250);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_MILLIS = 500;
    private static final int RESULT_CHECKS = 4;
    private static final int NOTIFIED_CHECKS = 20;

    /// Questions to a service that does not answer, before a job is sent: 20 seconds, in which one
    /// that was restarted comes back.
    private static final int CONNECT_ATTEMPTS = 40;

    /// Looks at an input that no longer has the job before it counts as gone.
    private static final int MISSING_CHECKS = 8;

    private final WebuiService service;
    private final QueueClient input;
    private final SyncGenerator side;
    private final Optional<RemoteFiles> files;
    private final Terms terms;
    private final Results results;
    private final Submission submission;
    private volatile int mostBytes;

    /// How to use a service.
    ///
    /// @param client names this installation in the tags of its jobs
    /// @param longest how long a job may take, waiting included
    /// @param priority 0 for usual, more comes first
    /// @param alone whether the service has one instance, so that what it does now is ours
    /// @param window 0 to ask for each job; else one watch for all, with as many answers under way
    /// @param unwanted what was cancelled
    public record Terms(
            String client,
            Duration longest,
            long priority,
            boolean alone,
            int window,
            Unwanted unwanted) {}

    /// @param service the queue
    /// @param input the same as a queue
    /// @param side its webui past the queue, for lists and progress
    /// @param files the folder that both sides share; without one only small pictures come back
    public AsyncGenerator(
            WebuiService service,
            QueueClient input,
            SyncGenerator side,
            Optional<RemoteFiles> files,
            Terms terms) {
        this.service = service;
        this.input = input;
        this.side = side;
        this.files = files;
        this.terms = terms;
        var sink = input.sink();
        this.results =
                terms.window() > 0
                        ? new WatchedResults(sink, terms.client(), terms.window())
                        : new PolledResults(sink);
        this.submission = new Submission(input, terms.client(), terms.priority());
    }

    @Override
    public List<Unsupported> unsupported(Recipe recipe) throws GenerationException {
        return side.unsupported(recipe);
    }

    @Override
    public Capabilities capabilities() throws GenerationException {
        return side.capabilities();
    }

    /// As [SyncGenerator#facts].
    public WebuiFacts facts() throws GenerationException {
        return side.facts();
    }

    /// Lets the service look into its folders again, and forgets its lists: a model was put there.
    public void lookAgain() {
        side.lookAgain();
    }

    @Override
    public List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        if (cancellation.mode() == Cancellation.StopMode.CANCEL) {
            throw cancelled(null);
        }
        var problem = Limits.problem(recipe);
        if (problem.isPresent()) {
            throw new GenerationException(problem.get(), null);
        }
        var resolved = recipe.withSeed(recipe.seed().resolved(new SplittableRandom()));
        try {
            return new Job(resolved, observer, cancellation).run();
        } catch (QueueException e) {
            throw new GenerationException(Refusal.of(e.status(), e.body(), service), e);
        } catch (IOException e) {
            throw new GenerationException(side.unreachable(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(e);
        }
    }

    private static GenerationException cancelled(@Nullable Throwable why) {
        return new GenerationException(new Failure.Cancelled(), why);
    }

    private int mostBytes(Cancellation cancellation)
            throws IOException, InterruptedException, GenerationException {
        for (int ask = 1; mostBytes == 0; ask++) {
            var limit = "";
            try {
                limit = input.attributes().getOrDefault("meta.maxPayloadBytes", "");
            } catch (IOException e) {
                if (ask == CONNECT_ATTEMPTS || (e instanceof QueueException no && !mayPass(no))) {
                    throw e;
                }
                if (cancellation.mode() == Cancellation.StopMode.CANCEL) {
                    throw cancelled(e);
                }
                Thread.sleep(PAUSE_MILLIS);
                continue;
            }
            mostBytes = limit.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(limit) : USUAL_BYTES;
        }
        return mostBytes;
    }

    /// A gateway that does not know a service yet, which runs already, answers 404 without words.
    private static boolean mayPass(QueueException no) {
        return no.isPassing() || (no.status() == 404 && no.body().isBlank());
    }

    /// One job, from its put to its confirmed answer.
    private final class Job {
        private final Recipe recipe;
        private final Observer observer;
        private final Cancellation cancellation;
        private final JobWatch watch;
        private final LinkedPictures lent;
        private final long begin = System.nanoTime();
        private final Optional<Ticket> earlier;
        private Ticket ticket;
        private boolean ready;
        private boolean sentOff;
        private boolean stopped;
        private Cancellation.StopMode sent = Cancellation.StopMode.NONE;
        private int gone;

        Job(Recipe recipe, Observer observer, Cancellation cancellation) {
            this.recipe = recipe;
            this.observer = observer;
            this.cancellation = cancellation;
            // What was cancelled is made anew.
            this.earlier =
                    observer.known().map(Ticket::of).filter(it -> !terms.unwanted().contains(it));
            this.ticket = earlier.orElseGet(Ticket::fresh);
            this.watch = new JobWatch(side, observer, new JobWatch.Asked(ticket.task(), recipe));
            this.lent = new LinkedPictures(service, files, ticket.task());
        }

        List<Picture> run() throws IOException, InterruptedException, GenerationException {
            try (watch) {
                return sentAndFetched();
            } catch (GenerationException e) {
                if (e.failure() instanceof Failure.Cancelled) {
                    drop();
                }
                throw e;
            } catch (IOException e) {
                if (cancellation.mode() != Cancellation.StopMode.CANCEL) {
                    throw e;
                }
                drop(); // what broke does not matter any more
                throw cancelled(e);
            }
        }

        private List<Picture> sentAndFetched()
                throws IOException, InterruptedException, GenerationException {
            var there =
                    earlier.isPresent()
                            ? submission.await(ticket, cancellation)
                            : Optional.<Ticket>empty();
            if (there.isPresent()) {
                lent.lentBefore(recipe);
                ticket = ticket.isAccepted() ? ticket : there.get();
                sentOff = true;
            } else {
                send();
            }
            observer.submitted(ticket.text());
            var answer = answer();
            if (answer.isEmpty()) {
                return List.of(); // taken back before it began
            }
            var pictures = pictures(answer.get());
            pictures.forEach(observer::finished); // may fail, and then nothing is confirmed
            confirm(answer.get());
            sweep();
            return stopped ? pictures : Answer.all(pictures, recipe, service.shown());
        }

        private void sweep() {
            terms.unwanted().sweep(input, terms.client(), results);
        }

        /// Nobody wants the answer any more. What waits is taken back; an answer that is under way
        /// is waited for shortly, longer where the service was asked to interrupt its work, and
        /// else taken out of the sink later.
        private void drop() throws InterruptedException {
            if (!sentOff && earlier.isEmpty()) {
                return;
            }
            terms.unwanted().add(input, ticket);
            for (int i = 0; i < (stopped && terms.alone() ? NOTIFIED_CHECKS : RESULT_CHECKS); i++) {
                sweep();
                if (!terms.unwanted().contains(ticket)) {
                    return;
                }
                Thread.sleep(CHECK_INTERVAL);
            }
        }

        private void send() throws IOException, InterruptedException, GenerationException {
            var queued = new QueuedBody(service, files, lent, mostBytes(cancellation));
            var ability = asked();
            boolean mayBeThere = false;
            try {
                var body = body(queued, ability);
                if (terms.alone()) {
                    watch.before();
                }
                observer.submitted(ticket.text());
                sentOff = true;
                mayBeThere = true; // from here on it may have been taken whatever goes wrong
                ticket = submission.send(Payload.path(recipe), body, ticket, cancellation);
            } catch (QueueException e) {
                mayBeThere = false; // the queue answered no
                sentOff = false;
                throw e;
            } catch (IOException e) {
                mayBeThere &= cancellation.mode() != Cancellation.StopMode.CANCEL;
                var why = Explained.reasonOf(e);
                throw new GenerationException(
                        new Failure.Unreachable(
                                Message.of(
                                        "service.queue-lost", service.shown(), ticket.task(), why)),
                        e);
            } finally {
                if (!mayBeThere) {
                    lent.close();
                }
            }
        }

        /// What the service knows, after it has the model. A gateway that stumbles is asked again:
        /// nothing was sent yet.
        private WebuiCapabilities asked()
                throws GenerationException, IOException, InterruptedException {
            for (int ask = 1; ; ask++) {
                try {
                    var ability = side.ability(cancellation);
                    var missing = side.checkpoints(cancellation).missing(recipe, service.shown());
                    Unsupported.require(missing.stream().toList());
                    return ability;
                } catch (GenerationException e) {
                    if (!(e.failure() instanceof Failure.Unreachable) || ask == CONNECT_ATTEMPTS) {
                        throw e;
                    }
                } catch (IOException e) {
                    if (ask == CONNECT_ATTEMPTS) {
                        throw e;
                    }
                }
                if (cancellation.mode() == Cancellation.StopMode.CANCEL) {
                    throw cancelled(null);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }

        private byte[] body(QueuedBody queued, WebuiCapabilities ability)
                throws GenerationException {
            try {
                return queued.of(recipe, ability, ticket.task());
            } catch (IOException e) {
                throw new GenerationException(
                        new Failure.BadRecipe(
                                Message.of("problem.start-picture", Explained.reasonOf(e)),
                                Message.of("advice.picture")),
                        e);
            }
        }

        /// Waits for the answer. Whatever the end, the service needs what was lent no longer; only
        /// for a job that may be found again by a later run it stays.
        private Optional<Frame> answer()
                throws IOException, InterruptedException, GenerationException {
            boolean over = true;
            try {
                return waited();
            } catch (IOException | InterruptedException e) {
                over = false;
                throw e;
            } finally {
                if (over) {
                    lent.close();
                }
            }
        }

        /// Waits through whatever breaks meanwhile.
        private Optional<Frame> waited()
                throws IOException, InterruptedException, GenerationException {
            long end = begin + terms.longest().toNanos();
            while (true) {
                try {
                    var found = results.await(ticket, ready ? CHECK_INTERVAL : POLL);
                    if (found.isPresent()) {
                        return found;
                    }
                    if (!look()) {
                        return Optional.empty();
                    }
                } catch (QueueException e) {
                    if (!e.isPassing() && e.status() != 404) {
                        throw e;
                    }
                    pause(e, end);
                } catch (IOException e) {
                    pause(e, end);
                }
                if (System.nanoTime() > end) {
                    giveUp();
                    throw new GenerationException(
                            new Failure.Unreachable(Message.of("service.slow", service.shown())),
                            null);
                }
            }
        }

        /// Takes a job that still waits out of the queue, so that nobody begins it later.
        private void giveUp() {
            try {
                boolean waits =
                        ticket.isAccepted()
                                && input.search(ticket.index())
                                        .filter(standing -> !standing.pending())
                                        .isPresent();
                if (waits) {
                    input.delete(List.of(ticket.index()));
                }
            } catch (IOException e) {
                LOG.debug("a job that took too long stays in the queue", e);
            }
        }

        private void pause(IOException e, long end)
                throws IOException, InterruptedException, GenerationException {
            LOG.debug("job {} waits for the queue", ticket.task(), e);
            if (System.nanoTime() > end) {
                throw e;
            }
            if (cancellation.mode() == Cancellation.StopMode.CANCEL) {
                throw cancelled(e);
            }
            Thread.sleep(PAUSE_MILLIS);
        }

        /// Looks where the job is, reports it, and passes on requests to stop.
        ///
        /// @return false where it was taken back before it began
        private boolean look() throws IOException, GenerationException, InterruptedException {
            if (!ticket.isAccepted()) {
                return true;
            }
            var standing = input.search(ticket.index());
            if (standing.isEmpty()) {
                requireAnswer();
                return true;
            }
            gone = 0;
            boolean working = standing.get().pending();
            if (!working) {
                observer.waiting(standing.get().before());
            } else if (!ready) {
                ready = true;
                watch.works();
                observer.ready();
            }
            if (terms.alone() && (working || standing.get().before() == 0)) {
                watch.order(ticket.index());
                watch.look(working);
            }
            return cancellation.mode() == Cancellation.StopMode.NONE || stop(working);
        }

        /// The input no longer has it, so the sink must, or the rear queue.
        private void requireAnswer() throws IOException, GenerationException {
            gone++;
            if (gone < MISSING_CHECKS) {
                return;
            }
            var dead = input.rear().get(Wanted.first("task_id", ticket.task(), Duration.ZERO));
            var key = dead.isEmpty() ? "service.queue-gone" : "service.queue-gave-up";
            throw new GenerationException(
                    new Failure.BadRecipe(
                            Message.of(key, service.shown(), ticket.task()),
                            Message.of("service.queue-again")),
                    null);
        }

        private boolean stop(boolean working)
                throws IOException, GenerationException, InterruptedException {
            var mode = cancellation.mode();
            if (!working && mode != Cancellation.StopMode.SKIP) {
                input.delete(List.of(ticket.index()));
                if (mode == Cancellation.StopMode.CANCEL) {
                    throw cancelled(null);
                }
                return false;
            }
            if (mode != sent) {
                sent = mode;
                stopped = true;
                if (terms.alone() && !watch.isOthersTurn()) {
                    side.post(
                            mode == Cancellation.StopMode.SKIP
                                    ? "/sdapi/v1/skip"
                                    : "/sdapi/v1/interrupt");
                }
            }
            if (mode == Cancellation.StopMode.SKIP) {
                cancellation.skipped();
                sent = Cancellation.StopMode.NONE;
            }
            if (mode == Cancellation.StopMode.CANCEL) {
                throw cancelled(null);
            }
            return true;
        }

        private void confirm(Frame frame) {
            try {
                results.done(frame);
            } catch (IOException e) {
                // It comes again and is then known; or it stays until somebody truncates the sink.
                LOG.info("the answer {} could not be confirmed: {}", frame.index(), e.getMessage());
            }
        }

        /// What was refused is confirmed at once; what cannot be fetched now may be later.
        private List<Picture> pictures(Frame frame) throws IOException, GenerationException {
            try {
                return read(frame);
            } catch (GenerationException e) {
                if (e.getCause() == null) {
                    confirm(frame);
                }
                throw e;
            }
        }

        private List<Picture> read(Frame frame) throws IOException, GenerationException {
            var words = new String(frame.data(), StandardCharsets.UTF_8);
            var code = frame.tag("lastCode");
            if (code.matches("[0-9]{3}") && !code.startsWith("2")) {
                int status = Integer.parseInt(code);
                if (status == ANSWER_TOO_LARGE && files.isEmpty()) {
                    throw new GenerationException(withoutFolder(), null);
                }
                throw new GenerationException(Refusal.of(status, words, service), null);
            }
            var json = json(words);
            var parameters = json.path("parameters");
            if (parameters.path("status").asInt(0) != 0) {
                var why = parameters.path("error_msg").asText("");
                throw failed(
                        why.isBlank() ? Message.of("service.no-reason") : Message.foreign(why));
            }
            var facts = Map.of("service", service.shown(), "task", ticket.task());
            var making = new Answer.Making(facts, watch.seconds());
            var paths = FetchedPictures.paths(parameters.path("image_url").asText(""), recipe);
            if (paths.isEmpty()) {
                var answer = Answer.read(json, recipe, making);
                if (answer.pictures().isEmpty() && !stopped) {
                    throw new GenerationException(answer.nothing(service.shown()), null);
                }
                return answer.pictures();
            }
            var folder = files.orElseThrow(() -> new GenerationException(withoutFolder(), null));
            return new FetchedPictures(service, folder, recipe)
                    .at(paths, making.each(paths.size()));
        }

        private Failure withoutFolder() {
            return new Failure.BadRecipe(
                    Message.of("service.queue-no-bucket", service.shown()),
                    Message.of("service.queue-deploy"));
        }

        private GenerationException failed(Message why) {
            return new GenerationException(
                    new Failure.BadRecipe(
                            Message.of("service.queue-failed", service.shown(), ticket.task(), why),
                            Message.of("service.queue-again")),
                    null);
        }

        private JsonNode json(String words) throws GenerationException {
            try {
                return JSON.readTree(words);
            } catch (JsonProcessingException e) {
                throw failed(Message.of("service.answer-no-json"));
            }
        }
    }

    @Override
    public void close() {
        if (results instanceof WatchedResults watched) {
            watched.close();
        }
    }
}
