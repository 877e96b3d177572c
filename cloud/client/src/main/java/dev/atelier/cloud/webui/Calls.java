package dev.atelier.cloud.webui;

import dev.atelier.recipe.Message;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// Calls of a service. Answers are read with a limit, on threads of their own, so that who waits
/// can stop waiting at once. Redirects are not followed: the token is for one host.
final class Calls {
    /// The largest answer: many large pictures in base64.
    static final long MOST_BYTES = 512L << 20;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private final OkHttpClient client;
    private final long mostBytes;

    /// @param location where a redirect leads, empty in other answers
    record Reply(int status, byte[] body, String location) {
        boolean successful() {
            return status >= 200 && status < 300;
        }

        boolean redirects() {
            return status >= 300 && status < 400;
        }

        /// Where it leads, without what may be secret in the path.
        String target() {
            try {
                var host = URI.create(location).getHost();
                return host == null ? "another path" : host;
            } catch (IllegalArgumentException e) {
                return "another address";
            }
        }
    }

    /// @param longest how long an answer may take
    Calls(Duration longest, long mostBytes) {
        this.mostBytes = mostBytes;
        client =
                new OkHttpClient.Builder()
                        .connectTimeout(CONNECT)
                        .readTimeout(longest)
                        .writeTimeout(longest)
                        .retryOnConnectionFailure(false)
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .build();
    }

    /// One call under way.
    record Pending(Call call, CompletableFuture<Reply> reply) {
        void cancel() {
            call.cancel();
        }
    }

    /// Sends it; returns at once.
    Pending start(Request request) {
        return started(client.newBuilder(), request);
    }

    /// The same for a call that must be answered soon.
    Pending start(Request request, Duration soon) {
        return started(client.newBuilder().callTimeout(soon), request);
    }

    private Pending started(OkHttpClient.Builder with, Request request) {
        var watch = new Watch();
        var call = with.eventListener(watch).build().newCall(request);
        var reply = new CompletableFuture<Reply>();
        call.enqueue(
                new Callback() {
                    @Override
                    public void onFailure(Call failed, IOException e) {
                        reply.completeExceptionally(new BrokenCallException(watch.stage, e));
                    }

                    @Override
                    public void onResponse(Call answered, Response response) {
                        try (response) {
                            reply.complete(read(response));
                        } catch (AnswerException e) {
                            reply.completeExceptionally(e);
                        } catch (IOException e) {
                            reply.completeExceptionally(new BrokenCallException(watch.stage, e));
                        }
                    }
                });
        return new Pending(call, reply);
    }

    private Reply read(Response response) throws IOException {
        var source = response.body().source();
        if (source.request(mostBytes + 1)) {
            var most = "%d MB".formatted(Math.max(1, mostBytes >> 20));
            throw new AnswerException(
                    "service.large-answer",
                    "service.large-answer-advice",
                    Message.plain(most),
                    null);
        }
        var location = response.header("Location", "");
        return new Reply(response.code(), source.readByteArray(), location == null ? "" : location);
    }

    /// How far a call is.
    private static final class Watch extends EventListener {
        private volatile BrokenCallException.Stage stage = BrokenCallException.Stage.CONNECTING;

        @Override
        public void connectionAcquired(Call call, Connection connection) {
            stage = BrokenCallException.Stage.CONNECTED;
        }

        @Override
        public void responseHeadersEnd(Call call, Response response) {
            stage = BrokenCallException.Stage.ANSWERED;
        }
    }
}
