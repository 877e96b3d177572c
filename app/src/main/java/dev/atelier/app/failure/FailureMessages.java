package dev.atelier.app.failure;

import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/// The sentences of failures in the present language. What libraries and readers of files say stays
/// as it is, since it names files and numbers.
public final class FailureMessages {
    private FailureMessages() {}

    public static String of(Failure failure) {
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        return Messages.of(FailureMessages.class)
                .text("failure.whole", failure.what().in(language), failure.advice().in(language));
    }

    /// The sentence of anything that was thrown.
    public static String of(Throwable failure) {
        return failure instanceof GenerationException e
                ? of(e.failure())
                : Messages.of(FailureMessages.class).text("failure.sentence", why(failure));
    }

    /// A picture is made, but its file could not be written.
    public static String notSaved(IOException why) {
        return Messages.of(FailureMessages.class).text("failure.not-saved", why(why));
    }

    /// The part of a sentence that names the cause. The file system's own exceptions often say
    /// nothing but the file's name.
    public static String why(Throwable failure) {
        var messages = Messages.of(FailureMessages.class);
        var disk = DiskTrouble.of(failure);
        if (disk.isPresent()) {
            return switch (disk.get()) {
                case FULL -> messages.text("file.full");
                case READ_ONLY -> messages.text("file.read-only");
            };
        }
        return switch (failure) {
            case NoSuchFileException e -> messages.text("file.gone", e.getFile());
            case AccessDeniedException e -> messages.text("file.denied", e.getFile());
            case FileAlreadyExistsException e -> messages.text("file.taken", e.getFile());
            default -> {
                var said = failure.getMessage();
                yield said == null ? failure.getClass().getSimpleName() : unended(said);
            }
        };
    }

    private static String unended(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
