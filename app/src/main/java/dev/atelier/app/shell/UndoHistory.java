package dev.atelier.app.shell;

import dev.atelier.app.observe.State;
import dev.atelier.app.observe.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// What was done in the window and can be taken back, the last first: edits of the recipe, pictures
/// moved to the trash, jobs taken out of the queue. One history, so that Undo always means what was
/// done last. Event thread.
public final class UndoHistory {
    private static final int REMEMBERED = 200;

    private final Deque<Step> past = new ArrayDeque<>();
    private final Deque<Step> future = new ArrayDeque<>();
    private final Value<Boolean> canUndo = Value.of(false);
    private final Value<Boolean> canRedo = Value.of(false);

    /// Something that was done.
    public interface Step {
        void undo();

        void redo();

        /// A step from what undoes it and what does it again.
        static Step of(Runnable undo, Runnable redo) {
            return new Step() {
                @Override
                public void undo() {
                    undo.run();
                }

                @Override
                public void redo() {
                    redo.run();
                }
            };
        }
    }

    /// Remembers what has just been done. What was undone before can no longer be redone.
    public void did(Step step) {
        past.push(step);
        if (past.size() > REMEMBERED) {
            past.removeLast();
        }
        future.clear();
        notifyListeners();
    }

    /// The step that [#undo] would take back.
    public Optional<Step> last() {
        return Optional.ofNullable(past.peek());
    }

    /// Puts a step that goes on from the last one into its place.
    public void amend(Step longer) {
        past.poll();
        did(longer);
    }

    public void undo() {
        last().ifPresent(this::undo);
    }

    /// Takes back one step at any place; nothing where it was taken back before.
    public void undo(Step step) {
        if (past.remove(step)) {
            future.push(step);
            notifyListeners();
            step.undo();
        }
    }

    public void redo() {
        var step = future.poll();
        if (step != null) {
            past.push(step);
            notifyListeners();
            step.redo();
        }
    }

    public State canUndo() {
        return State.of(canUndo);
    }

    public State canRedo() {
        return State.of(canRedo);
    }

    private void notifyListeners() {
        canUndo.set(!past.isEmpty());
        canRedo.set(!future.isEmpty());
    }
}
