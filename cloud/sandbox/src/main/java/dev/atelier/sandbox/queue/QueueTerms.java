package dev.atelier.sandbox.queue;

import com.fasterxml.jackson.databind.JsonNode;

/// The bounds of one queue. The keys besides `max_delivery` are from memory of the vendor's pages;
/// how they make a number of frames is chosen.
///
/// @param name as attributes show it
/// @param mostBytes of one frame
/// @param mostFrames that it holds
/// @param evicts whether the oldest frame leaves where there is no room, instead of the newest
/// @param mostDeliveries after which a frame moves to the rear queue; 0 for no end
public record QueueTerms(
        String name, int mostBytes, long mostFrames, boolean evicts, int mostDeliveries) {
    private static final int KILOBYTES = 8;
    private static final int MEGABYTES = 4000;
    private static final int DELIVERIES = 5;
    private static final double SINKS_SHARE = 0.3;

    /// Of the queue that the service reads.
    public static QueueTerms input(String service, JsonNode config) {
        var queue = config.path("queue");
        double share = 1 - queue.at("/sink/memory_ratio").asDouble(SINKS_SHARE);
        int deliveries = queue.path("max_delivery").asInt(DELIVERIES);
        return of(service, queue, "source", share, deliveries);
    }

    /// Of the queue that it writes. That its frames are delivered without end is chosen.
    public static QueueTerms sink(String service, JsonNode config) {
        var queue = config.path("queue");
        double share = queue.at("/sink/memory_ratio").asDouble(SINKS_SHARE);
        return of(service + "/sink", queue, "sink", share, 0);
    }

    private static QueueTerms of(
            String name, JsonNode queue, String side, double share, int deliveries) {
        int kilobytes = queue.path(side).path("max_payload_size_kb").asInt(KILOBYTES);
        double memory = queue.path("memory").asInt(MEGABYTES) * 1024.0 * share;
        return new QueueTerms(
                name,
                kilobytes * 1024,
                Math.max(1, (long) (memory / kilobytes)),
                queue.path(side).path("auto_evict").asBoolean(false),
                deliveries);
    }

    QueueTerms rear() {
        return new QueueTerms(name + "/rear", mostBytes, mostFrames, true, 0);
    }
}
