package dev.atelier.app.library;

import java.util.List;

/// Counts by which a search can be narrowed.
///
/// @param all entries of the search
/// @param here with a file on this computer
/// @param there with an object in OSS
/// @param both with one of each
/// @param pairs that have a twin, see [Entry#twin]
/// @param models the most frequent first, as all lists
/// @param months `2026-11` and how many were made then, newest first
public record Facets(
        int all,
        int starred,
        int here,
        int there,
        int both,
        int pairs,
        List<Count> sources,
        List<Count> models,
        List<Count> loras,
        List<Count> controls,
        List<Count> samplers,
        List<Count> tags,
        List<Count> collections,
        List<Count> months) {
    public static final Facets EMPTY =
            new Facets(
                    0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of(), List.of(), List.of(),
                    List.of(), List.of(), List.of());

    /// A value and how many pictures have it.
    public record Count(String value, int count) {}
}
