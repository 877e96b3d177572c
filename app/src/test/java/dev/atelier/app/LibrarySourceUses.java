package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.connect.ConnectFeature;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.PictureRef;
import dev.atelier.app.library.Source;
import dev.atelier.app.library.SourceState;
import dev.atelier.app.shell.Command;
import java.awt.Component;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.TransferHandler;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the places that the library's pictures come
/// from.
final class LibrarySourceUses {
    private LibrarySourceUses() {}

    static void sources(Map<String, Use> all) {
        narrowing(all);
        all.put(
                "library-add-folder",
                LibraryUses.with(rig -> {
                    rig.later(() -> rig.any("library-add-folder", AbstractButton.class).doClick());
                    ControlUses.closesChooser(rig);
                    dropped(rig);
                }));
        all.put(
                "library-add-bucket",
                LibraryUses.with(rig -> {
                    rig.pressButton("library-add-bucket");
                    rig.until("it is requested", () -> rig.focused("new-name"));
                    rig.until(
                            "without an account no bucket is offered",
                            () ->
                                    rig.any("library-offered-words", JTextComponent.class)
                                            .getText()
                                            .startsWith("No account"));
                    rig.type("oss://atelier pics");
                    rig.until(
                            "no bucket is called so",
                            () -> !rig.any("new-name-ok", AbstractButton.class).isEnabled());
                    rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
                    rig.type("oss://atelier-pics/made/");
                    rig.press(KeyEvent.VK_ENTER);
                    var bucket = Source.parse("oss://atelier-pics/made/");
                    rig.until(
                            "without an account it is away, and stays",
                            () ->
                                    LibraryUses.model(rig).sources().get().stream()
                                            .anyMatch(it ->
                                                    it.source().equals(bucket)
                                                            && it.phase()
                                                                    == SourceState.Phase.AWAY));
                    rig.until("which is said, wholly", () -> isWhole(rig.any("library-notice")));
                    assertThat(rig.text("library-notice-words"))
                            .contains("No account")
                            .endsWith("last seen.");
                    GuiActionRunner.execute(() -> LibraryUses.model(rig).removeSource(bucket));
                    rig.until("it is gone", () -> !rig.any("library-notice").isVisible());
                    rig.pressButton("library-add-bucket");
                    rig.until(
                            "an account would help",
                            () -> ControlUses.isShowing(rig, "library-offered-connect"));
                    rig.click("library-offered-connect");
                    connects(rig);
                    rig.command(Command.SHOW_LIBRARY);
                }));
        rescans(all);
        lessSources(all);
        troubles(all);
    }

    private static void narrowing(Map<String, Use> all) {
        all.put(
                "filter-source",
                LibraryUses.with(rig -> {
                    GuiActionRunner.execute(() -> LibraryUses.model(rig).text().set(""));
                    rig.until("the rows are at rest", () -> isCounted(rig));
                    rig.click(source(rig, "airships"));
                    rig.until("only its pictures", () -> areAllIn(rig, LibraryUses.folder(rig)));
                    rig.until("it is marked", () -> source(rig, "airships").isSelected());
                    assertThat(rig.text("library-query"))
                            .isEqualTo("source:\"" + LibraryUses.folder(rig) + '"');
                    rig.click(source(rig, "Made in Atelier"));
                    rig.until(
                            "another in its place",
                            () ->
                                    source(rig, "Made in Atelier").isSelected()
                                            && !source(rig, "airships").isSelected()
                                            && isCounted(rig));
                    rig.click(source(rig, "Made in Atelier"));
                    rig.until("all again", () -> LibraryUses.model(rig).text().get().isEmpty());
                }));
    }

    /// Whether the counts are those of the search. Event thread.
    private static boolean isCounted(StudioRig rig) {
        return LibraryUses.count(rig) == LibraryUses.model(rig).facets().get().all();
    }

    /// Whether pictures of this folder alone are shown, the two of [LibraryUses] and what other
    /// uses have put there. Event thread.
    private static boolean areAllIn(StudioRig rig, Path folder) {
        int count = LibraryUses.count(rig);
        return count >= 2
                && IntStream.range(0, count)
                        .allMatch(row ->
                                LibraryUses.entry(rig, row).stream()
                                        .flatMap(it -> it.places().stream())
                                        .map(Entry.Place::ref)
                                        .anyMatch(it -> isIn(it, folder)));
    }

