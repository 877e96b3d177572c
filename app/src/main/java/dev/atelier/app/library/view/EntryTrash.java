package dev.atelier.app.library.view;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.library.Buckets;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.LibraryCloud;
import dev.atelier.app.library.PictureRef;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.Trash;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.shell.UndoHistory;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.name.OssAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves pictures of the library into the trash: files into the desktop's, objects into that of
/// their bucket. Each move can be undone as one step; a move that is cancelled keeps what it did.
/// Event thread.
final class EntryTrash {
    private static final Logger log = LoggerFactory.getLogger(EntryTrash.class);

    private final AppContext context;
    private final Library library;
    private final LibraryCloud cloud;
    private final Trash trash;
    private final Runnable changed;
    private final Messages messages = Messages.of(EntryTrash.class);
    private Consumer<List<PictureRef>> choose = refs -> {};

    /// @param changed is called when what lies in the trash of a bucket has changed
    EntryTrash(
            AppContext context,
            Library library,
            LibraryCloud cloud,
            Trash trash,
            Runnable changed) {
        this.changed = changed;
        this.context = context;
        this.library = library;
        this.cloud = cloud;
        this.trash = trash;
    }

    /// Which copies of a picture.
    enum From {
        HERE("computer"),
        THERE("cloud"),
        BOTH("both");

        private final String icon;

        From(String icon) {
            this.icon = icon;
        }

        String icon() {
            return icon;
        }

        private boolean takes(PictureRef ref) {
            return this == BOTH || (this == HERE) == ref.isHere();
        }
    }

    /// Reports from now on what is to be chosen: nothing while pictures come back, so that what is
    /// done next does not meet a neighbour, and then these.
    void choosing(Consumer<List<PictureRef>> choose) {
        this.choose = choose;
    }

    /// What one move has done so far.
    private static final class Moved {
        final List<Trash.Trashed> files = new ArrayList<>();
        final List<OssAddress> objects = new ArrayList<>();
        final List<String> refused = new ArrayList<>();

        int count() {
            return files.size() + objects.size();
        }
    }

    /// @param forget is called for each file that is gone, and returns what is run when it is back;
    ///   event thread
    void move(List<Entry> entries, From from, Function<Path, Runnable> forget) {
        var refs =
                entries.stream()
                        .flatMap(it -> it.places().stream())
                        .map(Entry.Place::ref)
                        .filter(from::takes)
                        .toList();
        new Step(refs, forget).move(true);
    }

    private final class Step implements UndoHistory.Step {
        private final List<PictureRef> refs;
        private final Function<Path, Runnable> forget;
        private Moved moved = new Moved();
        private List<Runnable> back = List.of();

        Step(List<PictureRef> refs, Function<Path, Runnable> forget) {
            this.refs = refs;
            this.forget = forget;
        }

        void move(boolean first) {
            var now = new Moved();
            moved = now;
            context.tasks()
                    .run(
                            "trash-pictures",
                            task -> {
                                trashAll(refs, now, task);
                                return now;
                            },
                            new Tasks.Outcome<>(
                                    done -> moved(first),
                                    failure -> {
                                        log.info("no trash", failure);
                                        moved(first);
                                    },
                                    () -> moved(first)));
        }

        private void moved(boolean first) {
            report(moved);
            back = moved.files.stream().map(it -> forget.apply(it.original())).toList();
            if (first && moved.count() > 0) {
                context.history().did(this);
            }
            if (!moved.refused.isEmpty()) {
                say(
                        "warning",
                        messages.text("trash.refused", moved.refused.getFirst()),
                        Optional.empty());
            } else if (moved.count() > 0) {
                var undo =
                        new Toasts.Verb(
                                messages.text("trash.undo"), () -> context.history().undo(this));
                var key = moved.count() == 1 ? "trash.one" : "trash.many";
                say("trash", messages.text(key, moved.count()), Optional.of(undo));
            }
        }

        @Override
        public void undo() {
            var all = moved;
            choose.accept(List.of());
            context.tasks()
                    .run(
                            "restore-picture",
                            task -> {
                                restoreAll(all, task);
                                return all;
                            },
                            Tasks.Outcome.of(
                                    done -> {
                                        report(all);
                                        context.window().toasts().hide();
                                        back.reversed().forEach(Runnable::run);
                                        choose.accept(refs);
                                    },
                                    failure ->
                                            say(
                                                    "warning",
                                                    messages.text(
                                                            "trash.stays",
                                                            FailureMessages.sentence(failure)),
                                                    Optional.empty())));
        }

