package dev.atelier.app.failure;

import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ProblemException;
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
        return whole(failure.what(), failure.advice());
    }

    private static String whole(Message what, Message advice) {
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        return Messages.of(FailureMessages.class)
                .text("failure.whole", what.in(language), advice.in(language));
    }

    /// The sentence of anything that was thrown.
    public static String of(Throwable failure) {
        return switch (failure) {
            case GenerationException e -> of(e.failure());
            case ProblemException e -> whole(e.what(), e.advice());
            default -> Messages.of(FailureMessages.class).text("failure.sentence", why(failure));
        };
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
            case ProblemException e ->
                    unended(e.what().in(Locale.getDefault(Locale.Category.DISPLAY)));
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
