package dev.atelier.app.library.view;

import dev.atelier.app.create.PictureMenu;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.PictureRef;
import dev.atelier.app.library.Source;
import dev.atelier.app.library.SourceState;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Messages;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.swing.JCheckBoxMenuItem;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.KeyStroke;

/// What a right click on pictures of the library offers: for one all that the studio does with a
/// picture, for several what can be done with many. Event thread.
final class LibraryMenu {
    /// The entries that need a recipe.
    private static final Set<String> RECIPE =
            Set.of(
                    "picture-use-all",
                    "picture-remix",
                    "picture-use-prompt",
                    "picture-use-seed",
                    "picture-use-size",
                    "picture-copy-recipe");

    /// How long a link may live.
    private static final List<Duration> LINKS =
            List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7));

    private final Messages messages = Messages.of(LibraryMenu.class);
    private final LibraryModel model;
    private final LibraryActions actions;
    private final Verbs verbs;

    /// @param trash moves pictures to the trash
    /// @param name asks for the name of a new tag or collection
    /// @param moves between here and OSS
    /// @param export into a folder
    /// @param life asks how long a link is to work
    record Verbs(
            Consumer<List<Entry>> trash,
            CloudMoves moves,
            Consumer<List<Entry>> export,
            Asker name,
            Consumer<Consumer<Duration>> life) {}

    /// Asks for a name.
    @FunctionalInterface
    interface Asker {
        /// @param title what it is for
        void ask(String title, Consumer<String> answer);
    }

    LibraryMenu(LibraryModel model, LibraryActions actions, Verbs verbs) {
        this.model = model;
        this.actions = actions;
        this.verbs = verbs;
    }

    /// The menu for these.
    JPopupMenu of(List<Entry> entries) {
        var menu = entries.size() == 1 ? single(entries.getFirst()) : several(entries);
        menu.setName("library-menu");
        return menu;
    }

    private JPopupMenu single(Entry entry) {
        var one = List.of(entry);
        var menu = new PictureMenu(action -> actions.with(entry, action));
        actions.pictures()
                .ifPresent(it -> menu.then(actions::showForm).uses(it, p -> actions.compare(one)));
        if (entry.twin().isPresent()) {
            menu.twin(() -> true, p -> actions.compareTwin(entry));
        }
        var popup = menu.menu();
        if (entry.isHere() && entry.isThere()) {
            popup.add(
                    item(
                            "menu.compare-copies",
                            "library-menu-copies",
                            () -> actions.compareCopies(one)));
        }
        popup.addSeparator();
        marks(popup, one);
        export(popup, one);
        cloud(popup, one);
        actions.pictures().ifPresent(menu::files);
        menu.trash(p -> verbs.trash.accept(one));
        for (var part : popup.getComponents()) {
            if (part.getName() != null && RECIPE.contains(part.getName())) {
                part.setEnabled(entry.hasRecipe());
            }
            if (part instanceof JMenuItem item && "picture-trash".equals(part.getName())) {
                item.setAccelerator(KeyStroke.getKeyStroke("DELETE"));
            }
        }
        return popup;
    }

    private JPopupMenu several(List<Entry> entries) {
        var popup = new JPopupMenu();
        if (entries.size() == 2) {
            popup.add(item("menu.compare", "picture-compare", () -> actions.compare(entries)));
        }
        if (entries.stream().anyMatch(it -> it.isHere() && it.isThere())) {
            popup.add(
                    item(
                            "menu.compare-copies",
                            "library-menu-copies",
                            () -> actions.compareCopies(entries)));
        }
        popup.add(
                item("menu.compare-set", "library-menu-set", () -> actions.compareAsSet(entries)));
        popup.addSeparator();
        marks(popup, entries);
        export(popup, entries);
        cloud(popup, entries);
        popup.addSeparator();
        var trash = item("menu.trash", "picture-trash", () -> verbs.trash.accept(entries));
        trash.setAccelerator(KeyStroke.getKeyStroke("DELETE"));
        popup.add(trash);
        return popup;
    }

    private void export(JPopupMenu popup, List<Entry> entries) {
        popup.add(item("menu.export", "library-menu-export", () -> verbs.export.accept(entries)));
    }

    private void marks(JPopupMenu popup, List<Entry> entries) {
        boolean starred = entries.stream().allMatch(Entry::star);
        var star =
                item(
                        starred ? "menu.unstar" : "menu.star",
                        "library-menu-star",
                        () -> actions.star(entries));
        star.setAccelerator(KeyStroke.getKeyStroke("S"));
        popup.add(star);
        popup.add(
                labels(
                        "tags",
                        "menu.new-tag",
                        model.all().get().tags().stream().map(it -> it.value()),
                        entries.stream().map(Entry::tags).toList(),
                        (name, on) -> actions.label(LabelKind.TAG, entries, name, on)));
        popup.add(
                labels(
                        "collections",
                        "menu.new-collection",
                        model.collections().get().stream(),
                        entries.stream().map(Entry::collections).toList(),
                        (name, on) -> actions.label(LabelKind.COLLECTION, entries, name, on)));
    }

    /// Between here and the buckets of the library; nothing where there is no way.
    private void cloud(JPopupMenu popup, List<Entry> entries) {
        var buckets =
                model.sources().get().stream()
                        .filter(it -> it.source() instanceof Source.Bucket)
                        .sorted(Comparator.comparing(LibraryMenu::isAway))
                        .toList();
        if (!buckets.isEmpty() && entries.stream().anyMatch(it -> !it.isThere())) {
            var menu = new JMenu(messages.text("menu.upload"));
            menu.setName("library-menu-upload");
            buckets.forEach(it -> menu.add(upload(entries, it)));
            popup.add(menu);
        }
        if (entries.stream().anyMatch(it -> !it.isHere())) {
            popup.add(
                    item(
                            "menu.download",
                            "library-menu-download",
                            () -> verbs.moves.download(entries)));
        }
        if (entries.size() == 1) {
            entries.getFirst().object().ifPresent(it -> popup.add(links(it)));
        }
    }

    private static boolean isAway(SourceState state) {
        return state.phase() == SourceState.Phase.AWAY;
    }

    /// One that cannot be reached stands last and says why.
    private JMenuItem upload(List<Entry> entries, SourceState to) {
        var item = new JMenuItem(to.source().toString());
        item.setEnabled(!isAway(to));
        if (isAway(to)) {
            var reason = to.reason().localized();
            item.setToolTipText(reason);
        }
        if (to.source() instanceof Source.Bucket bucket) {
            item.addActionListener(event -> verbs.moves.upload(entries, bucket.prefix()));
        }
        return item;
    }

    /// Asks which copies go to the trash.
    JPopupMenu trashFrom(Consumer<EntryTrash.From> answer) {
        var popup = new JPopupMenu();
        popup.setName("library-trash-from");
        var title = new JMenuItem(messages.text("menu.trash-from"));
        title.setEnabled(false);
        popup.add(title);
        for (var from : EntryTrash.From.values()) {
            var name = "library-trash-" + from.name().toLowerCase(Locale.ROOT);
            var item = item("from." + from.name(), name, () -> answer.accept(from));
            item.setIcon(Icons.of(from.icon(), 16, "text.secondary"));
            popup.add(item);
        }
        return popup;
    }

    private JMenu links(PictureRef.OssObject object) {
        var menu = new JMenu(messages.text("menu.link"));
        menu.setName("library-menu-link");
        for (var life : LINKS) {
            var shown = LinkDuration.inLargestUnit(life);
            var item = new JMenuItem(messages.text("life." + shown.unit(), shown.number()));
            item.addActionListener(event -> verbs.moves.link(object, life));
            menu.add(item);
        }
        menu.add(
                item(
                        "menu.link-other",
                        "library-menu-link-other",
                        () -> verbs.life.accept(life -> verbs.moves.link(object, life))));
        return menu;
    }

    /// Labels of which each can be set or taken away, and a new one.
    private JMenu labels(
            String key, String fresh, Stream<String> known, List<List<String>> had, Setter setter) {
        var menu = new JMenu(messages.text("menu." + key));
        menu.setName("library-menu-" + key);
        Stream.concat(known, had.stream().flatMap(List::stream))
                .distinct()
                .sorted()
                .forEach(name -> {
                    boolean all = had.stream().allMatch(it -> it.contains(name));
                    var item = new JCheckBoxMenuItem(name, all);
                    item.addActionListener(event -> setter.set(name, !all));
                    menu.add(item);
                });
        if (menu.getItemCount() > 0) {
            menu.addSeparator();
        }
        var title = messages.text("new." + key);
        menu.add(
                item(
                        fresh,
                        "library-menu-" + key + "-new",
                        () -> verbs.name.ask(title, name -> setter.set(name, true))));
        return menu;
    }

    private interface Setter {
        void set(String name, boolean on);
    }

    private JMenuItem item(String key, String name, Runnable action) {
        var item = new JMenuItem(messages.text(key));
        item.setName(name);
        item.addActionListener(event -> action.run());
        return item;
    }
}