        @Override
        public void redo() {
            move(false);
        }
    }

    /// Puts objects back from the trash of their buckets; Undo moves them there again.
    void restore(List<LibraryCloud.Trashed> which) {
        new Restore(which.stream().map(LibraryCloud.Trashed::now).toList()).redo();
    }

    private final class Restore implements UndoHistory.Step {
        private List<OssAddress> thrown;
        private List<PictureRef.OssObject> back = List.of();
        private boolean done;

        Restore(List<OssAddress> thrown) {
            this.thrown = thrown;
        }

        @Override
        public void redo() {
            var now = new ArrayList<PictureRef.OssObject>();
            each("restore-picture", thrown, it -> now.add(cloud.restore(it)), () -> restored(now));
        }

        private void restored(List<PictureRef.OssObject> now) {
            back = List.copyOf(now);
            if (back.isEmpty()) {
                return;
            }
            if (!done) {
                done = true;
                context.history().did(this);
            }
            var undo =
                    new Toasts.Verb(
                            messages.text("trash.undo"), () -> context.history().undo(this));
            say("check", messages.text("trash.restored", back.size()), Optional.of(undo));
        }

        @Override
        public void undo() {
            var now = new ArrayList<OssAddress>();
            each(
                    "trash-pictures",
                    back,
                    it -> now.add(cloud.trash(it)),
                    () -> {
                        thrown = List.copyOf(now);
                        context.window().toasts().hide();
                    });
        }
    }

    private interface Move<T> {
        void of(T one) throws IOException, Buckets.AwayException, OssStoreException;
    }

    /// Moves one after another; what was moved until a failure or the end by a person stays so.
    private <T> void each(String title, List<T> all, Move<T> move, Runnable done) {
        Runnable end =
                () -> {
                    changed.run();
                    done.run();
                };
        context.tasks()
                .run(
                        title,
                        task -> {
                            for (int i = 0; i < all.size(); i++) {
                                task.throwIfCancelled();
                                task.report(new Task.Step((double) i / all.size(), ""));
                                move.of(all.get(i));
                            }
                            return all.size();
                        },
                        new Tasks.Outcome<>(
                                count -> end.run(),
                                failure -> {
                                    end.run();
                                    say("warning", CloudMoves.words(failure), Optional.empty());
                                },
                                end));
    }

    private void report(Moved moved) {
        if (!moved.objects.isEmpty()) {
            changed.run();
        }
    }

    private void say(String icon, String words, Optional<Toasts.Verb> verb) {
        context.window().toasts().show(icon, "text.secondary", words, verb);
    }

    private void trashAll(List<PictureRef> refs, Moved moved, Task task) {
        for (int i = 0; i < refs.size() && !task.isCancelled(); i++) {
            task.report(new Task.Step((double) i / refs.size(), ""));
            var ref = refs.get(i);
            try {
                switch (ref) {
                    case PictureRef.LocalFile(var path) -> {
                        if (Files.exists(path)) {
                            moved.files.add(trash.move(path));
                        }
                        library.forget(ref);
                    }
                    case PictureRef.OssObject object -> moved.objects.add(cloud.trash(object));
                }
            } catch (IOException | Buckets.AwayException | OssStoreException e) {
                log.info("not moved to the trash: {}", ref, e);
                moved.refused.add(ref.toString());
            }
        }
    }

    private void restoreAll(Moved moved, Task task) throws IOException {
        int done = 0;
        for (var file : moved.files) {
            task.throwIfCancelled();
            task.report(new Task.Step((double) done++ / moved.count(), ""));
            trash.restore(file);
            library.take(file.original());
        }
        for (var object : moved.objects) {
            task.throwIfCancelled();
            task.report(new Task.Step((double) done++ / moved.count(), ""));
            try {
                cloud.restore(object);
            } catch (Buckets.AwayException | OssStoreException e) {
                throw new IOException(CloudMoves.words(e), e);
            }
        }
    }
}
