package dev.atelier.cloud.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/// One queue of an asynchronous service: its input at the service's address, its sink below
/// `/sink`. Every method blocks for one call; thread-safe. No call is repeated by itself: a put
/// whose answer was lost may have been taken.
public final class QueueClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROTO = "application/vnd.google.protobuf";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration READ = Duration.ofSeconds(30);
    private static final Duration PING = Duration.ofSeconds(2);
    private static final long MOST_BYTES = 64L << 20;

    private static final OkHttpClient HTTP =
            new OkHttpClient.Builder()
                    .connectTimeout(CONNECT)
                    .readTimeout(READ)
                    .writeTimeout(READ)
                    .retryOnConnectionFailure(false)
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .build();

    private final HttpUrl base;
    private final Supplier<String> token;
    private final QueueUser user;
    private final boolean behind;

    /// @param address of the service or of its sink; slashes at its end do not matter
    /// @param token asked for at every call and never kept
    /// @throws IllegalArgumentException where the address is none
    public QueueClient(URI address, Supplier<String> token, QueueUser user) {
        this(HttpUrl.get(address.toString().replaceAll("/+$", "")), token, user, false);
    }

    private QueueClient(HttpUrl base, Supplier<String> token, QueueUser user, boolean behind) {
        this.base = base;
        this.token = token;
        this.user = user;
        this.behind = behind;
    }

    /// The queue that the service writes its answers into; of an input.
    public QueueClient sink() {
        var below = base.newBuilder().addPathSegment("sink").build();
        return new QueueClient(below, token, user, behind);
    }

    /// Where frames are that were delivered too often.
    public QueueClient rear() {
        return new QueueClient(base, token, user, true);
    }

    /// Where a queue took something.
    ///
    /// @param request the id by which the answer in the sink is found
    public record Receipt(long index, String request) {}

    /// Adds a frame.
    ///
    /// @param path below the service's address, such as `/sdapi/v1/txt2img`; empty for none
    /// @param tags come back with the answer; none may begin with `_`
    /// @param priority 0 for usual, more comes first
    /// @throws InvalidValueException where a tag begins with `_`; nothing was sent
    /// @throws QueueException where the queue answered no
    /// @throws IOException where there was no whole answer: nobody knows whether it was taken
    public Receipt put(String path, byte[] data, Map<String, String> tags, long priority)
            throws IOException {
        var url = base.newBuilder();
        if (!path.isEmpty()) {
            url.addPathSegments(path.replaceFirst("^/+", ""));
        }
        tags(url, tags);
        if (priority > 0) {
            url.addQueryParameter("_priority_", priority + "");
        }
        var request = to(url).post(RequestBody.create(data)).build();
        try (var response = HTTP.newCall(request).execute()) {
            var body = checked(response.code(), response.body().string());
            var id = response.header("X-Eas-Queueservice-Request-Id", "");
            return new Receipt(number(body), id == null ? "" : id);
        }
    }

    private static void tags(HttpUrl.Builder url, Map<String, String> tags) {
        for (var tag : new TreeMap<>(tags).entrySet()) {
            if (tag.getKey().startsWith("_")) {
                throw new InvalidValueException(Message.of("service.queue-tag", tag.getKey()));
            }
            url.addQueryParameter(tag.getKey(), tag.getValue());
        }
    }

    /// What to look for.
    ///
    /// @param from least index, 0 for all
    /// @param length most frames, 1 or more
    /// @param timeout how long to wait until there are as many
    /// @param removes whether what was found is gone afterwards; a lost answer loses it
    /// @param tags all of which a frame must carry
    public record Wanted(
            long from, int length, Duration timeout, boolean removes, Map<String, String> tags) {
        public Wanted {
            tags = Map.copyOf(tags);
        }

        /// The first with one tag, kept there.
        public static Wanted first(String tag, String value, Duration timeout) {
            return new Wanted(0, 1, timeout, false, Map.of(tag, value));
        }

        /// All that is there, kept there.
        public static Wanted all(int length) {
            return new Wanted(0, length, Duration.ZERO, false, Map.of());
        }
    }

    /// Frames that are there; empty where none is.
    public List<Frame> get(Wanted wanted) throws IOException {
        var url =
                base.newBuilder()
                        .addQueryParameter("_index_", wanted.from() + "")
                        .addQueryParameter("_length_", wanted.length() + "")
                        .addQueryParameter("_timeout_", wanted.timeout().toMillis() + "ms")
                        .addQueryParameter("_raw_", "false")
                        .addQueryParameter("_auto_delete_", wanted.removes() + "");
        tags(url, wanted.tags());
        var patient = HTTP.newBuilder().readTimeout(READ.plus(wanted.timeout())).build();
        var request = to(url).header("Accept", PROTO).get().build();
        try (var response = patient.newCall(request).execute()) {
            if (response.code() == 204) {
                return List.of();
            }
            return FrameCodec.frames(bytes(response));
        }
    }

    private static byte[] bytes(okhttp3.Response response) throws IOException {
        if (!response.isSuccessful()) {
            throw new QueueException(response.code(), response.body().string());
        }
        var source = response.body().source();
        if (source.request(MOST_BYTES + 1)) {
            throw new MessageException(Message.of("service.queue-large"));
        }
        return source.readByteArray();
    }

    /// What the queue says of itself, such as `meta.maxPayloadBytes` and `stream.length`.
    public Map<String, String> attributes() throws IOException {
        var url = base.newBuilder().addQueryParameter("_attrs_", "true");
        var request = to(url).header("Accept", PROTO).get().build();
        try (var response = HTTP.newCall(request).execute()) {
            var bytes = bytes(response);
            // Not every version may look at Accept.
            if (bytes.length > 0 && bytes[0] == '{') {
                var all = new TreeMap<String, String>();
                JSON.readTree(bytes)
                        .properties()
                        .forEach(it -> all.put(it.getKey(), it.getValue().asText()));
                return all;
            }
            return FrameCodec.attributes(bytes);
        }
    }

    /// How many frames there are, of one priority and with these tags.
    public long count(OptionalLong priority, Map<String, String> tags) throws IOException {
        var url = base.newBuilder().addQueryParameter("_count_", "true");
        priority.ifPresent(it -> url.addQueryParameter("_priority_", it + ""));
        tags(url, tags);
        return number(text(to(url).get()));
    }

    /// Where a frame stands.
    ///
    /// @param pending whether a reader has it
    /// @param before how many wait before it
    public record Position(boolean pending, long before) {}

    /// Empty where the queue does not have it, or no longer.
    public Optional<Position> search(long index) throws IOException {
        var url =
                base.newBuilder()
                        .addQueryParameter("_search_", "true")
                        .addQueryParameter("_index_", index + "");
        var text = text(to(url).get());
        try {
            var found = JSON.readTree(text);
            return found.has("IsPending")
                    ? Optional.of(
                            new Position(
                                    found.path("IsPending").asBoolean(),
                                    found.path("WaitCount").asLong()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new MessageException(Message.of("service.queue-no-json"), e);
        }
    }

    /// Confirms frames for our group.
    public void commit(Collection<Long> indexes) throws IOException {
        text(to(indexes(indexes)).put(RequestBody.create(new byte[0])));
    }

    /// Gives frames back, so that another reader gets them.
    ///
    /// @param code a number or capitalised words, such as `Shutdown`; at most 20 characters
    public void refuse(Collection<Long> indexes, String code, String reason) throws IOException {
        var form = new FormBody.Builder().add("_code_", code).add("_reason_", reason).build();
        text(to(indexes(indexes).addQueryParameter("_negative_", "true")).put(form));
    }

    /// Removes frames for all groups.
    public void delete(Collection<Long> indexes) throws IOException {
        text(to(indexes(indexes)).delete());
    }

    /// Removes all frames below an index, for all groups.
    public void truncate(long below) throws IOException {
        var url =
                base.newBuilder()
                        .addQueryParameter("_index_", below + "")
                        .addQueryParameter("_trunc_", "true");
        text(to(url).delete());
    }

    /// Says that no more comes: readers that have got everything leave.
    ///
    /// @param force whether what nobody has got is dropped
    public void end(boolean force) throws IOException {
        var url = base.newBuilder().addQueryParameter("_eos_", "true");
        if (force) {
            url.addQueryParameter("_force_", "true");
        }
        text(to(url).post(RequestBody.create(new byte[0])));
    }

    private HttpUrl.Builder indexes(Collection<Long> indexes) {
        var list = indexes.stream().map(Object::toString).collect(Collectors.joining(","));
        return base.newBuilder().addQueryParameter("_indexes_", list);
    }

    /// Reads the queue as frames come. Connects with the first frame that is requested.
    public Watcher watch(Watcher.Options options) {
        var url =
                base.newBuilder()
                        .addQueryParameter("_watch_", "true")
                        .addQueryParameter("_index_", options.from() + "")
                        .addQueryParameter("_window_", options.window() + "")
                        .addQueryParameter("_index_only_", options.indexOnly() + "")
                        .addQueryParameter("_auto_commit_", options.autoCommit() + "");
        tags(url, options.tags());
        var sockets = HTTP.newBuilder().pingInterval(PING).readTimeout(Duration.ZERO).build();
        return new Watcher(sockets, () -> to(url).header("Accept", PROTO).build());
    }

    private Request.Builder to(HttpUrl.Builder url) {
        var request =
                new Request.Builder()
                        .url(url.build())
                        .header("Authorization", token.get())
                        .header("X-EAS-QueueService-Redis-Uid", user.id())
                        .header("X-EAS-QueueService-Redis-Gid", user.group());
        return behind ? request.header("X-EAS-QueueService-Access-Rear", "true") : request;
    }

    private static String text(Request.Builder request) throws IOException {
        try (var response = HTTP.newCall(request.build()).execute()) {
            return checked(response.code(), response.body().string());
        }
    }

    private static String checked(int status, String body) throws QueueException {
        if (status < 200 || status > 299) {
            throw new QueueException(status, body);
        }
        return body;
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new MessageException(Message.of("service.queue-no-number"), e);
        }
    }

    /// Host and path, without what is secret.
    public String shown() {
        return base.host() + base.encodedPath();
    }

    @Override
    public String toString() {
        return "queue " + shown();
    }
}
