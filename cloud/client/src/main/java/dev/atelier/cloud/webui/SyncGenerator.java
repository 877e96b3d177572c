package dev.atelier.cloud.webui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Makes pictures on a service, one call for a recipe. A call that was sent is never sent again by
/// itself: it may have been paid for. Progress is asked for while the answer is awaited, which
/// tells the truth only where the service has one instance.
public final class SyncGenerator implements Generator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MediaType TYPE = MediaType.get("application/json");
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 400;

    private final Service service;
    private final OkHttpClient client;
    private @Nullable Ability ability;

    /// @param longest how long a picture may take; the gateway's own limit is
    ///   `metadata.rpc.keepalive`
    public SyncGenerator(Service service, Duration longest) {
        this.service = service;
        client =
                new OkHttpClient.Builder()
                        .connectTimeout(CONNECT)
                        .readTimeout(longest)
                        .writeTimeout(longest)
                        .retryOnConnectionFailure(false)
                        .build();
    }

    /// What the service cannot honour of a recipe; asks the service once. Blocks.
    public List<Shortfall> shortfalls(Recipe recipe) throws GenerationException {
        return Shortfall.of(recipe, ability());
    }

    @Override
    public List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        if (cancellation.wish() == Cancellation.Wish.CANCEL) {
            throw new GenerationException(new Failure.Cancelled(), null);
        }
        var resolved = recipe.withSeed(recipe.seed().resolved(new SplittableRandom()));
        long start = System.nanoTime();
        try {
            var body = Payload.of(resolved, ability());
            var answer = await(post(Payload.path(recipe), body), observer, cancellation);
            var seconds = Duration.ofNanos(System.nanoTime() - start);
            var facts =
                    Map.of(
                            "service",
                            service.shown(),
                            "seconds",
                            "%.2f".formatted(seconds.toMillis() / 1000.0));
            var pictures = Answer.read(answer, resolved, facts).pictures();
            pictures.forEach(observer::finished);
            return pictures;
        } catch (IOException e) {
            throw new GenerationException(unreachable(e), e);
        }
    }

    private synchronized Ability ability() throws GenerationException {
        var known = ability;
        if (known == null) {
            try {
                known = new Ability(names("/sdapi/v1/samplers"), schedulers(), settings());
            } catch (IOException e) {
                throw new GenerationException(unreachable(e), e);
            }
            ability = known;
        }
        return known;
    }

    /// Empty before 1.9, where the path is unknown.
    private Set<String> schedulers() throws IOException, GenerationException {
        return ifThere(() -> names("/sdapi/v1/schedulers"));
    }

    /// Empty where the service keeps them to itself.
    private Set<String> settings() throws IOException, GenerationException {
        return ifThere(() -> {
            try (var response =
                    client.newCall(service.to("/sdapi/v1/options").get().build()).execute()) {
                var names = new HashSet<String>();
                read(response).fieldNames().forEachRemaining(names::add);
                return names;
            }
        });
    }

    private interface Listing {
        Set<String> get() throws IOException, GenerationException;
    }

    private static Set<String> ifThere(Listing listing) throws IOException, GenerationException {
        try {
            return listing.get();
        } catch (GenerationException e) {
            if (e.failure() instanceof Failure.Unreachable && e.getCause() == null) {
                return Set.of();
            }
            throw e;
        }
    }

    private Set<String> names(String path) throws IOException, GenerationException {
        try (var response = client.newCall(service.to(path).get().build()).execute()) {
            var names = new HashSet<String>();
            for (var entry : read(response)) {
                names.add(entry.path("name").asText());
                entry.path("aliases").forEach(alias -> names.add(alias.asText()));
                if (entry.has("label")) {
                    names.add(entry.path("label").asText());
                }
            }
            return names;
        }
    }

    private Call post(String path, ObjectNode body) {
        var content = RequestBody.create(body.toString(), TYPE);
        return client.newCall(service.to(path).post(content).build());
    }

    /// Waits for the answer, and meanwhile reports how far it is and passes on the wish to stop.
    private JsonNode await(Call call, Observer observer, Cancellation cancellation)
            throws IOException, GenerationException {
        var answer = new Awaited();
        call.enqueue(answer);
        var told = Cancellation.Wish.NONE;
        var forward = new Forward(observer);
        while (true) {
            try (var response = answer.future.get(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return read(response);
            } catch (TimeoutException e) {
                var wish = cancellation.wish();
                if (wish != told) {
                    told = wish;
                    stop(call, cancellation);
                }
                progress(forward);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            } catch (InterruptedException e) {
                call.cancel();
                Thread.currentThread().interrupt();
                throw new GenerationException(new Failure.Cancelled(), e);
            }
        }
    }

    private void stop(Call call, Cancellation cancellation) throws GenerationException {
        switch (cancellation.wish()) {
            case NONE -> {}
            case SKIP -> {
                tell("/sdapi/v1/skip");
                cancellation.skipped();
            }
            case INTERRUPT -> tell("/sdapi/v1/interrupt");
            case CANCEL -> {
                tell("/sdapi/v1/interrupt");
                call.cancel();
                throw new GenerationException(new Failure.Cancelled(), null);
            }
        }
    }

    /// A wish that does not reach the service changes nothing here.
    private void tell(String path) {
        var request = service.to(path).post(RequestBody.create("", TYPE)).build();
        var brief = client.newBuilder().callTimeout(Duration.ofSeconds(3)).build();
        try (var response = brief.newCall(request).execute()) {
            response.body();
        } catch (IOException e) {
            // The picture ends by itself.
        }
    }

    private void progress(Forward observer) {
        var request = service.to("/sdapi/v1/progress?skip_current_image=true").get().build();
        var brief = client.newBuilder().callTimeout(Duration.ofSeconds(3)).build();
        try (var response = brief.newCall(request).execute()) {
            if (response.isSuccessful()) {
                var now = JSON.readTree(response.body().string());
                var state = now.path("state");
                int steps = Math.max(1, state.path("sampling_steps").asInt());
                observer.progress(
                        new Progress(
                                state.path("job_no").asInt() + 1,
                                Math.max(1, state.path("job_count").asInt()),
                                Math.min(steps, state.path("sampling_step").asInt()),
                                steps,
                                0,
                                Duration.ofMillis((long) (1000 * eta(now)))));
            }
        } catch (IOException e) {
            // A question left open is asked again at the next turn.
        }
    }

    private static double eta(JsonNode now) {
        double seconds = now.path("eta_relative").asDouble();
        return Double.isFinite(seconds) ? Math.clamp(seconds, 0, 86_400) : 0;
    }

    private JsonNode read(Response response) throws IOException, GenerationException {
        if (!response.isSuccessful()) {
            var body = response.body().string();
            throw new GenerationException(Refusal.of(response.code(), body, service.shown()), null);
        }
        var bytes = response.body().bytes(); // JSON is UTF-8, and pictures are long
        try {
            var json = JSON.readTree(bytes);
            return json == null ? JSON.createObjectNode() : json;
        } catch (JsonProcessingException e) {
            throw new IOException("the service answered something that is no JSON", e);
        }
    }

    private Failure unreachable(IOException e) {
        return e instanceof SocketTimeoutException
                ? new Failure.Unreachable("The service " + service.shown() + " took too long.")
                : new Failure.Unreachable(
                        "The service %s cannot be used: %s."
                                .formatted(service.shown(), e.getMessage()));
    }

    /// Passes progress on. A webui that has just finished says that it has done nothing, which
    /// nobody wants to see as a step back.
    private static final class Forward {
        private final Observer observer;
        private int image;
        private int step;

        Forward(Observer observer) {
            this.observer = observer;
        }

        void progress(Progress now) {
            boolean later = now.image() > image || (now.image() == image && now.step() >= step);
            if (later) {
                image = now.image();
                step = now.step();
                observer.progress(now);
            }
        }
    }

    /// The answer, when it comes.
    private static final class Awaited implements Callback {
        private final CompletableFuture<Response> future = new CompletableFuture<>();

        @Override
        public void onFailure(Call call, IOException e) {
            future.completeExceptionally(e);
        }

        @Override
        public void onResponse(Call call, Response response) {
            if (!future.complete(response)) {
                response.close();
            }
        }
    }
}
