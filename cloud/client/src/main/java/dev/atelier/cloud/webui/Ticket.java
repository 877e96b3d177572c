package dev.atelier.cloud.webui;

import java.util.UUID;

/// What finds a job at an asynchronous service again.
///
/// @param task the tag that we gave it, unique forever
/// @param request the id that its put was answered with; empty where no answer came
/// @param index in the input queue; 0 where no answer came
record Ticket(String task, String request, long index) {
    static Ticket fresh() {
        return new Ticket("atelier-" + UUID.randomUUID(), "", 0);
    }

    /// Reads [#text]; a fresh one where it is none.
    static Ticket of(String text) {
        var parts = text.strip().split(" ", -1);
        if (!parts[0].startsWith("atelier-")) {
            return fresh();
        }
        return parts.length == 3 && parts[2].matches("[0-9]{1,18}")
                ? new Ticket(parts[0], parts[1], Long.parseLong(parts[2]))
                : new Ticket(parts[0], "", 0);
    }

    String text() {
        return request.isEmpty() ? task : task + " " + request + " " + index;
    }

    boolean isAccepted() {
        return index > 0;
    }
}
