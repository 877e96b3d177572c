package dev.atelier.app.library;

import java.util.List;

/// One condition of a [LibraryQuery].
sealed interface Term {
    /// Words in a row, in the prompt or the names of what made the picture.
    ///
    /// @param start whether the last word may go on
    record Words(String text, boolean start) implements Term {}

    /// What a key says of a picture.
    ///
    /// @param exact the whole value, where it was quoted; else a part of it
    record Field(Key key, String value, boolean exact) implements Term {}

    /// Made in a span of time.
    ///
    /// @param from milliseconds, included
    /// @param to milliseconds, excluded
    record Made(long from, long to) implements Term {}

    record Not(Term term) implements Term {}

    record Any(List<Term> terms) implements Term {
        public Any {
            terms = List.copyOf(terms);
        }
    }
}