    private static boolean isIn(PictureRef ref, Path folder) {
        return ref instanceof PictureRef.LocalFile(var path) && path.startsWith(folder);
    }

    private static AbstractButton source(StudioRig rig, String name) {
        return GuiActionRunner.execute(() ->
                LibraryUses.buttons(rig, "filter-source").stream()
                        .filter(it -> it.getText().equals(name))
                        .findFirst()
                        .orElseThrow());
    }

    /// The folders of pictures that are dropped are offered together.
    private static void dropped(StudioRig rig) throws IOException {
        var one = Files.createDirectories(rig.folder().resolve("first"));
        var two = Files.createDirectories(rig.folder().resolve("second"));
        var files =
                DroppedFiles.of(
                        Files.write(one.resolve("a.png"), new byte[0]),
                        Files.write(two.resolve("b.png"), new byte[0]));
        var page = rig.any("view-library", JComponent.class);
        GuiActionRunner.execute(() ->
                page.getTransferHandler()
                        .importData(new TransferHandler.TransferSupport(page, files)));
        rig.until(
                "both are offered",
                () -> ControlUses.toast(rig).contains("2 folders: first, second"));
        rig.click("toast-verb");
        rig.until("both are sources", () -> sources(rig).containsAll(List.of(one, two)));
        GuiActionRunner.execute(() -> {
            LibraryUses.model(rig).removeSource(new Source.Folder(one));
            LibraryUses.model(rig).removeSource(new Source.Folder(two));
        });
        rig.until("they are gone", () -> !sources(rig).contains(one));
    }

    /// The folders. Event thread.
    private static List<Path> sources(StudioRig rig) {
        return LibraryUses.model(rig).sources().get().stream()
                .map(SourceState::source)
                .filter(Source.Folder.class::isInstance)
                .map(it -> ((Source.Folder) it).path())
                .toList();
    }

    private static void rescans(Map<String, Use> all) {
        all.put(
                "library-rescan-source",
                LibraryUses.with(rig -> {
                    var extra = LibraryUses.picture(rig, "scanned", 424_243);
                    rig.until(
                            "it can be asked",
                            () -> rescans(rig).stream().allMatch(Component::isEnabled));
                    GuiActionRunner.execute(() -> rescans(rig).forEach(AbstractButton::doClick));
                    rig.until("the new one is found", () -> LibraryUses.count(rig) == 3);
                    Files.delete(extra);
                    rig.until(
                            "it can be asked",
                            () -> rescans(rig).stream().allMatch(Component::isEnabled));
                    GuiActionRunner.execute(() -> rescans(rig).forEach(AbstractButton::doClick));
                    rig.until("it is gone again", () -> LibraryUses.count(rig) == 2);
                }));
    }

    /// Nothing of it is cut off. Event thread.
    private static boolean isWhole(Component part) {
        return part.isVisible() && part.getHeight() >= part.getPreferredSize().height;
    }

    private static void lessSources(Map<String, Use> all) {
        all.put(
                "library-remove-source",
                LibraryUses.with(rig -> {
                    GuiActionRunner.execute(() ->
                            LibraryUses.buttons(rig, "library-remove-source").stream()
                                    .filter(Component::isVisible)
                                    .forEach(AbstractButton::doClick));
                    rig.until("its pictures are gone", () -> LibraryUses.count(rig) == 0);
                    assertThat(LibraryUses.folder(rig)).isDirectoryContaining("glob:**.png");
                }));
        all.put(
                "library-retry",
                LibraryUses.with(rig -> {
                    away(rig);
                    rig.pressButton("library-retry");
                    back(rig);
                }));
        all.put(
                "library-notice-close",
                LibraryUses.with(rig -> {
                    away(rig);
                    rig.pressButton("library-notice-close");
                    rig.until("it is closed", () -> !rig.any("library-notice").isVisible());
                    back(rig);
                }));
    }

