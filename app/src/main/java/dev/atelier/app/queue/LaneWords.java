package dev.atelier.app.queue;

import dev.atelier.app.ui.Messages;
import java.util.Optional;

/// What a lane says of its place, where not all goes on as usual.
final class LaneWords {
    private static final String WAITS = "lane.waits";

    private LaneWords() {}

    /// Why what waits does not begin, and what becomes of what runs meanwhile; empty where the
    /// place takes work.
    static Optional<String> of(PlaceQueue queue, Messages messages) {
        boolean runs = queue.running().get();
        var away = queue.away().get();
        if (away.isPresent()) {
            var why = away.get().words();
            return Optional.of(
                    runs && !queue.isGone() ? messages.text(rest(away.get()), why) : why);
        }
        if (!queue.paused().get()) {
            return Optional.empty();
        }
        if (!runs) {
            return Optional.of(messages.text("queue.paused"));
        }
        boolean async = queue.place().kind() == Place.Kind.ASYNC;
        return Optional.of(messages.text(async ? "lane.paused-fetches" : "lane.pauses"));
    }

    /// The same in a word or two.
    static Optional<String> brief(PlaceQueue queue, Messages messages) {
        return queue.away()
                .get()
                .map(it -> messages.text("brief." + it.why()))
                .or(() ->
                        Optional.of(messages.text("queue.paused"))
                                .filter(_ -> queue.paused().get()));
    }

    /// Whether what was sent stands still until the place goes on.
    static boolean waits(PlaceQueue queue) {
        return queue.place().kind() == Place.Kind.ASYNC
                && queue.away().get().filter(it -> rest(it).equals(WAITS)).isPresent();
    }

    /// What was sent is still fetched while only nothing new is sent, and waits with the service.
    private static String rest(WaitReason away) {
        return switch (away.why()) {
            case NOT_CONNECTED, CAP, GONE -> "lane.fetches";
            case STOPPED, NOT_READY, FAILED, NO_ANSWER -> WAITS;
        };
    }
}
