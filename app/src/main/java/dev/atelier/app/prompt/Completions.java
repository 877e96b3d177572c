package dev.atelier.app.prompt;

import dev.atelier.app.styles.Style;
import dev.atelier.app.styles.Wildcards;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// How what stands before the caret may go on.
///
/// @param start where the typed part begins
/// @param suggestions best first; may be empty
record Completions(int start, List<Suggestion> suggestions) {
    /// One way to go on.
    sealed interface Suggestion {
        /// What the list shows.
        String shown();

        /// Takes the place of the typed part.
        record Text(String shown, String inserted) implements Suggestion {}

        /// Takes the typed part away and adds to both prompts.
        record Applied(Style style) implements Suggestion {
            @Override
            public String shown() {
                return style.name();
            }
        }
    }

    /// Fewer letters fit too many names.
    private static final int LEAST = 2;

    private static final int MOST = 50;

    /// Nobody completes a name longer than this.
    private static final int FAR = 400;

    private static final Pattern TAG =
            Pattern.compile("<(?:l(?:o(?:r(?:a(?::(?<name>[^<>:]*)?)?)?)?)?)?$");
    private static final Pattern OPENED =
            Pattern.compile("__(?<name>[\\p{L}\\p{N}\\p{M} ./_'&+-]*)$");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.-]+$");

    Completions {
        suggestions = List.copyOf(suggestions.subList(0, Math.min(MOST, suggestions.size())));
    }

    /// What fits the text before `caret`.
    static Completions at(String text, int caret, Vocabulary known) {
        int from = from(text, caret);
        var before = text.substring(from, caret);
        var found =
                lora(before, known)
                        .or(() -> wildcard(before, known))
                        .orElseGet(() -> word(before, known));
        return new Completions(from + found.start, found.suggestions);
    }

    private static int from(String text, int caret) {
        return Math.max(text.lastIndexOf('\n', caret - 1) + 1, caret - FAR);
    }

    /// What is typed of the name of a wildcard before `caret`; empty where none was begun.
    static Optional<String> wildcard(String text, int caret) {
        return opened(text.substring(from(text, caret), caret)).map(found -> found.group("name"));
    }

    private static Optional<MatchResult> opened(String before) {
        var uses = Wildcards.uses(before);
        int closed = uses.isEmpty() ? 0 : uses.getLast().end();
        var opened = OPENED.matcher(before).region(closed, before.length());
        return opened.find() ? Optional.of(opened.toMatchResult()) : Optional.empty();
    }

    private static Optional<Completions> lora(String before, Vocabulary known) {
        var tag = TAG.matcher(before);
        if (!tag.find()) {
            return Optional.empty();
        }
        var typed = tag.group("name");
        var names = Vocabulary.matching(known.fittingLoras(), typed == null ? "" : typed);
        return Optional.of(
                new Completions(
                        tag.start(),
                        names.stream().map(name -> text(name, tag(name, known))).toList()));
    }

    private static String tag(String lora, Vocabulary known) {
        var weight = BigDecimal.valueOf(known.weight(lora)).stripTrailingZeros();
        return "<lora:%s:%s>".formatted(lora, weight.toPlainString());
    }

    private static Optional<Completions> wildcard(String before, Vocabulary known) {
        return opened(before)
                .map(found -> {
                    var names = Vocabulary.matching(known.wildcards().names(), found.group("name"));
                    return new Completions(
                            found.start(),
                            names.stream()
                                    .map(name -> text("__" + name + "__", "__" + name + "__"))
                                    .toList());
                });
    }

    private static Completions word(String before, Vocabulary known) {
        var word = WORD.matcher(before);
        if (!word.find() || word.group().length() < LEAST) {
            return new Completions(before.length(), List.of());
        }
        var all = new ArrayList<Suggestion>();
        for (var name : Vocabulary.matching(known.embeddings(), word.group())) {
            if (!name.equals(word.group())) {
                all.add(text(name, name));
            }
        }
        for (var name : Vocabulary.matching(known.styles().names(), word.group())) {
            known.styles().find(name).map(Suggestion.Applied::new).ifPresent(all::add);
        }
        return new Completions(word.start(), all);
    }

    private static Suggestion text(String shown, String inserted) {
        return new Suggestion.Text(shown, inserted);
    }
}