    private static void away(StudioRig rig) throws IOException {
        Files.move(LibraryUses.folder(rig), rig.folder().resolve("elsewhere"));
        GuiActionRunner.execute(() -> LibraryUses.model(rig).scan());
        rig.until("it is said", () -> rig.any("library-notice").isVisible());
    }

    private static void back(StudioRig rig) throws IOException {
        Files.move(rig.folder().resolve("elsewhere"), LibraryUses.folder(rig));
        rig.until("it can be asked", () -> rescans(rig).stream().allMatch(Component::isEnabled));
        GuiActionRunner.execute(() -> LibraryUses.model(rig).scan());
        rig.until(
                "they are back",
                () -> LibraryUses.entry(rig, 0).filter(it -> !it.isAway()).isPresent());
    }

    /// What cannot be read of sources, or reached.
    private static void troubles(Map<String, Use> all) {
        all.put(
                "library-unreadable",
                LibraryUses.with(rig -> {
                    var damaged = damage(rig);
                    rig.click("library-unreadable");
                    rig.until(
                            "they are listed",
                            () -> ControlUses.isShowing(rig, "library-unreadable-list"));
                    var shows =
                            GuiActionRunner.execute(() ->
                                    ComponentFinder.all(
                                            rig.any("library-unreadable-list"),
                                            it -> "library-unreadable-show".equals(it.getName())));
                    assertThat(shows).hasSize(2);
                    rig.click(shows.getFirst());
                    rig.until("where it is is said", () -> !ControlUses.toast(rig).isEmpty());
                    rig.press(KeyEvent.VK_ESCAPE);
                    for (var file : damaged) {
                        Files.delete(file);
                    }
                    rig.until("it can be asked", () -> isAtRest(rig));
                    GuiActionRunner.execute(() -> LibraryUses.model(rig).scan());
                    rig.until(
                            "none is left out any more",
                            () -> LibraryUses.buttons(rig, "library-unreadable").isEmpty());
                }));
        unreachable(all);
    }

    private static void unreachable(Map<String, Use> all) {
        all.put(
                "library-connect",
                LibraryUses.with(rig -> {
                    var bucket = Source.parse("oss://atelier-pics/");
                    GuiActionRunner.execute(() -> LibraryUses.model(rig).addSource(bucket));
                    rig.until("it is away", () -> rig.any("library-notice").isVisible());
                    rig.click("library-connect");
                    connects(rig);
                    rig.command(Command.SHOW_LIBRARY);
                    GuiActionRunner.execute(() -> LibraryUses.model(rig).removeSource(bucket));
                    rig.until("it is gone", () -> !rig.any("library-notice").isVisible());
                }));
        all.put(
                "library-notice-words",
                LibraryUses.with(rig -> {
                    away(rig);
                    var words = rig.any("library-notice-words", JTextComponent.class);
                    assertThat(GuiActionRunner.execute(() -> words.getText()))
                            .endsWith("last seen.");
                    assertThat(GuiActionRunner.execute(() -> words.isEditable())).isFalse();
                    assertThat(
                                    GuiActionRunner.execute(
                                            () -> rig.any("library-connect").isVisible()))
                            .as("an account would not help")
                            .isFalse();
                    back(rig);
                }));
    }

    private static void connects(StudioRig rig) {
        var view = rig.studio.context().window().view();
        rig.until("the page opens", () -> view.get().equals(ConnectFeature.PAGE));
    }

    /// Two files that are no pictures, which the library has found.
    static List<Path> damage(StudioRig rig) throws IOException {
        var folder = LibraryUses.folder(rig);
        var empty = Files.write(folder.resolve("empty.png"), new byte[0]);
        var other = Files.writeString(folder.resolve("words.png"), "no picture");
        GuiActionRunner.execute(() -> LibraryUses.model(rig).scan());
        rig.until(
                "they are counted",
                () -> !LibraryUses.buttons(rig, "library-unreadable").isEmpty());
        return List.of(empty, other);
    }

    private static boolean isAtRest(StudioRig rig) {
        return rescans(rig).stream().allMatch(Component::isEnabled);
    }

    private static List<AbstractButton> rescans(StudioRig rig) {
        return LibraryUses.buttons(rig, "library-rescan-source");
    }
}
