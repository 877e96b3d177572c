package dev.atelier.cloud.webui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Limits;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Unsupported;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/// Makes pictures on a service, one call for a recipe. A call that was sent is never sent again by
/// itself: it may have been paid for. Progress is requested while the answer is awaited, where the
/// service has one instance.
public final class SyncGenerator implements Generator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MediaType TYPE = MediaType.get("application/json");
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration LISTS = Duration.ofSeconds(30);
    private static final Duration LAST_INTERRUPT = Duration.ofSeconds(1);
    private static final List<String> FOLDERS =
            List.of("checkpoints", "vae", "loras", "embeddings");
    private static final int ASKS = 4;
    private static final int LOOKS_A_PAUSE = 10;

    private static final long LOOK_MILLIS = 100;

    private final WebuiService service;
    private final Calls calls;
    private final Optional<RemoteFiles> files;
    private final boolean alone;
    private final Turns turns = new Turns();
    private @Nullable WebuiCapabilities ability;
    private @Nullable Checkpoints checkpoints;
    private @Nullable ServiceFiles offers;

    /// False once the service refused to save pictures, or a saved one could not be read.
    private volatile boolean saves = true;

    /// @param longest how long a picture may take; the gateway's own limit is
    ///   `metadata.rpc.keepalive`
    public SyncGenerator(WebuiService service, Duration longest) {
        this(service, new Calls(longest, Calls.MOST_BYTES));
    }

    /// @param files the OSS folder of the service, through which large pictures travel; empty where
    ///   there is none
    public SyncGenerator(WebuiService service, Duration longest, Optional<RemoteFiles> files) {
        this(service, longest, files, true);
    }

    /// @param alone whether the service has one instance, so that what it does now can be ours
    public SyncGenerator(
            WebuiService service, Duration longest, Optional<RemoteFiles> files, boolean alone) {
        this(service, new Calls(longest, Calls.MOST_BYTES), files, alone);
    }

    SyncGenerator(WebuiService service, Calls calls) {
        this(service, calls, Optional.empty(), true);
    }

    private SyncGenerator(
            WebuiService service, Calls calls, Optional<RemoteFiles> files, boolean alone) {
        this.service = service;
        this.calls = calls;
        this.files = files;
        this.alone = alone;
    }

    @Override
    public List<Unsupported> unsupported(Recipe recipe) throws GenerationException {
        var ask = new Cancellation();
        try {
            var found = new ArrayList<Unsupported>();
            checkpoints(ask).missing(recipe, service.shown()).ifPresent(found::add);
            found.addAll(ability(ask).unsupported(recipe));
            found.addAll(offers(ask).unsupported(recipe, service.shown()));
            return List.copyOf(found);
        } catch (IOException e) {
            throw new GenerationException(unreachable(e), e);
        }
    }

    @Override
    public Capabilities capabilities() throws GenerationException {
        var ask = new Cancellation();
        try {
            var ability = ability(ask);
            var more = offers(ask);
            var models =
                    new Capabilities.Models(
                            checkpoints(ask).titles(),
                            more.vaes(),
                            more.loras(),
                            more.embeddings(),
                            more.controls(),
                            more.upscalers().isEmpty() ? HiresPass.UPSCALERS : more.upscalers());
            return new Capabilities(
                    ability.samplerIds(), ability.scheduleIds(), models, Limits.PIXELS);
        } catch (IOException e) {
            throw new GenerationException(unreachable(e), e);
        }
    }

    /// What the service tells of itself. A webui with a page gathers its version along with much
    /// else, which takes seconds. Blocks.
    public WebuiFacts facts() throws GenerationException {
        var ask = new Cancellation();
        try {
            var told =
                    ifThere(() -> listed("/internal/sysinfo", ask).path("Version").asText(""), "");
            int control =
                    ifThere(() -> listed("/controlnet/version", ask).path("version").asInt(), 0);
            return new WebuiFacts(
                    Optional.of(told).filter(it -> !it.isBlank() && !it.equals("<none>")),
                    Optional.of(control).filter(it -> it > 0),
                    offers(ask).unlisted());
        } catch (IOException e) {
            throw new GenerationException(unreachable(e), e);
        }
    }

    @Override
    public List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        if (cancellation.mode() == Cancellation.StopMode.CANCEL) {
            throw new GenerationException(new Failure.Cancelled(), null);
        }
        var problem = Limits.problem(recipe);
        if (problem.isPresent()) {
            throw new GenerationException(problem.get(), null);
        }
        var resolved = recipe.withSeed(recipe.seed().resolved(new SplittableRandom()));
        var task = "atelier-" + UUID.randomUUID();
        try (var lent = new LinkedPictures(service, files, task);
                var watch = new JobWatch(this, observer, new JobWatch.Asked(task, resolved))) {
            var ability = ability(cancellation);
            var missing = checkpoints(cancellation).missing(recipe, service.shown());
            Unsupported.require(missing.stream().toList());
            var sized = new SizedRequest(resolved, service, lent, folder());
            var body = body(sized, ability);
            if (alone) {
                watch.before();
            }
            observer.ready();
            watch.works();
            var path = Payload.path(recipe);
            var outcome = await(post(path, body), watch, cancellation);
            if (sized.folder().isPresent() && refusesToSave(outcome.reply())) {
                saves = false;
                body = body(sized.sent(), ability);
                outcome = await(post(path, body), watch, cancellation);
            }
            var making = new Answer.Making(Map.of("service", service.shown()), watch.seconds());
            var pictures = pictures(outcome, resolved, making);
            pictures.forEach(observer::finished);
            return outcome.stopped() ? pictures : Answer.all(pictures, resolved, service.shown());
        } catch (IOException e) {
            throw new GenerationException(unreachable(e), e);
        }
    }

    /// Where the service is to save pictures, so that they are in OSS too.
    private Optional<String> folder() {
        return files.filter(_ -> saves).map(RemoteFiles::folder);
    }

    /// Whether it is a webui that is not of PAI-EAS: it refuses before it draws anything.
    private static boolean refusesToSave(Calls.Reply reply) {
        return reply.status() == 422
                && new String(reply.body(), StandardCharsets.UTF_8).contains(SizedRequest.SAVE_DIR);
    }

    private List<Picture> pictures(Outcome outcome, Recipe recipe, Answer.Making making)
            throws IOException, GenerationException {
        var json = read(outcome.reply());
        var answer = Answer.read(json, recipe, making);
        if (!answer.pictures().isEmpty()) {
            return answer.pictures();
        }
        var url = json.path("parameters").path("image_url").asText("");
        var paths = FetchedPictures.paths(url, recipe);
        if (!paths.isEmpty() && files.isPresent()) {
            try {
                return new FetchedPictures(service, files.get(), recipe)
                        .at(paths, making.each(paths.size()));
            } catch (GenerationException e) {
                saves = false; // the next ones are sent
                throw e;
            }
        }
        if (!outcome.stopped()) {
            throw new GenerationException(answer.nothing(service.shown()), null);
        }
        return List.of();
    }

    private static byte[] body(SizedRequest sized, WebuiCapabilities ability)
            throws GenerationException {
        try {
            return sized.body(ability);
        } catch (IOException e) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            Message.of("problem.start-picture", Explained.reasonOf(e)),
                            Message.of("advice.picture")),
                    e);
        }
    }

    synchronized WebuiCapabilities ability(Cancellation cancellation) throws GenerationException {
        var known = ability;
        if (known == null) {
            try {
                known =
                        new WebuiCapabilities(
                                names("/sdapi/v1/samplers", cancellation),
                                // Before 1.9 the path is unknown.
                                ifThere(
                                        () -> names("/sdapi/v1/schedulers", cancellation),
                                        Set.of()),
                                // Some services keep them to themselves.
                                ifThere(() -> settings(cancellation), Set.of()));
            } catch (IOException e) {
                throw new GenerationException(unreachable(e), e);
            }
            ability = known;
        }
        return known;
    }

    synchronized Checkpoints checkpoints(Cancellation cancellation)
            throws IOException, GenerationException {
        var known = checkpoints;
        if (known == null) {
            var none = new Checkpoints(List.of(), Set.of());
            known =
                    ifThere(
                            () -> Checkpoints.read(listed("/sdapi/v1/sd-models", cancellation)),
                            none);
            checkpoints = known;
        }
        return known;
    }

    /// Lets the service look into its folders again, and forgets its lists: a model was put there.
    public void lookAgain() {
        for (var what : FOLDERS) {
            post("/sdapi/v1/refresh-" + what);
        }
        synchronized (this) {
            checkpoints = null;
            offers = null;
        }
    }

    /// Read once; what a service does not list is empty.
    synchronized ServiceFiles offers(Cancellation cancellation)
            throws IOException, GenerationException {
        var known = offers;
        if (known == null) {
            known =
                    new ServiceFiles(
                            ifThere(() ->
                                    ServiceFiles.vaes(listed("/sdapi/v1/sd-vae", cancellation))),
                            ifThere(() ->
                                    ServiceFiles.loras(listed("/sdapi/v1/loras", cancellation))),
                            ifThere(() ->
                                    ServiceFiles.embeddings(
                                            listed("/sdapi/v1/embeddings", cancellation))),
                            ifThere(() ->
                                    ServiceFiles.controls(
                                            listed("/controlnet/model_list", cancellation))),
                            ifThere(() ->
                                    ServiceFiles.upscalers(
                                            listed("/sdapi/v1/latent-upscale-modes", cancellation),
                                            listed("/sdapi/v1/upscalers", cancellation))));
            offers = known;
        }
        return known;
    }

    private static Optional<List<String>> ifThere(Listing<List<String>> list)
            throws IOException, GenerationException {
        return ifThere(() -> Optional.of(list.get()), Optional.empty());
    }

    private Set<String> settings(Cancellation cancellation)
            throws IOException, GenerationException {
        var names = new HashSet<String>();
        listed("/sdapi/v1/options", cancellation).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private interface Listing<T> {
        T get() throws IOException, GenerationException;
    }

    private static <T> T ifThere(Listing<T> listing, T otherwise)
            throws IOException, GenerationException {
        try {
            return listing.get();
        } catch (GenerationException e) {
            if (e.failure() instanceof Failure.Unreachable && e.getCause() == null) {
                return otherwise;
            }
            throw e;
        }
    }

    private Set<String> names(String path, Cancellation cancellation)
            throws IOException, GenerationException {
        var names = new HashSet<String>();
        for (var entry : listed(path, cancellation)) {
            names.add(entry.path("name").asText());
            entry.path("aliases").forEach(alias -> names.add(alias.asText()));
            if (entry.has("label")) {
                names.add(entry.path("label").asText());
            }
        }
        return names;
    }

    private JsonNode listed(String path, Cancellation cancellation)
            throws IOException, GenerationException {
        for (int ask = 1; ; ask++) {
            var reply = asked(path, cancellation);
            if (ask == ASKS || !isWarmingUp(reply)) {
                return read(reply);
            }
            for (int look = 0; look < LOOKS_A_PAUSE; look++) {
                requireGoing(cancellation);
                pause();
            }
        }
    }

    /// What a gateway answers, or a proxy before it, until it has learned of a service that runs.
    private static boolean isWarmingUp(Calls.Reply reply) {
        return reply.status() == 503 || (reply.status() == 404 && reply.body().length == 0);
    }

    private Calls.Reply asked(String path, Cancellation cancellation)
            throws IOException, GenerationException {
        var pending = calls.start(service.to(path).get().build(), LISTS);
        while (true) {
            var reply = look(pending);
            if (reply.isPresent()) {
                return reply.get();
            }
            if (cancellation.mode() == Cancellation.StopMode.CANCEL) {
                pending.cancel();
            }
            requireGoing(cancellation);
        }
    }

    private static void requireGoing(Cancellation cancellation) throws GenerationException {
        if (cancellation.mode() == Cancellation.StopMode.CANCEL) {
            throw new GenerationException(new Failure.Cancelled(), null);
        }
    }

    private static void pause() throws GenerationException {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GenerationException(new Failure.Cancelled(), e);
        }
    }

    private Calls.Pending post(String path, byte[] body) {
        return calls.start(service.to(path).post(RequestBody.create(body, TYPE)).build());
    }

    /// The reply, if it comes within a moment.
    private static Optional<Calls.Reply> look(Calls.Pending pending)
            throws IOException, GenerationException {
        try {
            return Optional.of(pending.reply().get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            pending.cancel();
            Thread.currentThread().interrupt();
            throw new GenerationException(new Failure.Cancelled(), e);
        }
    }

    /// @param stopped whether an early end was requested, after which no picture is no error
    private record Outcome(Calls.Reply reply, boolean stopped) {}

    /// Waits for the answer, and meanwhile reports how far it is and passes on the request to stop.
    private Outcome await(Calls.Pending call, JobWatch watch, Cancellation cancellation)
            throws IOException, GenerationException {
        var sent = Cancellation.StopMode.NONE;
        boolean stopped = false;
        while (true) {
            var reply = look(call);
            if (reply.isPresent()) {
                return new Outcome(reply.get(), stopped);
            }
            var mode = cancellation.mode();
            if (mode != sent) {
                sent = mode;
                stopped = true;
                stop(call, watch, cancellation);
            }
            if (alone) {
                watch.look(true);
            }
        }
    }

    Calls.Pending askProgress() {
        var path = "/sdapi/v1/progress?skip_current_image=true";
        return calls.start(service.to(path).get().build(), SOON);
    }

    /// Asks whether it makes a task.
    Calls.Pending askTask(String task) {
        var body =
                JSON.createObjectNode()
                        .put("id_task", task)
                        .put("id_live_preview", -1)
                        .put("live_preview", false);
        var bytes = RequestBody.create(body.toString(), TYPE);
        return calls.start(service.to("/internal/progress").post(bytes).build(), SOON);
    }

    /// Whose the work of the webui is.
    Turns turns() {
        return turns;
    }

    /// What the webui makes for somebody else goes on.
    private void stop(Calls.Pending call, JobWatch watch, Cancellation cancellation)
            throws GenerationException {
        boolean own = !watch.isOthersTurn();
        switch (cancellation.mode()) {
            case NONE -> {}
            case SKIP -> {
                post("/sdapi/v1/skip", own);
                cancellation.skipped();
            }
            case INTERRUPT -> post("/sdapi/v1/interrupt", own);
            case CANCEL -> {
                post("/sdapi/v1/interrupt", own);
                call.cancel();
                throw new GenerationException(new Failure.Cancelled(), null);
            }
        }
    }

    private void post(String path, boolean wanted) {
        if (wanted) {
            post(path);
        }
    }

    /// A request that does not reach the service changes nothing here: the picture ends by itself.
    void post(String path) {
        var request = service.to(path).post(RequestBody.create("{}", TYPE)).build();
        try {
            calls.start(request, SOON)
                    .reply()
                    .get(LAST_INTERRUPT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode read(Calls.Reply reply) throws IOException, GenerationException {
        if (reply.redirects()) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            Message.of("service.redirects", service.shown(), reply.target()),
                            Message.of("service.name-address")),
                    null);
        }
        if (!reply.successful()) {
            var words = new String(reply.body(), StandardCharsets.UTF_8);
            throw new GenerationException(Refusal.of(reply.status(), words, service), null);
        }
        try {
            var json = JSON.readTree(reply.body());
            return json == null ? JSON.createObjectNode() : json;
        } catch (JsonProcessingException e) {
            throw new AnswerException(
                    "service.no-json", "service.no-json-advice", Message.plain(""), e);
        }
    }

    Failure unreachable(IOException e) {
        return NoConnection.of(e, service);
    }
}
