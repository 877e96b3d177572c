package dev.atelier.app.library;

import java.time.Instant;
import java.util.List;

/// What many entries are together.
///
/// @param count those that are in the index
/// @param first when the oldest was made; [Instant#EPOCH] where there is none
/// @param last when the newest was
/// @param models how many were made with each, the most frequent first; those without one are left
///   out
/// @param bytes of one copy of each
/// @param allStarred whether each has a star
public record ChosenSummary(
        int count,
        Instant first,
        Instant last,
        List<Facets.Count> models,
        long bytes,
        boolean allStarred) {
    public ChosenSummary {
        models = List.copyOf(models);
    }
}
