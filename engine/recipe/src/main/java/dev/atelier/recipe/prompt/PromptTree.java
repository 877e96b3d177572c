package dev.atelier.recipe.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The parsed form of a prompt with editing: `[before:after:when]`, `[one|other]`, and text.
///
/// Grammar (A1111 v1.10.1 `schedule_parser`): brackets must close and hold what their kind allows;
/// a bracket or colon that fits no rule is literal text, but a bar outside of alternatives, or a
/// backslash at the very end, makes the whole prompt literal.
sealed interface PromptTree {
    /// Literal text.
    record Text(String text) implements PromptTree {}

    /// Parts one after another.
    record Sequence(List<PromptTree> parts) implements PromptTree {}

    /// `before` up to a step, `after` from then on; `when` is a number as written.
    record Edit(PromptTree before, PromptTree after, String when) implements PromptTree {}

    /// One of the choices in turn, a step each.
    record Alternate(List<PromptTree> choices) implements PromptTree {}

    /// The tree of a prompt, or empty where the grammar refuses it.
    static Optional<PromptTree> parse(String prompt) {
        var parser = new Parser(prompt);
        return parser.document();
    }

    /// The text at a 1-based step, given when edits happen.
    default String at(int step, StepOf when) {
        return switch (this) {
            case Text(var text) -> text;
            case Sequence(var parts) -> {
                var joined = new StringBuilder();
                parts.forEach(part -> joined.append(part.at(step, when)));
                yield joined.toString();
            }
            case Edit edit ->
                    (step <= when.of(edit.when) ? edit.before : edit.after).at(step, when);
            case Alternate(var choices) -> choices.get((step - 1) % choices.size()).at(step, when);
        };
    }

    /// Adds every step after which the text may change.
    default void changes(int steps, StepOf when, Set<Integer> found) {
        switch (this) {
            case Text _ -> {}
            case Sequence(var parts) -> parts.forEach(part -> part.changes(steps, when, found));
            case Edit edit -> {
                int step = when.of(edit.when);
                if (step >= 1) {
                    found.add(step);
                }
                edit.before.changes(steps, when, found);
                edit.after.changes(steps, when, found);
            }
            case Alternate(var choices) -> {
                for (int step = 1; step <= steps; step++) {
                    found.add(step);
                }
                choices.forEach(choice -> choice.changes(steps, when, found));
            }
        }
    }

    /// Turns the number of an edit into a step.
    interface StepOf {
        int of(String number);
    }

    /// Recursive descent with one token of text at a time; a failed bracket is retried as text.
    final class Parser {
        private static final Pattern NUMBER =
                Pattern.compile("[+-]?(\\d+\\.?\\d*([eE][+-]?\\d+)?|\\.\\d+([eE][+-]?\\d+)?)");
        private static final String SPECIAL = "[]():|";

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Optional<PromptTree> document() {
            var parts = new ArrayList<PromptTree>();
            while (at < text.length()) {
                var part = part();
                if (part.isPresent()) {
                    parts.add(part.get());
                } else if ("[]():".indexOf(text.charAt(at)) >= 0) {
                    parts.add(new Text(text.substring(at, ++at)));
                } else {
                    return Optional.empty();
                }
            }
            return Optional.of(new Sequence(parts));
        }

        /// As many parts as fit here, perhaps none.
        private PromptTree sequence() {
            var parts = new ArrayList<PromptTree>();
            for (var part = part(); part.isPresent(); part = part()) {
                parts.add(part.get());
            }
            return new Sequence(parts);
        }

        private Optional<PromptTree> part() {
            if (at >= text.length()) {
                return Optional.empty();
            }
            return switch (text.charAt(at)) {
                case '(' -> attempt(this::round);
                case '[' -> attempt(this::square);
                default -> plain();
            };
        }

        private Optional<PromptTree> attempt(Supplier<Optional<PromptTree>> rule) {
            int start = at;
            var found = rule.get();
            if (found.isEmpty()) {
                at = start;
            }
            return found;
        }

        private Optional<PromptTree> plain() {
            int start = at;
            while (at < text.length() && SPECIAL.indexOf(text.charAt(at)) < 0) {
                if (text.charAt(at) != '\\') {
                    at++;
                } else if (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
                    at += 2;
                } else {
                    break;
                }
            }
            return at == start
                    ? Optional.empty()
                    : Optional.of(new Text(text.substring(start, at)));
        }

        /// `( prompt )` or `( prompt : prompt )`, kept as written.
        private Optional<PromptTree> round() {
            var parts = new ArrayList<PromptTree>();
            parts.add(new Text(text.substring(at, ++at)));
            parts.add(sequence());
            if (next(':')) {
                parts.add(new Text(":"));
                parts.add(sequence());
            }
            if (!next(')')) {
                return Optional.empty();
            }
            parts.add(new Text(")"));
            return Optional.of(new Sequence(parts));
        }

        private Optional<PromptTree> square() {
            at++;
            var parts = new ArrayList<PromptTree>();
            int start = at;
            parts.add(sequence());
            char separator = at < text.length() ? text.charAt(at) : ']';
            while ((separator == ':' || separator == '|') && next(separator)) {
                start = at;
                parts.add(sequence());
            }
            var last = text.substring(start, at).strip();
            if (!next(']')) {
                return Optional.empty();
            }
            return switch (separator) {
                case '|' -> Optional.of(new Alternate(parts));
                case ':' -> edit(parts, last);
                default ->
                        Optional.of(
                                new Sequence(
                                        List.of(new Text("["), parts.getFirst(), new Text("]"))));
            };
        }

        private static Optional<PromptTree> edit(List<PromptTree> parts, String when) {
            if (parts.size() > 3 || !NUMBER.matcher(when).matches()) {
                return Optional.empty();
            }
            var before = parts.size() == 3 ? parts.getFirst() : new Text("");
            return Optional.of(new Edit(before, parts.get(parts.size() - 2), when));
        }

        private boolean next(char expected) {
            if (at < text.length() && text.charAt(at) == expected) {
                at++;
                return true;
            }
            return false;
        }
    }
}
