package dev.atelier.app.library;

import java.util.List;

/// The pictures of a search in their order. Made for a hundred thousand: numbers only, the entries
/// themselves are read by pages.
///
/// @param ids of the entries, one a row
/// @param made when, milliseconds since 1970, one a row; for a timeline
/// @param groups in order and without gaps; empty for [Grouping#NONE]
@SuppressWarnings("ArrayRecordComponent") // looked at, never compared
public record LibraryResult(long[] ids, long[] made, List<Group> groups) {
    public static final LibraryResult EMPTY =
            new LibraryResult(new long[0], new long[0], List.of());

    public LibraryResult {
        groups = List.copyOf(groups);
    }

    /// Rows under one heading.
    ///
    /// @param title an ISO day such as `2026-11-21`, a model's name, or a prompt; may be empty
    /// @param from the first row
    /// @param facts of its first picture where recipes are groups: model, size, sampler, steps, CFG
    ///   scale and LoRAs, each empty where it is not known
    public record Group(String title, int from, int count, List<String> facts) {
        public Group {
            facts = List.copyOf(facts);
        }

        /// Of pictures that have only the title in common.
        public Group(String title, int from, int count) {
            this(title, from, count, List.of());
        }
    }

    public int count() {
        return ids.length;
    }

    /// The row of an entry, or -1.
    public int rowOf(long id) {
        for (int row = 0; row < ids.length; row++) {
            if (ids[row] == id) {
                return row;
            }
        }
        return -1;
    }
}
