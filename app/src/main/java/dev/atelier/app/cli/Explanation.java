package dev.atelier.app.cli;

import dev.atelier.app.failure.DiskTrouble;
import dev.atelier.cloud.account.CallException;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.pickle.OtherFileException;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.ProblemException;
import dev.atelier.recipe.prompt.PromptException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// A failure in the words that the user sees.
///
/// @param sentence what happened and what to do, without class names
/// @param exitCode see [ExitCode]
record Explanation(String sentence, int exitCode) {
    /// What Java says to who still begins something after the process was asked to end.
    private static final String SHUTDOWN = "Shutdown in progress";

    static Explanation of(Throwable thrown) {
        return switch (thrown) {
            case CommandException e -> new Explanation(said(e), e.exitCode());
            case CancellationException _ -> new Explanation("cancelled", ExitCode.CANCELLED);
            case GenerationException e -> of(e.failure());
            case CallException e -> failed(whole(e) + request(e.requestId()));
            case EasException e -> failed(whole(e) + request(e.requestId()));
            case OssStoreException e -> failed(whole(e) + request(e.requestId()));
            case ProblemException e -> failed(whole(e));
            case PromptException e -> new Explanation(said(e), ExitCode.USAGE);
            case UncheckedIOException e when e.getCause() != null -> of(e.getCause());
            case IOException e when DiskTrouble.of(e).isPresent() ->
                    failed(disk(DiskTrouble.of(e).get(), DiskTrouble.file(e)));
            case NoSuchFileException e -> failed(e.getFile() + " does not exist; check the path");
            case FileNotFoundException e -> failed("cannot open " + said(e) + "; check the path");
            case AccessDeniedException e ->
                    failed("no permission for " + e.getFile() + "; choose another place");
            case FileAlreadyExistsException e ->
                    failed(e.getFile() + " is in the way; move it or choose another name");
            case OtherFileException e -> failed(said(e));
            case IOException e -> failed(said(e) + "; check the file");
            case IllegalStateException e when SHUTDOWN.equals(e.getMessage()) ->
                    new Explanation("cancelled", ExitCode.CANCELLED);
            case OutOfMemoryError _ ->
                    failed("there is not enough memory; make a smaller picture or a smaller batch");
            case StackOverflowError _ -> failed("the input is nested too deep; make it simpler");
            default ->
                    failed(
                            "something unexpected happened ("
                                    + said(thrown)
                                    + "); run again with --verbose for the details");
        };
    }

    private static String disk(DiskTrouble trouble, Optional<String> file) {
        var place = file.map(name -> " (writing " + name + ")").orElse("");
        return switch (trouble) {
            case FULL -> "the disk is full" + place + "; free some space or choose another place";
            case READ_ONLY -> "the disk is read-only" + place + "; choose another place";
        };
    }

    private static Explanation of(Failure failure) {
        return failure instanceof Failure.Cancelled
                ? new Explanation("cancelled", ExitCode.CANCELLED)
                : failed(ended(failure.sentence()) + " " + failure.remedy());
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    private static String request(String id) {
        return id.isEmpty() ? "" : " (request " + id + ")";
    }

    private static String whole(ProblemException e) {
        return ended(e.what().english()) + " " + e.advice().english();
    }

    private static Explanation failed(String sentence) {
        return new Explanation(sentence, ExitCode.FAILED);
    }

    private static String said(Throwable thrown) {
        var message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }
}
