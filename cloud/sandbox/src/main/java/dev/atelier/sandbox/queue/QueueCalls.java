package dev.atelier.sandbox.queue;

import dev.atelier.http.Incoming;
import dev.atelier.http.Json;
import dev.atelier.http.Query;
import dev.atelier.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The calls of one queue, as the vendor's clients make them.
public final class QueueCalls {
    static final String USER = "X-EAS-QueueService-Redis-Uid";
    static final String GROUP = "X-EAS-QueueService-Redis-Gid";

    /// The real name is unknown; clients take what the attributes say.
    static final String PRIORITY = "X-EAS-QueueService-Priority";

    private static final String REAR = "X-EAS-QueueService-Access-Rear";
    private static final String REQUEST = "X-Eas-Queueservice-Request-Id";
    private static final String PROTO = "application/vnd.google.protobuf";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST = 10_000;
    private static final Pattern TIMES =
            Pattern.compile("\\+?(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h))+|0");
    private static final Pattern TIME = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)");

    /// As the vendor's Go client checks it (`types.Code`).
    private static final Pattern CODE = Pattern.compile("([A-Z][a-z]*)+(.[A-Z][a-z]*)?|[0-9]+");

    private static final int LONGEST_CODE = 20;

    /// What a put may have besides tags.
    private static final Set<String> OF_PUT = Set.of("_priority_", "_eos_", "_force_");

    /// The tag with the path that a frame was put at, which is that of its container's call.
    public static final String PATH_TAG = "_path_";

    private QueueCalls() {}

    /// The queue or its rear, as the call asks.
    public static MessageQueue addressed(MessageQueue queue, Incoming incoming) {
        return isTrue(incoming.header(REAR).orElse("")) ? queue.rear() : queue;
    }

    static boolean isTrue(String text) {
        return text.equalsIgnoreCase("true");
    }

    static boolean on(Query query, String key) {
        return isTrue(query.text(key));
    }

    /// The group of a call.
    static String group(Incoming incoming) {
        return incoming.header(GROUP).filter(it -> !it.isBlank()).orElse("eas");
    }

    /// The user of a call; a fresh one where it names none.
    static String user(Incoming incoming) {
        return incoming.header(USER)
                .filter(it -> !it.isBlank())
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    static boolean wantsProto(Incoming incoming) {
        return incoming.header("accept").orElse("").contains(PROTO);
    }

    /// All keys that do not begin with `_`.
    static Map<String, String> tags(Query query) {
        var tags = new HashMap<String, String>();
        query.pairs().stream()
                .filter(pair -> !pair.key().startsWith("_"))
                .forEach(pair -> tags.putIfAbsent(pair.key(), pair.value()));
        return tags;
    }

    /// @param below the path below the queue's, empty or beginning with a slash
    /// @param faults of watches
    public static Reply answer(
            Incoming incoming, String below, MessageQueue queue, WatchFaults faults) {
        var query = incoming.query();
        try {
            var call = QueueCall.of(incoming.method(), query);
            return call.isEmpty()
                    ? QueueError.METHOD_NOT_ALLOWED.reply()
                    : switch (call.get()) {
                        case END -> end(query, queue);
                        case PUT -> put(incoming, query, below, queue);
                        case ATTRIBUTES -> attributes(incoming, queue);
                        case COUNT -> count(query, queue);
                        case SEARCH -> search(query, queue);
                        case WATCH -> Watching.stream(incoming, queue, faults);
                        case GET -> get(incoming, query, queue);
                        case REFUSE, COMMIT -> commit(incoming, query, queue, call.get());
                        case TRUNCATE -> truncate(query, queue);
                        case DELETE -> delete(query, queue);
                    };
        } catch (QueueRefusedException e) {
            return e.reply();
        } catch (NumberFormatException e) {
            return QueueError.BAD_NUMBER.reply(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return QueueError.STOPPING.reply();
        }
    }

    private static Reply end(Query query, MessageQueue queue) {
        queue.end(on(query, "_force_"));
        return Reply.text(200, "OK");
    }

    private static Reply put(Incoming incoming, Query query, String below, MessageQueue queue)
            throws QueueRefusedException {
        for (var pair : query.pairs()) {
            if (pair.key().startsWith("_") && !OF_PUT.contains(pair.key())) {
                throw new QueueRefusedException(QueueError.RESERVED_TAG, pair.key());
            }
        }
        var id = UUID.randomUUID().toString();
        var tags = tags(query);
        tags.put("requestId", id);
        if (!below.isEmpty()) {
            tags.put(PATH_TAG, below);
        }
        long index = queue.put(tags, incoming.body(), priority(incoming, query));
        return Reply.text(200, index + "").with(REQUEST, id);
    }

    private static long priority(Incoming incoming, Query query) throws QueueRefusedException {
        long priority =
                query.given("_priority_")
                        .or(() -> incoming.header(PRIORITY).filter(it -> !it.isBlank()))
                        .map(Long::parseLong)
                        .orElse(0L);
        if (priority < 0) {
            throw new QueueRefusedException(QueueError.BAD_PRIORITY, priority);
        }
        return priority;
    }

    private static Reply attributes(Incoming incoming, MessageQueue queue) {
        var all = queue.attributes();
        return wantsProto(incoming)
                ? Reply.of(200, PROTO, QueueItem.proto(all))
                : Reply.json(200, Json.MAPPER.valueToTree(all));
    }

    private static Reply count(Query query, MessageQueue queue) {
        var priority =
                query.given("_priority_")
                        .map(it -> OptionalLong.of(Long.parseLong(it)))
                        .orElse(OptionalLong.empty());
        return Reply.text(200, queue.count(priority, tags(query)) + "");
    }

    private static Reply search(Query query, MessageQueue queue) {
        var found = Json.object();
        queue.search(Long.parseLong(query.text("_index_")))
                .ifPresent(
                        it -> found.put("IsPending", it.pending()).put("WaitCount", it.before()));
        return Reply.json(200, found);
    }

    private static Reply get(Incoming incoming, Query query, MessageQueue queue)
            throws InterruptedException, QueueRefusedException {
        boolean raw = !query.text("_raw_").equalsIgnoreCase("false");
        int length = raw ? 1 : query.number("_length_", 1, 1, MOST);
        long from = Math.max(0, query.given("_index_").map(Long::parseLong).orElse(0L));
        var wanted = new MessageQueue.Selection(from, length, tags(query));
        // That this is the default is inferred: pai-python-sdk sends nothing and polls.
        boolean removes = !query.text("_auto_delete_").equalsIgnoreCase("false");
        var found =
                queue.get(wanted, time(query.text("_timeout_")), removes).stream()
                        .map(QueueCalls::shown)
                        .toList();
        if (found.isEmpty()) {
            return Reply.empty(204);
        }
        if (raw) {
            return Reply.of(200, "application/octet-stream", found.getFirst().data());
        }
        return wantsProto(incoming)
                ? Reply.of(200, PROTO, QueueItem.proto(found))
                : Reply.json(200, QueueItem.json(found));
    }

    /// Without what only the queue needs.
    static QueueItem shown(QueueItem frame) {
        if (!frame.tags().containsKey(PATH_TAG)) {
            return frame;
        }
        var tags = new HashMap<>(frame.tags());
        tags.remove(PATH_TAG);
        return new QueueItem(frame.index(), tags, frame.data(), frame.priority());
    }

    /// Reads Go's durations, such as `5s` or `1m30s`; none is no time.
    static Duration time(String text) throws QueueRefusedException {
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        if (!TIMES.matcher(text).matches()) {
            throw new QueueRefusedException(QueueError.BAD_TIME, text);
        }
        double seconds = 0;
        for (var part : TIME.matcher(text).results().toList()) {
            double unit =
                    switch (part.group(2)) {
                        case "ms" -> 0.001;
                        case "m" -> 60;
                        case "h" -> 3600;
                        default -> 1;
                    };
            seconds += Double.parseDouble(part.group(1)) * unit;
        }
        return Duration.ofMillis((long) (1000 * Math.min(seconds, (double) LONGEST.toSeconds())));
    }

    private static Reply commit(Incoming incoming, Query query, MessageQueue queue, QueueCall call)
            throws QueueRefusedException {
        var indexes = indexes(query);
        if (indexes.isEmpty()) {
            return QueueError.NO_INDEXES.reply();
        }
        if (call == QueueCall.REFUSE) {
            requireCode(incoming, query);
            queue.refuse(group(incoming), indexes);
        } else {
            queue.commit(group(incoming), indexes);
        }
        return Reply.text(200, "OK");
    }

    /// A refusal may come without a code. That its form may also stand in the query is chosen.
    private static void requireCode(Incoming incoming, Query query) throws QueueRefusedException {
        var form = Query.parse(new String(incoming.body(), StandardCharsets.UTF_8)).and(query);
        var code = form.text("_code_");
        if (!code.isEmpty() && (code.length() > LONGEST_CODE || !CODE.matcher(code).matches())) {
            throw new QueueRefusedException(QueueError.BAD_CODE, code);
        }
    }

    private static Reply truncate(Query query, MessageQueue queue) {
        queue.truncate(Long.parseLong(query.text("_index_")));
        return Reply.text(200, "OK");
    }

    private static Reply delete(Query query, MessageQueue queue) {
        var indexes = indexes(query);
        if (indexes.isEmpty()) {
            return QueueError.NO_INDEXES.reply();
        }
        queue.delete(indexes);
        return Reply.text(200, "OK");
    }

    private static List<Long> indexes(Query query) {
        return Stream.of(query.text("_indexes_").split(","))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .map(Long::parseLong)
                .toList();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
