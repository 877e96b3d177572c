package dev.atelier.app.library;

import dev.atelier.recipe.Issue;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/// A search, read from what a person typed. All of its parts must hold:
///
/// - `boat` a word of the prompt, the models' names or a tag that begins so, `"red boat"` these
///   words in a row;
/// - `model:`, `lora:`, `control:`, `sampler:`, `tag:`, `collection:`, `source:`, `name:` a part of
///   the name, or in quotes all of it; `prompt:` and `negative:` words of one prompt;
/// - `seed:42`, `steps:20`, `size:512x768`, `size:768` (a side);
/// - `place:here`, `place:there`, `place:both`, `place:pair`, `place:away`; `star`;
/// - `before:`, `after:`, `date:` with `2026`, `2026-11`, `2026-11-21`, `today`, `yesterday`;
/// - `-` in front of any of these: without it; `OR` between two: one of them.
///
/// What is not understood is an issue; the rest is searched.
///
/// @param issues one for each part that was left out
public record LibraryQuery(String text, List<Term> terms, List<Issue> issues) {
    /// Everything.
    public static final LibraryQuery ALL = new LibraryQuery("", List.of(), List.of());

    public LibraryQuery {
        terms = List.copyOf(terms);
        issues = List.copyOf(issues);
    }

    /// Reads a text; never fails. Days are those of this computer's time zone.
    public static LibraryQuery parse(String text) {
        return new QueryParser(text, LocalDate.now(ZoneId.systemDefault())).parse();
    }

    /// A value as it stands behind a key: in quotes, so that it is the whole value.
    public static String quoted(String value) {
        return '"' + value.replace("\"", "") + '"';
    }
}
