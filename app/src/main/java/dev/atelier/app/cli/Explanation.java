package dev.atelier.app.cli;

import dev.atelier.app.failure.DiskProblem;
import dev.atelier.app.home.DataFolderException;
import dev.atelier.cloud.account.CallException;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.pickle.OtherFileException;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ProblemException;
import dev.atelier.recipe.prompt.PromptException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// Why a command ended without what was requested.
sealed interface Explanation {
    /// See [ExitCode].
    int exitCode();

    /// What happened and what to do, without class names.
    String in(Locale language);

    default String english() {
        return in(Locale.ROOT);
    }

    /// The user ended it.
    record Cancelled() implements Explanation {
        @Override
        public int exitCode() {
            return ExitCode.CANCELLED;
        }

        @Override
        public String in(Locale language) {
            return Message.of("cli.cancelled").in(language);
        }
    }

    /// One sentence without a full stop.
    record Reason(Message reason, int exitCode) implements Explanation {
        @Override
        public String in(Locale language) {
            return reason.in(language);
        }
    }

    /// @param what happened, one sentence
    /// @param advice what to do, one sentence
    /// @param request the id of a call to a service; may be empty
    record Problem(Message what, Message advice, String request) implements Explanation {
        @Override
        public int exitCode() {
            return ExitCode.FAILED;
        }

        @Override
        public String in(Locale language) {
            var sentence = Message.of("cli.and", what, advice);
            return request.isEmpty()
                    ? sentence.in(language)
                    : Message.of("cli.request", sentence, request).in(language);
        }
    }

    static Explanation of(Throwable thrown) {
        return switch (thrown) {
            case CommandException e -> new Reason(e.reason(), e.exitCode());
            case CancellationException _ -> new Cancelled();
            case GenerationException e -> of(e.failure());
            case CallException e -> new Problem(e.what(), e.advice(), e.requestId());
            case EasException e -> new Problem(e.what(), e.advice(), e.requestId());
            case OssStoreException e -> new Problem(e.what(), e.advice(), e.requestId());
            case ProblemException e -> new Problem(e.what(), e.advice(), "");
            case PromptException e -> new Reason(e.reason(), ExitCode.USAGE);
            case UncheckedIOException e when e.getCause() != null -> of(e.getCause());
            case IOException e -> failed(ofFile(e));
            case IllegalStateException _ when isShuttingDown() -> new Cancelled();
            case OutOfMemoryError _ -> failed(Message.of("cli.memory"));
            case StackOverflowError _ -> failed(Message.of("cli.nested"));
            default -> failed(ofOther(thrown));
        };
    }

    /// Whether the process was asked to end: what begins something then fails with an
    /// [IllegalStateException], as this question does.
    private static boolean isShuttingDown() {
        try {
            Runtime.getRuntime().removeShutdownHook(Thread.currentThread()); // which is none
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /// Libraries wrap what the system refused.
    private static Message ofOther(Throwable thrown) {
        return DiskProblem.of(thrown)
                .map(problem -> disk(problem, DiskProblem.file(thrown)))
                .orElseGet(() -> Message.of("cli.unexpected", Explained.reasonOf(thrown)));
    }

    private static Message ofFile(IOException thrown) {
        var disk = DiskProblem.of(thrown);
        if (disk.isPresent() && !(thrown instanceof DataFolderException)) {
            return disk(disk.get(), DiskProblem.file(thrown));
        }
        return switch (thrown) {
            case NoSuchFileException e -> Message.of("cli.no-file", e.getFile());
            case FileNotFoundException e -> Message.of("cli.cannot-open", Explained.reasonOf(e));
            case AccessDeniedException e -> Message.of("cli.denied", e.getFile());
            case FileAlreadyExistsException e -> Message.of("cli.in-the-way", e.getFile());
            case OtherFileException e -> Explained.reasonOf(e);
            case DataFolderException e -> Message.of("cli.data-folder", e.folder());
            default -> Message.of("cli.check-file", Explained.reasonOf(thrown));
        };
    }

    private static Message disk(DiskProblem problem, Optional<String> file) {
        var place =
                file.map(name -> Message.of("cli.writing", name))
                        .orElseGet(() -> Message.plain(""));
        return switch (problem) {
            case FULL -> Message.of("cli.disk-full", place);
            case READ_ONLY -> Message.of("cli.disk-read-only", place);
        };
    }

    private static Explanation of(Failure failure) {
        return failure instanceof Failure.Cancelled
                ? new Cancelled()
                : new Problem(failure.what(), failure.advice(), "");
    }

    private static Explanation failed(Message reason) {
        return new Reason(reason, ExitCode.FAILED);
    }
}
