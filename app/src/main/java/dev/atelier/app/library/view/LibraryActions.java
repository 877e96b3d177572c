package dev.atelier.app.library.view;

import dev.atelier.app.compare.SetModel;
import dev.atelier.app.compare.SetSource;
import dev.atelier.app.create.PictureActions;
import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.importing.Imported;
import dev.atelier.app.importing.RecipeImport;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.LibraryQuery;
import dev.atelier.app.library.PictureRef;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.shell.UndoHistory;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.oss.Transfer;
import dev.atelier.recipe.Issue;
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

    /// Counts recipes that were used, so that a late answer to an earlier one is dropped.
    private int used;

    /// The other parts of the studio that take pictures.
    ///
    /// @param pictures what can be done with a finished picture, where pictures are made
    /// @param draft the recipe that the user edits
    /// @param compare takes pictures and sets into the comparison
    /// @param forget takes a file that was moved away out of other lists, and returns what puts it
    ///   back there
    /// @param models the model files there are
    public record Neighbours(
            Supplier<Optional<PictureActions>> pictures,
            Drafting draft,
            Comparing compare,
            Function<Path, Runnable> forget,
            Function<ModelKind, List<ModelFile>> models) {}

    /// The recipe that the user edits.
    ///
    /// @param change changes it
    /// @param tell lists what of a recipe's source no recipe says, where the recipe is shown
    public record Drafting(Consumer<UnaryOperator<Recipe>> change, Consumer<List<Issue>> tell) {}

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

    /// Stars the picture of a file, or takes its star away, and says which.
    void star(Path file) {
        model.idsAt(
                List.of(PictureRef.of(file)),
                ids ->
                        model.entries(
                                ids.stream().mapToLong(Long::longValue).toArray(),
                                all -> starAloud(file, all)));
    }

    private void starAloud(Path file, List<Entry> found) {
        var name = file.getFileName();
        if (found.isEmpty()) {
            say("info", "text.secondary", messages.text("star.unknown", name));
        } else if (model.isWritable()) {
            boolean on = found.stream().anyMatch(it -> !it.star());
            star(found);
            say("star", "text.secondary", messages.text(on ? "star.on" : "star.off", name));
        } else {
            star(found); // which says why not
        }
    }

    /// Gives pictures a tag or puts them into a collection, or takes it away.
    void label(LabelKind kind, List<Entry> entries, String name, boolean on) {
        if (writable()) {
            var ids = changed(entries, it -> kind.of(it).contains(name) != on);
            kind.set(model, ids, name, on);
            history(() -> kind.set(model, ids, name, !on), () -> kind.set(model, ids, name, on));
        }
    }

    /// Takes a tag from all its pictures, or a collection away.
    void deleteLabel(LabelKind kind, String name) {
        if (writable()) {
            labelled(
                    kind,
                    name,
                    all -> {
                        var ids = changed(all, it -> true);
                        Runnable delete =
                                () -> {
                                    kind.set(model, ids, name, false);
                                    kind.forget(model, name);
                                };
                        delete.run();
                        history(
                                () -> {
                                    kind.keep(model, name);
                                    kind.set(model, ids, name, true);
                                },
                                delete);
                        search(kind, name, Optional.empty());
                        offerUndo(messages.text("deleted." + kind.key, name, ids.size()));
                    });
        }
    }

    /// Gives all pictures of a tag or a collection another in its place.
    void renameLabel(LabelKind kind, String name, String other) {
        if (writable()) {
            labelled(
                    kind,
                    name,
                    all -> {
                        var ids = changed(all, it -> true);
                        var fresh = changed(all, it -> !kind.of(it).contains(other));
                        Runnable rename =
                                () -> {
                                    kind.keep(model, other);
                                    kind.set(model, fresh, other, true);
                                    kind.set(model, ids, name, false);
                                    kind.forget(model, name);
                                };
                        boolean known = model.collections().get().contains(other);
                        rename.run();
                        history(
                                () -> {
                                    kind.keep(model, name);
                                    kind.set(model, ids, name, true);
                                    kind.set(model, fresh, other, false);
                                    if (!known) {
                                        kind.forget(model, other);
                                    }
                                },
                                rename);
                        search(kind, name, Optional.of(other));
                        offerUndo(messages.text("renamed." + kind.key, name, other, ids.size()));
                    });
        }
    }

    private void labelled(LabelKind kind, String name, Consumer<List<Entry>> answer) {
        model.found(
                term(kind, name),
                found ->
                        answer.accept(
                                found.stream().filter(it -> kind.of(it).contains(name)).toList()));
    }

    private static String term(LabelKind kind, String name) {
        return kind.key + ":" + LibraryQuery.quoted(name);
    }

    /// A search for one looks for the other in its place, or no more.
    private void search(LabelKind kind, String name, Optional<String> other) {
        var text = model.text().get();
        var term = term(kind, name);
        if (QueryTerms.has(text, term)) {
            var without = QueryTerms.toggled(text, term);
            model.text()
                    .set(
                            other.map(it -> QueryTerms.toggled(without, term(kind, it)))
                                    .orElse(without));
        }
    }

    private void offerUndo(String words) {
        var undo = messages.text("trash.undo");
        context.window()
                .toasts()
                .show(
                        "text",
                        "text.secondary",
                        words,
                        Optional.of(
                                new Toasts.Verb(
                                        undo, () -> context.commands().perform(Command.UNDO))));
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

    /// Takes a part of a picture's recipe into the form, and shows that. What the recipe does not
    /// say of the picture's settings is listed as soon as its file is read.
    void use(Entry entry, RecipePart part) {
        context.tasks()
                .run(
                        "read-recipe",
                        task -> library.recipe(entry),
                        Tasks.Outcome.of(recipe -> use(recipe, entry, part), this::fail));
    }

    private void use(Optional<Recipe> recipe, Entry entry, RecipePart part) {
        if (recipe.isEmpty()) {
            say("info", "text.secondary", messages.text("library.no-recipe"));
            return;
        }
        neighbours.draft.change.accept(now -> part.taken(recipe.get(), now));
        showForm();
        neighbours.draft.tell.accept(List.of());
        int mine = ++used;
        if (part == RecipePart.ALL || part == RecipePart.REMIX) {
            context.tasks()
                    .run(
                            "read-recipe",
                            task -> untold(files.file(entry, Transfer.quiet())),
                            Tasks.Outcome.of(
                                    untold -> {
                                        if (mine == used) {
                                            neighbours.draft.tell.accept(untold);
                                        }
                                    },
                                    this::fail));
        }
    }

    /// The index keeps recipes alone, so the file is read again.
    private static List<Issue> untold(Path file) {
        return RecipeImport.read(file) instanceof Imported.Found found ? found.issues() : List.of();
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

    /// Compares a picture with the other of its pair, the one that was made on this computer first;
    /// says so where it has none.
    void compareTwin(Entry entry) {
        if (entry.twin().isEmpty()) {
            say("info", "text.secondary", messages.text("pair.none", entry.name()));
            return;
        }
        var twin = entry.twin().get();
        model.entries(
                new long[] {twin.id()},
                found ->
                        found.stream()
                                .findFirst()
                                .ifPresent(other ->
                                        compare(
                                                twin.service().isEmpty()
                                                        ? List.of(other, entry)
                                                        : List.of(entry, other))));
    }

    /// The same for the picture of a file.
    void compareTwin(Path file) {
        model.at(
                PictureRef.of(file),
                found ->
                        found.ifPresentOrElse(
                                this::compareTwin,
                                () -> {
                                    var name = file.getFileName();
                                    say("info", "text.secondary", messages.text("pair.none", name));
                                }));
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
