package dev.atelier.sandbox.fault;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// One thing that goes wrong while it is switched on.
public sealed interface Fault {
    /// The forms that [#parse] reads, one line each.
    List<String> FORMS =
            List.of(
                    "cold=30s     services take so much longer until they run",
                    "errors=0.2   this share of gateway answers is 503",
                    "token        every service token is refused",
                    "drop=1000    connections break after so many bytes of an answer's body",
                    "switch=8s    changing the checkpoint takes so long",
                    "504=2s       the gateway gives up after so long",
                    "throttle=3   at most so many control and store calls a second",
                    "skew=20m     the cloud's clock is ahead by so much",
                    "deny=X       the keys lack the permission for the action X, or METHOD and path",
                    "break=5      watches of queues break after so many frames",
                    "twice=0.1    this share of a queue's frames is delivered twice",
                    "reorder=0.1  this share of a queue's frames comes before the one ahead of it",
                    "worker=2s    workers of asynchronous services take so much longer",
                    "lostput=0.1  this share of puts into queues is accepted without an answer");

    /// Services take this much longer from Waiting to Running.
    record ColdStart(Duration delay) implements Fault {}

    /// This share of the gateway's answers is a 503 instead.
    record ServerErrors(double share) implements Fault {
        public ServerErrors {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("errors: expected 0 to 1, got " + share);
            }
        }
    }

    /// Every token is wrong.
    record WrongToken() implements Fault {}

    /// The connection breaks after so many bytes of a body.
    record Drop(long afterBytes) implements Fault {
        public Drop {
            if (afterBytes < 0) {
                throw new IllegalArgumentException("drop: expected 0 or more, got " + afterBytes);
            }
        }
    }

    /// Changing the checkpoint takes this long.
    record SlowSwitch(Duration delay) implements Fault {}

    /// The gateway waits no longer than this for a service.
    record GatewayTimeout(Duration patience) implements Fault {}

    /// Control calls and calls of the object store above this rate are refused.
    record Throttling(int perSecond) implements Fault {
        public Throttling {
            if (perSecond < 0) {
                throw new IllegalArgumentException(
                        "throttle: expected 0 or more, got " + perSecond);
            }
        }
    }

    /// The cloud's clock is ahead by this.
    record ClockSkew(Duration ahead) implements Fault {}

    /// The keys may not make this call.
    ///
    /// @param call an action such as `DescribeVpcs`, or method and path with a space between
    record Denied(String call) implements Fault {
        public Denied {
            if (call.isBlank()) {
                throw new IllegalArgumentException("deny: expected an action or METHOD and path");
            }
        }
    }

    /// A watch breaks after so many frames.
    record BrokenWatch(int afterFrames) implements Fault {
        public BrokenWatch {
            if (afterFrames < 1) {
                throw new IllegalArgumentException("break: expected 1 or more, got " + afterFrames);
            }
        }
    }

    /// What happens to a share of frames or puts.
    enum QueueFaultKind {
        TWICE,
        REORDER,
        LOSTPUT
    }

    /// This share of frames or puts fares so.
    record QueueFault(QueueFaultKind kind, double share) implements Fault {
        public QueueFault {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        kind.name().toLowerCase(Locale.ROOT) + ": expected 0 to 1, got " + share);
            }
        }
    }

    /// Workers of asynchronous services take this much longer.
    record SlowWorker(Duration delay) implements Fault {}

    /// Reads one of [#FORMS], such as `cold=30s`.
    ///
    /// @throws IllegalArgumentException when it is none
    static Fault parse(String text) {
        int at = text.indexOf('=');
        var name = at < 0 ? text : text.substring(0, at);
        var value = at < 0 ? "" : text.substring(at + 1);
        return switch (name) {
            case "cold" -> new ColdStart(duration(name, value));
            case "errors" -> new ServerErrors(share(name, value));
            case "token" -> new WrongToken();
            case "drop" -> new Drop(whole(name, value));
            case "switch" -> new SlowSwitch(duration(name, value));
            case "504" -> new GatewayTimeout(duration(name, value));
            case "throttle" -> new Throttling(count(name, value));
            case "skew" -> new ClockSkew(duration(name, value));
            case "deny" -> new Denied(value);
            case "break" -> new BrokenWatch(count(name, value));
            case "twice" -> new QueueFault(QueueFaultKind.TWICE, share(name, value));
            case "reorder" -> new QueueFault(QueueFaultKind.REORDER, share(name, value));
            case "lostput" -> new QueueFault(QueueFaultKind.LOSTPUT, share(name, value));
            case "worker" -> new SlowWorker(duration(name, value));
            default ->
                    throw new IllegalArgumentException(
                            "unknown fault \"%s\", one of cold, errors, token, drop, switch, 504, throttle, skew, deny, break, twice, reorder, worker, lostput"
                                    .formatted(name));
        };
    }

    private static double share(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw refused(name, "0 to 1", text);
        }
    }

    private static long whole(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw refused(name, "a whole number", text);
        }
    }

    private static int count(String name, String text) {
        return Math.clamp(whole(name, text), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static IllegalArgumentException refused(String name, String expected, String text) {
        return new IllegalArgumentException(
                "%s: expected %s, got %s"
                        .formatted(name, expected, text.isEmpty() ? "none" : text));
    }

    /// Reads `250ms`, `30s`, `20m` or `1h`.
    private static Duration duration(String name, String text) {
        var number = text.replaceFirst("[a-z]+$", "");
        if (!number.matches("-?[0-9]{1,9}")) {
            throw refused(name, "a time such as 30s", text);
        }
        long amount = Long.parseLong(number);
        return switch (text.substring(number.length())) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> throw refused(name, "a time such as 30s", text);
        };
    }
}
