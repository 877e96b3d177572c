package dev.atelier.app.library.view;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.library.Buckets;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.LibraryCloud;
import dev.atelier.app.library.PictureRef;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.Transfer;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Pictures between this computer and OSS, any number at once, with their progress in the status
/// bar and a way to stop; what was moved until then stays. Event thread.
final class CloudMoves {
    /// What is wrong with one picture alone.
    private static final Set<OssStoreException.Kind> OF_ONE =
            EnumSet.of(
                    OssStoreException.Kind.NO_OBJECT,
                    OssStoreException.Kind.EXISTS,
                    OssStoreException.Kind.CHANGED,
                    OssStoreException.Kind.CORRUPT,
                    OssStoreException.Kind.INVALID,
                    OssStoreException.Kind.FILE);

    private final AppContext context;
    private final LibraryCloud cloud;
    private final Path folder;
    private final Messages messages = Messages.of(CloudMoves.class);

    /// @param folder of the library that downloads go to
    CloudMoves(AppContext context, LibraryCloud cloud, Path folder) {
        this.context = context;
        this.cloud = cloud;
        this.folder = folder;
    }

    private interface Move<T> {
        void of(T what, Transfer transfer)
                throws IOException, Buckets.AwayException, OssStoreException;
    }

    /// Stores the files that are not in OSS under a prefix.
    void upload(List<Entry> entries, OssAddress prefix) {
        var refs =
                entries.stream()
                        .filter(it -> !it.isThere())
                        .flatMap(it -> it.file().stream())
                        .map(PictureRef.class::cast)
                        .toList();
        run(
                "upload-pictures",
                "cloud.uploaded",
                refs,
                (ref, transfer) -> {
                    if (ref instanceof PictureRef.LocalFile file) {
                        cloud.upload(file, prefix, transfer);
                    }
                });
    }

    /// Fetches those that are not on this computer.
    void download(List<Entry> entries) {
        var refs =
                entries.stream()
                        .filter(it -> !it.isHere())
                        .flatMap(it -> it.object().stream())
                        .map(PictureRef.class::cast)
                        .toList();
        run(
                "download-pictures",
                "cloud.downloaded",
                refs,
                (ref, transfer) -> {
                    if (ref instanceof PictureRef.OssObject object) {
                        cloud.download(object, folder, transfer);
                    }
                });
    }

    /// Fetches those that are in OSS alone, to be dragged as files.
    void fetch(List<Entry> entries, EntryFiles files) {
        say("cloud", messages.text("cloud.fetching", entries.size()));
        run("download-pictures", "cloud.fetched", entries, files::file);
    }

    private <T> void run(String title, String done, List<T> refs, Move<T> move) {
        var moved = new AtomicInteger();
        context.tasks()
                .run(
                        title,
                        task -> move(task, refs, move, moved),
                        new Tasks.Outcome<List<String>>(
                                failed -> say(done, moved.get(), failed),
                                failure -> say("warning", words(failure)),
                                () ->
                                        say(
                                                "info",
                                                messages.text(
                                                        "cloud.stopped",
                                                        moved.get(),
                                                        refs.size()))));
    }

    /// One that cannot be moved keeps none of the others from it.
    ///
    /// @param moved counts
    /// @return why each that stayed did
    private static <T> List<String> move(Task task, List<T> refs, Move<T> move, AtomicInteger moved)
            throws IOException, Buckets.AwayException, OssStoreException {
        var cancellation = new Cancellation();
        task.onCancel(cancellation::cancel);
        var failed = new ArrayList<String>();
        for (int i = 0; i < refs.size(); i++) {
            task.throwIfCancelled();
            try {
                move.of(refs.get(i), transfer(task, i, refs.size(), cancellation));
                moved.incrementAndGet();
            } catch (OssStoreException e) {
                if (!OF_ONE.contains(e.kind())) {
                    throw e;
                }
                failed.add(words(e));
            } catch (NoSuchFileException | AccessDeniedException e) {
                failed.add(words(e));
            }
        }
        return failed;
    }

    private void say(String done, int moved, List<String> failed) {
        if (failed.isEmpty()) {
            say("check", messages.text(done, moved));
        } else {
            var first = failed.getFirst();
            say("warning", messages.text("cloud.some", moved, failed.size(), first));
        }
    }

    private static Transfer transfer(Task task, int at, int of, Cancellation cancellation) {
        return new Transfer(
                (moved, total) -> {
                    double part = total > 0 ? (double) moved / total : 0;
                    task.report(new Task.Step((at + part) / of, ""));
                },
                cancellation);
    }

    /// Copies a link with which everyone can see the picture for a while.
    void link(PictureRef.OssObject object, Duration life) {
        context.tasks()
                .run(
                        "make-link",
                        task -> cloud.link(object, life),
                        Tasks.Outcome.of(
                                link -> {
                                    Toolkit.getDefaultToolkit()
                                            .getSystemClipboard()
                                            .setContents(new StringSelection(link.reveal()), null);
                                    var shown = LinkDuration.inLargestUnit(life);
                                    var time =
                                            messages.text("life." + shown.unit(), shown.number());
                                    say("link", messages.text("cloud.linked", time));
                                },
                                failure -> say("warning", words(failure))));
    }

    /// Why OSS could not be reached, in the present language.
    static String words(Throwable failure) {
        return failure instanceof Buckets.AwayException away
                ? away.reason().localized()
                : FailureMessages.of(failure);
    }

    private void say(String icon, String words) {
        context.window().toasts().show(icon, "text.secondary", words, Optional.empty());
    }
}
