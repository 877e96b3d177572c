package dev.atelier.sandbox.deployed;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the containers of the services wrote: their start, and a line for each request. In memory,
/// the last lines of each service. Thread-safe.
public final class ServiceLogs {
    private static final int KEPT = 2000;

    private final Map<String, ArrayDeque<Line>> byService = new HashMap<>();
    private final InstantSource clock;

    public ServiceLogs(InstantSource clock) {
        this.clock = clock;
    }

    /// @param at milliseconds since 1970
    public record Line(long at, String text) {}

    /// Adds a line, without line breaks of its own.
    public synchronized void add(String serviceId, String text) {
        var lines = byService.computeIfAbsent(serviceId, _ -> new ArrayDeque<>());
        lines.add(new Line(clock.millis(), text.replaceAll("\\p{Cntrl}", " ")));
        if (lines.size() > KEPT) {
            lines.remove();
        }
    }

    /// Both kinds of lines in the order of time.
    public synchronized List<Line> of(DeployedService service) {
        var all = new ArrayList<Line>();
        for (var event : service.life().events()) {
            if (event.reason().equals(Status.RUNNING.wire())) {
                int port = service.config().at("/containers/0/port").asInt(8000);
                all.add(new Line(event.at(), "Running on local URL:  http://0.0.0.0:" + port));
            } else if (event.warning()) {
                all.add(new Line(event.at(), event.reason() + ": " + event.message()));
            }
        }
        all.addAll(byService.getOrDefault(service.identity().id(), new ArrayDeque<>()));
        all.sort(Comparator.comparingLong(Line::at));
        return all;
    }
}
