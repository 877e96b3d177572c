package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.connect.ConnectFeature;
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
import javax.swing.AbstractButton;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the places that the library's pictures come
/// from.
final class LibrarySourceUses {
    private LibrarySourceUses() {}

    static void sources(Map<String, Use> all) {
        all.put(
                "library-add-folder",
                LibraryUses.with(rig -> {
                    rig.later(() -> rig.any("library-add-folder", AbstractButton.class).doClick());
                    ControlUses.closesChooser(rig);
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
                    rig.until("which is said", () -> rig.any("library-notice").isVisible());
                    assertThat(rig.text("library-notice-words"))
                            .contains("No account")
                            .endsWith("last seen.");
                    GuiActionRunner.execute(() -> LibraryUses.model(rig).removeSource(bucket));
                    rig.until("it is gone", () -> !rig.any("library-notice").isVisible());
                }));
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
        lessSources(all);
        troubles(all);
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
                    rig.until(
                            "the page opens",
                            () ->
                                    rig.studio
                                            .context()
                                            .window()
                                            .view()
                                            .get()
                                            .equals(ConnectFeature.PAGE));
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
