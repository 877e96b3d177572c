package dev.atelier.app.library.view;

import dev.atelier.app.compare.SetSource;
import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.library.Buckets;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.LibraryCloud;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.Source;
import dev.atelier.app.library.SourceState;
import dev.atelier.app.library.ThumbnailStore;
import dev.atelier.app.library.TrashModel;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.Trash;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.shell.View;
import dev.atelier.app.ui.Messages;
import java.awt.EventQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every picture, here and in OSS: the page that finds them, and what can be done with them.
/// Nothing is read before the page is first shown. Event thread.
public final class LibraryFeature implements Feature {
    private static final Logger log = LoggerFactory.getLogger(LibraryFeature.class);
    private static final String VIEW = "library";

    /// Of all small pictures on disk: about a hundred thousand.
    private static final long MOST_SMALL = 4L << 30;

    private final AppContext context;
    private final Library library;
    private final Buckets buckets;
    private final LibraryModel model;
    private final LibraryActions actions;
    private final EntryTrash trash;
    private final EntryFiles files;
    private final CloudMoves moves;
    private final TrashModel thrown;
    private final Function<ModelKind, List<ModelFile>> models;
    private List<Source> known = List.of();
    private Optional<LibraryView> page = Optional.empty();
    private boolean opened;

    /// @param latest the picture that was made last
    /// @param neighbours the parts of the studio that take pictures
    public LibraryFeature(
            AppContext context,
            Library library,
            Buckets buckets,
            Observed<Optional<SavedPicture>> latest,
            LibraryActions.Neighbours neighbours) {
        this.context = context;
        this.library = library;
        this.buckets = buckets;
        model = new LibraryModel(library, context.tasks(), EventQueue::invokeLater);
        var root = context.home().root();
        var small = new ThumbnailStore(root.resolve("thumbnails"), buckets, MOST_SMALL);
        files = new EntryFiles(root.resolve("fetched"), small, buckets);
        actions = new LibraryActions(context, library, model, files, neighbours);
        var cloud = new LibraryCloud(library, buckets);
        thrown = new TrashModel(cloud, context.tasks());
        trash = new EntryTrash(context, library, cloud, Trash.ofThisUser(), thrown::load);
        moves = new CloudMoves(context, cloud, root.resolve("pictures").resolve("oss"));
        models = neighbours.models();
        context.showing(Command.SHOW_LIBRARY, VIEW);
        latest.onChange(made -> made.ifPresent(it -> model.take(it.file())));
        remember();
        context.window().view().onChange(view -> openOnce());
        model.sources().onChange(now -> lookInTrash());
    }

    /// The search goes on where it was when the studio was closed.
    private void remember() {
        var settings = context.settings();
        model.begin(
                settings.get(StudioSettings.LIBRARY_SEARCH),
                named(settings.get(StudioSettings.LIBRARY_SORT), model.sort().get()),
                named(settings.get(StudioSettings.LIBRARY_GROUPING), model.grouping().get()));
        model.text().onChange(now -> settings.put(StudioSettings.LIBRARY_SEARCH, now));
        model.sort().onChange(now -> settings.put(StudioSettings.LIBRARY_SORT, now.name()));
        model.grouping().onChange(now -> settings.put(StudioSettings.LIBRARY_GROUPING, now.name()));
    }

    private static <E extends Enum<E>> E named(String name, E usual) {
        return Stream.of(usual.getDeclaringClass().getEnumConstants())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElse(usual);
    }

    public LibraryModel model() {
        return model;
    }

    /// Shows what a query finds.
    public void search(String query) {
        model.text().set(query);
        context.window().show(VIEW);
    }

    /// Stars the picture of a file, or takes its star away, and says which.
    public void star(Path file) {
        actions.star(file);
    }

    /// Compares a picture with its twin: the one that the keyboard is at while the page shows.
    ///
    /// @param elsewhere the picture that is looked at on other pages
    public void compareTwin(Optional<Path> elsewhere) {
        var shown = page.filter(_ -> context.window().view().get().equals(VIEW));
        shown.ifPresentOrElse(
                LibraryView::compareTwin, () -> elsewhere.ifPresent(actions::compareTwin));
    }

    /// Where sets of pictures are read from.
    public SetSource.Places places() {
        return files.places(library);
    }

    /// The first look at the page reads the index, and then what has changed since.
    private void openOnce() {
        if (!opened && context.window().view().get().equals(VIEW)) {
            opened = true;
            model.open();
            model.follow();
            prepare();
        }
    }

    /// Another account, or none, may reach other buckets. Before the library is open nothing is
    /// asked.
    public void cloudChanged() {
        if (opened) {
            library.sources().stream()
                    .filter(Source.Bucket.class::isInstance)
                    .forEach(model::scanAgain);
            thrown.load();
        }
    }

    /// Of buckets that were added since.
    private void lookInTrash() {
        var now =
                model.sources().get().stream()
                        .map(SourceState::source)
                        .filter(Source.Bucket.class::isInstance)
                        .toList();
        if (!now.equals(known)) {
            known = now;
            thrown.load();
        }
    }

    /// The studio's own folder is there before the first picture is: it is not a source that is
    /// away.
    private void prepare() {
        var own = library.sources().getFirst();
        context.tasks()
                .run(
                        "scan-library",
                        task ->
                                own instanceof Source.Folder(var folder)
                                        ? Files.createDirectories(folder)
                                        : Path.of(""),
                        Tasks.Outcome.of(
                                done -> model.scan(),
                                failure -> {
                                    log.warn("the folder of pictures", failure);
                                    model.scan();
                                }));
    }

    @Override
    public List<View> views() {
        var title = Messages.of(MainWindow.class).text("command.show-library");
        return List.of(View.place(VIEW, "library", title, this::build, false));
    }

    private View.Page.Built build() {
        var view =
                new LibraryView(
                        context,
                        model,
                        actions,
                        trash,
                        new LibraryView.Sources(
                                library.sources().getFirst(),
                                files,
                                moves,
                                new EntryExport(context, library, buckets, models),
                                thrown,
                                buckets));
        page = Optional.of(view);
        return new View.Page.Built(view.build(), view::focus);
    }

    @Override
    public void open() {
        openOnce();
    }

    @Override
    public void quit() {
        model.close();
    }

    @Override
    public void close() {
        try {
            library.index().close();
        } catch (IOException e) {
            log.warn("the library", e);
        }
    }
}
