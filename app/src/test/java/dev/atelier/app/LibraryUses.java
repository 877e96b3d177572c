package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.Grouping;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.Sort;
import dev.atelier.app.library.Source;
import dev.atelier.app.library.view.PictureGrid;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.Command;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.Component;
import java.awt.Container;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JPopupMenu;
import javax.swing.JSlider;
import javax.swing.MenuSelectionManager;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the library: two pictures in a folder of their
/// own, found by a word that no other picture has.
final class LibraryUses {
    private static final Size SIZE = new Size(96, 64);
    private static final String WORD = "zeppelin";
    private static final long FIRST = 424_241;
    private static final long SECOND = 424_242;

    private LibraryUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        all.put(
                "command:show-library",
                rig -> {
                    rig.press(KeyEvent.VK_4, KeyEvent.VK_CONTROL);
                    rig.until("it shows", () -> ControlUses.isShowing(rig, "view-library"));
                });
        search(all);
        filters(all);
        wholesale(all);
        LibrarySourceUses.sources(all);
        grid(all);
        LibraryViewerUses.viewer(all);
        LibraryTwinUses.twins(all);
        details(all);
        parts(all);
        empty(all);
        return all;
    }

    private static void search(Map<String, Use> all) {
        all.put(
                "library-query",
                with(rig -> {
                    rig.enter("library-query", "seed:" + FIRST);
                    rig.until("one is found", () -> count(rig) == 1);
                    rig.until(
                            "that is said",
                            () ->
                                    rig.any("library-found", JLabel.class)
                                            .getText()
                                            .equals("1 found"));
                    rig.click("library-query");
                    rig.press(KeyEvent.VK_ESCAPE);
                    rig.until("Escape forgets it", () -> model(rig).text().get().isEmpty());
                }));
        all.put(
                "library-sort",
                with(rig -> {
                    choose(rig, "library-sort", Sort.SEED);
                    rig.until("by seed", () -> model(rig).sort().get() == Sort.SEED);
                    rig.until("the smaller first", () -> seed(rig, 0) == FIRST);
                    choose(rig, "library-sort", Sort.NEWEST);
                }));
        all.put(
                "library-group",
                with(rig -> {
                    GuiActionRunner.execute(() -> model(rig).sort().set(Sort.NEWEST));
                    rig.until("with the times", () -> rig.any("library-timeline").isVisible());
                    choose(rig, "library-group", Grouping.MODEL);
                    rig.until("without", () -> !rig.any("library-timeline").isVisible());
                    rig.until(
                            "under the model's name",
                            () ->
                                    model(rig).result().get().groups().stream()
                                            .anyMatch(it -> it.title().equals("airship-v1")));
                    choose(rig, "library-group", Grouping.NONE);
                    rig.until("no titles", () -> model(rig).result().get().groups().isEmpty());
                }));
        layout(all);
    }

    private static void layout(Map<String, Use> all) {
        all.put(
                "library-zoom",
                with(rig -> {
                    var grid = rig.any("library-grid", Component.class);
                    var slider = rig.any("library-zoom", JSlider.class);
                    int before = GuiActionRunner.execute(() -> slider.getValue());
                    rig.click(grid);
                    rig.press(KeyEvent.VK_EQUALS, KeyEvent.VK_CONTROL);
                    rig.until("larger", () -> slider.getValue() > before);
                    rig.press(KeyEvent.VK_MINUS, KeyEvent.VK_CONTROL);
                    rig.until("as before", () -> slider.getValue() == before);
                }));
        all.put(
                "library-filters-shown",
                with(rig -> {
                    boolean shown =
                            GuiActionRunner.execute(() -> rig.any("library-filters").isVisible());
                    rig.click("library-filters-shown");
                    rig.until(
                            "the other way", () -> rig.any("library-filters").isVisible() != shown);
                    rig.click("library-filters-shown");
                    rig.until("and back", () -> rig.any("library-filters").isVisible() == shown);
                }));
    }

    private static void filters(Map<String, Use> all) {
        narrows(all, "filter-here", "place:here");
        narrows(all, "filter-there", "place:there");
        narrows(all, "filter-both", "place:both");
        narrows(all, "filter-star", "star");
        narrows(all, "filter-pairs", "place:pair");
        narrows(all, "filter-model", "model:\"airship-v1\"");
        narrows(all, "filter-lora", "lora:\"ink\"");
        narrows(all, "filter-tag", "tag:\"sky\"");
        narrows(all, "filter-collection", "collection:\"poster\"");
        all.put(
                "filter-all",
                with(rig -> {
                    rig.pressButton("filter-all");
                    rig.until("no search any more", () -> model(rig).text().get().isEmpty());
                }));
    }

    /// What is not understood is said in full. A tag gets another name on all its pictures, or goes
    /// from all, and comes back.
    private static void wholesale(Map<String, Use> all) {
        all.put(
                "library-issue",
                with(rig -> {
                    rig.enter("library-query", "colour:red steps:many");
                    rig.until(
                            "all that is not understood is said",
                            () -> isWholly(rig, "colour", "many"));
                    rig.click("library-query");
                    rig.press(KeyEvent.VK_ESCAPE);
                    rig.until("Escape forgets it", () -> model(rig).text().get().isEmpty());
                }));
        var narrows = Objects.requireNonNull(all.get("filter-tag"));
        all.put(
                "filter-tag",
                with(rig -> {
                    narrows.by(rig);
                    tagMenu(rig, 1);
                    rig.until("a name is requested", () -> rig.focused("new-name"));
                    rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
                    rig.type("clouds");
                    rig.press(KeyEvent.VK_ENTER);
                    rig.until("it is called so", () -> isTagged(rig, "clouds"));
                    rig.command(Command.UNDO);
                    rig.until("and as before", () -> isTagged(rig, "sky"));
                    tagMenu(rig, 2);
                    rig.until("it is gone", () -> isTagged(rig, ""));
                    rig.click("library-grid");
                    rig.command(Command.UNDO);
                    rig.until("it is back", () -> isTagged(rig, "sky"));
                    rig.press(KeyEvent.VK_Y, KeyEvent.VK_CONTROL);
                    rig.until("Ctrl+Y does it again", () -> isTagged(rig, ""));
                    rig.command(Command.UNDO);
                    rig.until("it is back again", () -> isTagged(rig, "sky"));
                }));
    }

    private static void tagMenu(StudioRig rig, int downs) {
        rig.click("library-query");
        tagMenu(rig, rig.any("filter-tag", AbstractButton.class), downs);
    }

    /// Takes an entry of the menu of a tag or a collection by keyboard.
    static void tagMenu(StudioRig rig, AbstractButton tag, int downs) {
        var menu = tag.getName().replace("filter-", "library-") + "-menu";
        GuiActionRunner.execute(() -> tag.requestFocusInWindow());
        rig.until("the tag has the keyboard", tag::isFocusOwner);
        rig.press(KeyEvent.VK_F10, KeyEvent.VK_SHIFT);
        rig.until("its menu is open", () -> menuOf(menu).isPresent());
        for (int i = 0; i < downs; i++) {
            rig.press(KeyEvent.VK_DOWN);
        }
        rig.press(KeyEvent.VK_ENTER);
    }

    /// Event thread.
    private static Optional<JPopupMenu> menuOf(String name) {
        return Arrays.stream(MenuSelectionManager.defaultManager().getSelectedPath())
                .filter(JPopupMenu.class::isInstance)
                .map(JPopupMenu.class::cast)
                .filter(it -> name.equals(it.getName()))
                .findFirst();
    }

    /// Event thread.
    ///
    /// @param tag the only one of the first picture; empty for none
    private static boolean isTagged(StudioRig rig, String tag) {
        var wanted = tag.isEmpty() ? List.of() : List.of(tag);
        return entry(rig, 0).filter(it -> it.tags().equals(wanted)).isPresent();
    }

    /// Whether the line below the search says all of this, with nothing cut off. Event thread.
    private static boolean isWholly(StudioRig rig, String... words) {
        var issue = rig.any("library-issue", JTextComponent.class);
        return Arrays.stream(words).allMatch(issue.getText()::contains)
                && issue.getHeight() >= issue.getPreferredSize().height;
    }

    private static void narrows(Map<String, Use> all, String filter, String term) {
        all.put(
                filter,
                with(rig -> {
                    var before = GuiActionRunner.execute(() -> model(rig).text().get());
                    rig.pressButton(filter);
                    rig.until("it is in the search", () -> model(rig).text().get().contains(term));
                    rig.until(
                            "it is marked",
                            () -> rig.any(filter, AbstractButton.class).isSelected());
                    rig.pressButton(filter);
                    rig.until("and out again", () -> model(rig).text().get().equals(before));
                }));
    }

    private static void grid(Map<String, Use> all) {
        all.put(
                "library-grid",
                with(rig -> {
                    rig.click("library-grid");
                    rig.press(KeyEvent.VK_HOME);
                    rig.until("the first is chosen", () -> chosen(rig) == 1);
                    rig.press(KeyEvent.VK_RIGHT, KeyEvent.VK_SHIFT);
                    rig.until("both are", () -> chosen(rig) == 2);
                    rig.press(KeyEvent.VK_S);
                    rig.until("both have a star", () -> stars(rig) == 2);
                    rig.command(Command.UNDO);
                    rig.until("Undo takes it away", () -> stars(rig) == 0);
                    rig.press(KeyEvent.VK_DELETE);
                    rig.until("both are in the trash", () -> count(rig) == 0);
                    rig.command(Command.UNDO);
                    rig.until("Undo brings them back, chosen", () -> chosen(rig) == 2);
                }));
    }

    private static void details(Map<String, Use> all) {
        all.put(
                "library-star",
                choosing(rig -> {
                    rig.pressButton("library-star");
                    rig.until("it has a star", () -> stars(rig) == 1);
                    rig.until(
                            "which shows",
                            () ->
                                    rig.any("library-star", AbstractButton.class)
                                            .getToolTipText()
                                            .startsWith("Take"));
                    rig.pressButton("library-star");
                    rig.until("and none", () -> stars(rig) == 0);
                }));
        all.put(
                "library-compare",
                choosing(rig -> {
                    rig.pressButton("library-compare");
                    rig.until(
                            "it is one of the two",
                            () ->
                                    Arrays.stream(Side.values())
                                            .anyMatch(side ->
                                                    rig
                                                            .parts
                                                            .compare()
                                                            .model()
                                                            .picture(side)
                                                            .get()
                                                            .stream()
                                                            .anyMatch(it ->
                                                                    it.file()
                                                                            .startsWith(
                                                                                    folder(rig)))));
                }));
        all.put(
                "library-show-file",
                choosing(rig -> {
                    rig.pressButton("library-show-file");
                    rig.until("where it is is said", () -> !ControlUses.toast(rig).isEmpty());
                }));
        all.put(
                "library-copy",
                choosing(rig -> {
                    rig.pressButton("library-copy");
                    rig.until(
                            "it is in the clipboard",
                            () -> ControlUses.toast(rig).equals("Picture copied"));
                    assertThat(ControlUses.clipboard(DataFlavor.imageFlavor)).isNotNull();
                }));
        all.put("library-export", choosing(LibraryUses::exports));
        detailVerbs(all);
    }

    /// As a small JPEG with a number for a name, with a page of all and where they come from.
    private static void exports(StudioRig rig) throws IOException {
        var to = rig.folder().resolve("client");
        rig.pressButton("library-export");
        rig.until("it asks where to", () -> rig.focused("export-folder"));
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type(to.toString());
        rig.click("export-format-JPEG");
        rig.click("export-sheet-PAGE");
        rig.click("export-numbered");
        rig.click("export-provenance");
        rig.click("export-ok");
        rig.until("it is said", () -> ControlUses.toast(rig).equals("1 picture exported"));
        var recipe = PictureFile.read(to.resolve("0001.jpg")).orElseThrow().recipe();
        assertThat(recipe.seed().bits()).isEqualTo(SECOND);
        assertThat(Files.readString(to.resolve("contact-sheet.html"))).contains("0001.jpg");
        assertThat(Files.readString(to.resolve("provenance.json"))).contains("airship-v1");
        rig.until(
                "the folder is kept",
                () ->
                        rig.studio
                                .context()
                                .settings()
                                .get(StudioSettings.EXPORT_FOLDER)
                                .equals(Optional.of(to)));
    }

    private static void detailVerbs(Map<String, Use> all) {
        all.put(
                "library-more",
                choosing(rig -> {
                    rig.pressButton("library-more");
                    rig.until("the menu is open", () -> menuShows());
                    rig.press(KeyEvent.VK_ESCAPE);
                    rig.until("Escape closes it", () -> !menuShows());
                }));
        all.put(
                "library-trash",
                choosing(rig -> {
                    rig.pressButton("library-trash");
                    rig.until("one is in the trash", () -> count(rig) == 1);
                    long neighbour = seed(rig, 0);
                    rig.command(Command.UNDO);
                    rig.until(
                            "Undo chooses it",
                            () -> count(rig) == 2 && chosen(rig) == 1 && hasDetails(rig));
                    rig.pressButton("library-trash");
                    rig.until("it alone", () -> count(rig) == 1 && seed(rig, 0) == neighbour);
                    rig.command(Command.UNDO);
                    rig.until("Undo brings it back", () -> count(rig) == 2);
                }));
        all.put(
                "library-use-all",
                choosing(rig -> {
                    rig.pressButton("library-use-all");
                    rig.until(
                            "its recipe is in the form",
                            () ->
                                    draft(rig).seed().bits() == SECOND
                                            && draft(rig).prompt().contains(WORD));
                    rig.until("the form shows", () -> ControlUses.isShowing(rig, "view-create"));
                }));
        all.put(
                "library-remix",
                choosing(rig -> {
                    rig.pressButton("library-remix");
                    rig.until(
                            "its prompt is in the form", () -> draft(rig).prompt().contains(WORD));
                    rig.until("its seed is not", () -> draft(rig).seed().isRandom());
                }));
    }

    private static void parts(Map<String, Use> all) {
        takes(all, "PROMPT", it -> it.prompt().contains(WORD));
        takes(all, "NEGATIVE", it -> it.negativePrompt().equals("fog"));
        takes(
                all,
                "MODEL",
                it -> it.model().filter(m -> m.name().equals("airship-v1")).isPresent());
        takes(all, "SEED", it -> it.seed().bits() == SECOND);
        takes(all, "SIZE", it -> it.size().equals(SIZE));
        takes(all, "SAMPLING", it -> it.sampling().steps() == 13);
    }

    private static void takes(Map<String, Use> all, String part, Predicate<Recipe> taken) {
        all.put(
                "library-use-" + part,
                choosing(rig -> {
                    rig.pressButton("library-use-" + part);
                    rig.until("it is in the form", () -> taken.test(draft(rig)));
                    rig.until("the form shows", () -> ControlUses.isShowing(rig, "view-create"));
                }));
    }

    private static void empty(Map<String, Use> all) {
        all.put(
                "library-clear",
                with(rig -> {
                    rig.enter("library-query", "nothingiscalledso");
                    rig.until("that is said", () -> ControlUses.isShowing(rig, "library-empty"));
                    rig.click("library-clear");
                    rig.until("no search any more", () -> model(rig).text().get().isEmpty());
                }));
        all.put(
                "library-create",
                with(rig -> {
                    rig.pressButton("library-create");
                    rig.until("the form shows", () -> ControlUses.isShowing(rig, "view-create"));
                }));
        all.put(
                "library-add",
                with(rig -> {
                    rig.later(() -> rig.any("library-add", AbstractButton.class).doClick());
                    ControlUses.closesChooser(rig);
                }));
    }

    // What the rows have in common.

    /// Shows the two pictures, and chooses the newer one.
    static void open(StudioRig rig) throws IOException {
        picture(rig, "first", FIRST);
        picture(rig, "second", SECOND);
        rig.command(Command.SHOW_LIBRARY);
        if (GuiActionRunner.execute(() -> ControlUses.isShowing(rig, "library-viewer"))) {
            rig.pressButton("library-back");
        }
        rig.until("it was read", () -> !model(rig).sources().get().isEmpty());
        GuiActionRunner.execute(() -> {
            model(rig).grouping().set(Grouping.NONE);
            model(rig).sort().set(Sort.SEED);
            model(rig).text().set(WORD);
            model(rig).addSource(new Source.Folder(folder(rig)));
        });
        rig.until("both are found", () -> count(rig) == 2 && entry(rig, 1).isPresent());
        var ids = GuiActionRunner.execute(() -> model(rig).ids(0, 2));
        GuiActionRunner.execute(() -> {
            model(rig).star(List.of(ids[0], ids[1]), false);
            model(rig).tag(List.of(ids[0]), "sky", true);
            model(rig).collect(List.of(ids[0]), "poster", true);
            model(rig).sort().set(Sort.NEWEST);
            model(rig).sort().set(Sort.SEED);
        });
        rig.until(
                "they are labelled",
                () ->
                        entry(rig, 0)
                                .filter(it ->
                                        it.tags().contains("sky")
                                                && it.collections().contains("poster"))
                                .isPresent());
        rig.until("which can be chosen by", () -> !buttons(rig, "filter-collection").isEmpty());
        rig.click("library-query");
        rig.click("library-grid");
        rig.press(KeyEvent.VK_END);
        rig.until("the second is chosen", () -> chosen(rig) == 1 && hasDetails(rig));
    }

    private static boolean hasDetails(StudioRig rig) {
        return !buttons(rig, "library-use-SEED").isEmpty();
    }

    static Use with(Use use) {
        return rig -> {
            open(rig);
            use.by(rig);
        };
    }

    private static Use choosing(Use use) {
        return with(use);
    }

    static Path folder(StudioRig rig) {
        return rig.folder().resolve("airships");
    }

    static Path picture(StudioRig rig, String name, long seed) throws IOException {
        var recipe =
                Recipe.of("a " + WORD + " over hills <lora:ink:0.5>", SIZE)
                        .withNegativePrompt("fog")
                        .withModel(Optional.of(new ModelRef("airship-v1", "")))
                        .withSampling(Sampling.DEFAULT.withSteps(13))
                        .withSeed(Seed.of(seed));
        var rgb = new byte[SIZE.width() * SIZE.height() * 3];
        Arrays.fill(rgb, (byte) (seed % 200));
        Files.createDirectories(folder(rig));
        var file = folder(rig).resolve(name + ".png");
        if (Files.notExists(file)) {
            PictureFile.write(new Picture(SIZE, rgb, recipe, Map.of()), file);
        }
        return file;
    }

    static LibraryModel model(StudioRig rig) {
        return rig.parts.library().model();
    }

    /// Event thread, as those below.
    static int count(StudioRig rig) {
        return model(rig).searching().get() ? -1 : model(rig).result().get().count();
    }

    static Optional<Entry> entry(StudioRig rig, int row) {
        return model(rig).entry(row);
    }

    private static long seed(StudioRig rig, int row) {
        return entry(rig, row).flatMap(Entry::seed).map(it -> it.longValue()).orElse(-1L);
    }

    static long stars(StudioRig rig) {
        return IntStream.range(0, 2)
                .filter(row -> entry(rig, row).filter(Entry::star).isPresent())
                .count();
    }

    private static int chosen(StudioRig rig) {
        return rig.any("library-grid", PictureGrid.class).selection().size();
    }

    private static Recipe draft(StudioRig rig) {
        return rig.parts.create().draft().recipe().get();
    }

    private static boolean menuShows() {
        var path = MenuSelectionManager.defaultManager().getSelectedPath();
        return path.length > 0
                && path[0] instanceof Component menu
                && "library-menu".equals(menu.getName());
    }

    static List<AbstractButton> buttons(StudioRig rig, String name) {
        return all(rig.any("view-library")).stream()
                .filter(it -> name.equals(it.getName()))
                .map(AbstractButton.class::cast)
                .toList();
    }

    private static List<Component> all(Container root) {
        var found = new ArrayList<Component>();
        for (var child : root.getComponents()) {
            found.add(child);
            if (child instanceof Container inner) {
                found.addAll(all(inner));
            }
        }
        return found;
    }

    private static void choose(StudioRig rig, String box, Object item) {
        var combo = rig.find(box, JComboBox.class);
        GuiActionRunner.execute(() -> combo.setSelectedItem(item));
    }
}
