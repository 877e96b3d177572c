package dev.atelier.app.library.view;

import dev.atelier.app.compare.SetModel;
import dev.atelier.app.compare.SetSource;
import dev.atelier.app.create.PictureActions;
import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.UndoHistory;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.oss.Transfer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// What can be done with pictures of the library. Event thread.
public final class LibraryActions {
    private final AppContext context;
    private final Library library;
    private final LibraryModel model;
    private final EntryFiles files;
    private final Neighbours neighbours;
    private final Supplier<SetSource.Places> places;
    private final Messages messages = Messages.of(LibraryActions.class);

    /// The other parts of the studio that take pictures.
    ///
    /// @param pictures what can be done with a finished picture, where pictures are made
    /// @param draft changes the recipe that the user edits
    /// @param compare takes pictures and sets into the comparison
    /// @param forget takes a file that was moved away out of other lists, and returns what puts it
    ///   back there
    /// @param models the model files there are
    public record Neighbours(
            Supplier<Optional<PictureActions>> pictures,
            Consumer<UnaryOperator<Recipe>> draft,
            Comparing compare,
            Function<Path, Runnable> forget,
            Function<ModelKind, List<ModelFile>> models) {}

    /// The ways into the comparison.
    ///
    /// @param one takes one picture, which waits for another
    /// @param pair compares two
    /// @param sets compares two sets
    /// @param set takes one set, which waits for another
    public record Comparing(
            Consumer<Path> one,
            BiConsumer<Path, Path> pair,
            BiConsumer<SetModel.Named, SetModel.Named> sets,
            Consumer<SetModel.Named> set) {}

    LibraryActions(
            AppContext context,
            Library library,
            LibraryModel model,
            EntryFiles files,
            Neighbours neighbours) {
        this.context = context;
        this.places = () -> files.places(library);
        this.library = library;
        this.model = model;
        this.files = files;
        this.neighbours = neighbours;
    }

    /// Stars all, or takes the stars away where all have one.
    void star(List<Entry> entries) {
        if (!writable() || entries.isEmpty()) {
            return;
        }
        boolean on = entries.stream().anyMatch(it -> !it.star());
        var ids = entries.stream().filter(it -> it.star() != on).map(Entry::id).toList();
        model.star(ids, on);
        history(() -> model.star(ids, !on), () -> model.star(ids, on));
    }

    void tag(List<Entry> entries, String tag, boolean on) {
        if (writable()) {
            var ids = changed(entries, it -> it.tags().contains(tag) != on);
            model.tag(ids, tag, on);
            history(() -> model.tag(ids, tag, !on), () -> model.tag(ids, tag, on));
        }
    }

    void collect(List<Entry> entries, String name, boolean on) {
        if (writable()) {
            var ids = changed(entries, it -> it.collections().contains(name) != on);
            model.collect(ids, name, on);
            history(() -> model.collect(ids, name, !on), () -> model.collect(ids, name, on));
        }
    }

    private static List<Long> changed(List<Entry> entries, Predicate<Entry> differs) {
        return entries.stream().filter(differs).map(Entry::id).toList();
    }

    private void history(Runnable undo, Runnable redo) {
        context.history().did(UndoHistory.Step.of(undo, redo));
    }

    private boolean writable() {
        if (!model.isWritable()) {
            say("lock", "warn", messages.text("library.read-only"));
        }
        return model.isWritable();
    }

    /// Takes a part of a picture's recipe into the form, and shows that.
    void use(Entry entry, RecipePart part) {
        context.tasks()
                .run(
                        "read-recipe",
                        task -> library.recipe(entry),
                        Tasks.Outcome.of(
                                recipe ->
                                        recipe.ifPresentOrElse(
                                                it -> {
                                                    neighbours.draft.accept(
                                                            now -> part.taken(it, now));
                                                    showForm();
                                                },
                                                () ->
                                                        say(
                                                                "info",
                                                                "text.secondary",
                                                                messages.text(
                                                                        "library.no-recipe"))),
                                this::fail));
    }

    void showForm() {
        context.commands().perform(Command.SHOW_CREATE);
    }

    /// Hands the picture as a file with its recipe to what is done where pictures are made.
    void with(Entry entry, Consumer<SavedPicture> action) {
        context.tasks()
                .run(
                        "open-picture",
                        task -> {
                            var file = files.file(entry, Transfer.quiet());
                            var recipe = library.recipe(entry);
                            return new SavedPicture(-1, file, recipe.orElse(bare(entry)), 0);
                        },
                        Tasks.Outcome.of(action, this::fail));
    }

    /// Of a picture without a recipe: its size alone.
    private static Recipe bare(Entry entry) {
        var size = new Size(Size.nearestSide(entry.width()), Size.nearestSide(entry.height()));
        return Recipe.of("", size);
    }

    Optional<PictureActions> pictures() {
        return neighbours.pictures.get();
    }

    /// One waits for another; two are compared.
    void compare(List<Entry> entries) {
        if (entries.size() == 2) {
            with(
                    entries.getFirst(),
                    a ->
                            with(
                                    entries.getLast(),
                                    b -> neighbours.compare.pair.accept(a.file(), b.file())));
        } else {
            entries.stream()
                    .findFirst()
                    .ifPresent(it -> with(it, a -> neighbours.compare.one.accept(a.file())));
        }
    }

    /// Compares the copies here with those in OSS.
    void compareCopies(List<Entry> entries) {
        neighbours.compare.sets.accept(
                set(messages.text("set.here"), entries, SetSource.Copies.HERE),
                set(messages.text("set.there"), entries, SetSource.Copies.THERE));
    }

    /// Takes them as a set that waits for another.
    void compareAsSet(List<Entry> entries) {
        var name = messages.text("set.chosen", entries.size());
        neighbours.compare.set.accept(set(name, entries, SetSource.Copies.SEARCH));
    }

    private SetModel.Named set(String name, List<Entry> entries, SetSource.Copies copies) {
        return new SetModel.Named(
                name, cancellation -> places.get().of(entries, copies, cancellation));
    }

    /// Moves the pictures of this computer to the desktop's trash, and those of OSS to the trash of
    /// their bucket. Undo brings all back.
    void trash(List<Entry> entries, EntryTrash.From from, EntryTrash trash) {
        if (writable() && !entries.isEmpty()) {
            trash.move(entries, from, neighbours.forget);
        }
    }

    void fail(Throwable failure) {
        say("warning", "warn", FailureMessages.of(failure));
    }

    void say(String icon, String token, String words) {
        context.window().toasts().show(icon, token, words, Optional.empty());
    }
}
