package dev.atelier.recipe.prompt;

import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    ///
    /// @throws PromptException when edits are nested too deep
    static Optional<PromptTree> parse(String prompt) {
        return new PromptTreeParser(prompt).document();
    }

    /// Appends the text at a 1-based step, given when edits happen.
    default void at(int step, StepOf when, StringBuilder target) {
        switch (this) {
            case Text(var text) -> target.append(text);
            case Sequence(var parts) -> parts.forEach(part -> part.at(step, when, target));
            case Edit edit ->
                    (step <= when.of(edit.when) ? edit.before : edit.after).at(step, when, target);
            case Alternate(var choices) ->
                    choices.get((step - 1) % choices.size()).at(step, when, target);
        }
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
                for (int step = 1; step <= steps && found.size() < steps; step++) {
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
}
