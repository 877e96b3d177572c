package dev.atelier.app.library;

import dev.atelier.recipe.Message;
import java.util.List;

/// How a source stands.
///
/// @param reason why it is away; otherwise an empty plain message
/// @param pictures how many it holds, as far as is known
/// @param problems files of it that are no sound pictures, by reason
public record SourceState(
        Source source, Phase phase, Message reason, int pictures, List<Problem> problems) {
    public SourceState {
        problems = List.copyOf(problems);
    }

    public enum Phase {
        /// Not looked through yet.
        NEW,
        /// Being looked through; [#pictures] grows.
        SCANNING,
        READY,
        /// It cannot be reached; its pictures stay as they were last seen.
        AWAY
    }

    /// Files that were left out.
    ///
    /// @param reason for the user
    /// @param example one of them
    public record Problem(Message reason, int count, PictureRef example) {}

    /// All files that were left out.
    public int unreadable() {
        return problems.stream().mapToInt(Problem::count).sum();
    }
}
