package dev.atelier.app.library.view;

import dev.atelier.app.library.Buckets;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.Source;
import dev.atelier.app.library.SourceState;
import dev.atelier.app.observe.HiddenTask;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.FileManager;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.popover.NamePopover;
import dev.atelier.app.ui.popover.NamePopover.Verdict;
import dev.atelier.cloud.oss.name.OssAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.swing.JComponent;
import javax.swing.JFileChooser;

/// Where pictures come from: asks for folders and buckets and adds them. Event thread.
final class SourceActions {
    private static final int MOST_UNREADABLE = 200;

    private final Messages messages = Messages.of(LibraryView.class);
    private final AppContext context;
    private final LibraryModel model;
    private final LibraryActions actions;
    private final Buckets buckets;

    SourceActions(AppContext context, LibraryModel model, LibraryActions actions, Buckets buckets) {
        this.context = context;
        this.model = model;
        this.actions = actions;
        this.buckets = buckets;
    }

    void addFolder() {
        var settings = context.settings();
        var chooser =
                new FileChooser(
                        settings.get(StudioSettings.IMPORT_FOLDER).map(Path::toFile).orElse(null));
        chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
        chooser.setDialogTitle(messages.text("sources.choose"));
        if (chooser.showOpenDialog(context.window().frame()) == JFileChooser.APPROVE_OPTION) {
            add(new Source.Folder(chooser.getSelectedFile().toPath()));
        }
    }

    private void add(Source source) {
        if (model.isWritable()) {
            model.addSource(source);
        } else {
            actions.say("lock", "warn", messages.text("library.read-only"));
        }
    }

    /// Asks for an address, and offers the buckets of the account meanwhile.
    void addBucket(JComponent below) {
        var add = messages.text("ask.add");
        var ask =
                new NamePopover(
                        messages.text("bucket.title"),
                        text ->
                                address(text).isPresent()
                                        ? Verdict.good(messages.text("bucket.help"), add)
                                        : Verdict.bad(
                                                messages.text(
                                                        text.isEmpty()
                                                                ? "bucket.help"
                                                                : "bucket.wrong"),
                                                add),
                        text -> address(text).ifPresent(it -> add(new Source.Bucket(it))));
        ask.example("oss://bucket/folder/");
        var offers = new NameOffers(messages.text("bucket.all"), messages.text("bucket.reading"));
        offers.listen(ask::fill, ask::accept);
        ask.addBelow(offers.component());
        ask.show(below);
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        context.tasks()
                .run(
                        HiddenTask.REFRESH,
                        task -> buckets.names().stream().map(it -> "oss://" + it + "/").toList(),
                        Tasks.Outcome.of(
                                all -> offers.show(all, messages.text("bucket.none")),
                                failure -> {
                                    if (failure instanceof Buckets.AwayException away) {
                                        offers.say(
                                                away.reason().in(language),
                                                Optional.of(connect(ask::close)));
                                    } else {
                                        offers.say(
                                                messages.text("bucket.unknown"), Optional.empty());
                                    }
                                }));
    }

    /// Leads to the page where a cloud is connected.
    private JComponent connect(Runnable close) {
        var connect =
                Buttons.secondary(
                        messages.text("notice.connect"),
                        () -> {
                            close.run();
                            context.commands().perform(Command.CONNECT_CLOUD);
                        });
        connect.setName("library-offered-connect");
        return connect;
    }

    /// Says which files were left out, and why.
    void unreadable(JComponent beside) {
        int count = model.sources().get().stream().mapToInt(SourceState::unreadable).sum();
        var files = new FileManager(context.tasks(), context.window().toasts());
        model.unreadable(
                MOST_UNREADABLE, all -> new UnreadableList(files::show).show(beside, all, count));
    }

    private static Optional<OssAddress> address(String text) {
        try {
            var whole = text.startsWith("oss://") ? text : "oss://" + text;
            return Optional.of(OssAddress.parse(whole.contains("/") ? whole : whole + "/"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Folders become sources; of pictures their folder is offered.
    void drop(List<Path> files) {
        files.stream().filter(Files::isDirectory).map(Source.Folder::new).forEach(this::add);
        var folders =
                files.stream()
                        .filter(it -> !Files.isDirectory(it))
                        .map(it -> it.toAbsolutePath().normalize().resolveSibling(""))
                        .distinct()
                        .toList();
        if (folders.isEmpty()) {
            return;
        }
        boolean one = folders.size() == 1;
        var verb =
                new Toasts.Verb(
                        messages.text(one ? "drop.add" : "drop.add-all"),
                        () -> folders.stream().map(Source.Folder::new).forEach(this::add));
        var names =
                folders.stream()
                        .map(it -> it.getFileName() == null ? it : it.getFileName())
                        .map(Path::toString)
                        .collect(Collectors.joining(", "));
        context.window()
                .toasts()
                .show(
                        "folder",
                        "text.secondary",
                        one
                                ? messages.text("drop.offer", folders.getFirst())
                                : messages.text("drop.offer-all", folders.size(), names),
                        Optional.of(verb));
    }
}
