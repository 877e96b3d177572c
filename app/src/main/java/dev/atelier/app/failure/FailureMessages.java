package dev.atelier.app.failure;

import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/// The sentences of failures. What libraries and readers of files say stays as it is, since it
/// names files and numbers.
public final class FailureMessages {
    private FailureMessages() {}

    /// In the present language.
    public static String of(Failure failure) {
        return message(failure).localized();
    }

    /// The sentence of anything that was thrown, in the present language.
    public static String of(Throwable failure) {
        return message(failure).localized();
    }

    /// What happened and what to do.
    public static Message message(Failure failure) {
        return Message.of("failure.whole", failure.what(), failure.advice());
    }

    /// The same of anything that was thrown.
    public static Message message(Throwable failure) {
        return switch (failure) {
            case GenerationException e -> message(e.failure());
            case ProblemException e -> Message.of("failure.whole", e.what(), e.advice());
            default ->
                    DiskProblem.of(failure)
                            .map(FailureMessages::sentence)
                            .orElseGet(() -> cause(failure));
        };
    }

    private static Message sentence(DiskProblem disk) {
        return switch (disk) {
            case FULL -> Message.of("failure.full-disk");
            case READ_ONLY -> Message.of("failure.read-only-disk");
        };
    }

    /// What went wrong, as a sentence.
    public static Message cause(Throwable failure) {
        return failure instanceof ProblemException e
                ? e.what()
                : Message.of("failure.sentence", reason(failure));
    }

    /// What went wrong, as a sentence in the present language.
    public static String sentence(Throwable failure) {
        return cause(failure).localized();
    }

    /// A picture is made, but its file could not be written.
    public static Message notSaved(IOException why) {
        return Message.of("failure.not-saved", reason(why));
    }

    /// The part of a sentence that names the cause, in the present language, without a full stop.
    public static String why(Throwable failure) {
        return reason(failure).localized();
    }

    /// Without a full stop. The file system's own exceptions often say nothing but the file's name.
    private static Message reason(Throwable failure) {
        var disk = DiskProblem.of(failure);
        if (disk.isPresent()) {
            return switch (disk.get()) {
                case FULL -> Message.of("failure.disk-full");
                case READ_ONLY -> Message.of("failure.disk-read-only");
            };
        }
        return switch (failure) {
            case NoSuchFileException e -> Message.of("failure.file-gone", e.getFile());
            case AccessDeniedException e -> Message.of("failure.file-denied", e.getFile());
            case FileAlreadyExistsException e -> Message.of("failure.file-taken", e.getFile());
            default -> Explained.reasonOf(failure);
        };
    }
}
