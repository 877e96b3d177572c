package dev.atelier.app.failure;

import dev.atelier.app.kit.Messages;
import dev.atelier.recipe.Failure;

/// A failure's sentences. English is what the engine says; other languages say the kind of failure
/// and what to do, and keep the engine's sentence as the detail, since it names files and numbers.
public final class FailureWords {
    private FailureWords() {}

    public static String of(Failure failure) {
        var messages = Messages.of(FailureWords.class);
        var kind = kind(failure);
        return messages.text(
                "failure.whole",
                messages.text("failure." + kind, failure.sentence()),
                messages.text("remedy." + kind, failure.remedy()));
    }

    /// A picture is made, but its file could not be written.
    public static String notSaved(String why) {
        return Messages.of(FailureWords.class).text("failure.not-saved", why);
    }

    private static String kind(Failure failure) {
        return switch (failure) {
            case Failure.OutOfMemory _ -> "memory";
            case Failure.BadCheckpoint _ -> "checkpoint";
            case Failure.ModelMissing _ -> "missing";
            case Failure.BadRecipe _ -> "recipe";
            case Failure.Unauthorized _ -> "unauthorized";
            case Failure.QuotaExceeded _ -> "quota";
            case Failure.Unreachable _ -> "unreachable";
            case Failure.Cancelled _ -> "cancelled";
            case Failure.Bug _ -> "bug";
        };
    }
}
