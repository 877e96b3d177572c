package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.Component;
import java.awt.Container;
import java.awt.KeyboardFocusManager;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.Transferable;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.SwingUtilities;
import org.assertj.swing.edt.GuiActionRunner;

/// The uses that many controls have in common, for the rows of [CreateUses] and [ShellUses].
final class ControlUses {
    /// What a person does with a control, and what must come of it.
    interface Use {
        void by(StudioRig rig) throws Exception;
    }

    private ControlUses() {}

    /// A recipe whose second pass is on, so that its fields are there.
    static Recipe enlarged() {
        return Recipe.of("a red boat", new Size(128, 128))
                .withSeed(Seed.of(7))
                .withSampling(Sampling.DEFAULT.withSteps(4))
                .withHires(Optional.of(HiresPass.DEFAULT));
    }

    /// A recipe that starts from a picture with a mask.
    static Recipe masked(Path folder) throws IOException {
        var picture = folder.resolve("source.png");
        var mask = folder.resolve("mask.png");
        for (var file : List.of(picture, mask)) {
            var image = new BufferedImage(128, 128, BufferedImage.TYPE_BYTE_GRAY);
            ImageIO.write(image, "png", file.toFile());
        }
        var settings = new Mode.MaskSettings(Mode.Fill.ORIGINAL, 4, false, true, Optional.of(32));
        return enlarged()
                .withHires(Optional.empty())
                .withMode(
                        new Mode.Inpaint(
                                picture.toString(), mask.toString(), 0.5, Mode.Fit.CROP, settings));
    }

    /// The message that shows, else nothing. Where the desktop has a file manager, it opens instead
    /// of a message; a display in memory has none. Event thread.
    static String toast(StudioRig rig) {
        return ComponentFinder.first(
                        rig.frame.target(), it -> "toast".equals(it.getName()) && it.isShowing())
                .map(it -> it.getAccessibleContext().getAccessibleName())
                .orElse("");
    }

    /// The words of a label. Event thread.
    static String label(StudioRig rig, String name) {
        return rig.find(name, JLabel.class).getText();
    }

    /// The same with a mask to paint on.
    static Use onMask(Use use) {
        return rig -> {
            var base = masked(rig.folder());
            rig.draft(r -> base);
            rig.until("its picture is read", () -> label(rig, "source-facts").equals("128 × 128"));
            use.by(rig);
        };
    }

    /// A recipe that is drawn in a moment.
    static Recipe quick() {
        return Recipe.of("a red boat", new Size(64, 64))
                .withSeed(Seed.of(7))
                .withSampling(Sampling.DEFAULT.withSteps(2));
    }

    /// What is done with a picture.
    interface PictureUse {
        void by(StudioRig rig, Recipe made) throws Exception;
    }

    /// With a picture on the canvas, made for it where there is none.
    static Use onPicture(PictureUse use) {
        return rig -> {
            var latest = rig.parts.queue().latest();
            boolean gone =
                    GuiActionRunner.execute(latest::get)
                            .filter(it -> Files.exists(it.file()))
                            .isEmpty();
            if (gone) {
                rig.draft(r -> quick());
                rig.command(Command.RESUME);
                rig.command(Command.GENERATE);
                rig.untilMade(
                        "a picture is made",
                        () -> latest.get().filter(it -> Files.exists(it.file())).isPresent());
                rig.untilMade(
                        "nothing runs", () -> rig.parts.queue().here().live().get().isEmpty());
            }
            rig.until("it can be used", () -> isShowing(rig, "use-all"));
            rig.until("clicks count", () -> !isShowing(rig, "clickGuard"));
            use.by(rig, GuiActionRunner.execute(latest::get).orElseThrow().recipe());
        };
    }

    static Component showing(StudioRig rig, String name) {
        return rig.find(name, Component.class);
    }

    static boolean chooserShows(StudioRig rig) {
        return chooser().isPresent();
    }

    /// The window of a file chooser that shows. Event thread.
    static Optional<JDialog> chooser() {
        return Arrays.stream(Window.getWindows())
                .filter(it -> it.isShowing() && it instanceof JDialog)
                .map(JDialog.class::cast)
                .filter(ControlUses::holdsChooser)
                .findFirst();
    }

    /// The desktop's own chooser opens; Escape closes it.
    static void closesChooser(StudioRig rig) {
        untilChooser(rig);
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("and no longer", () -> !chooserShows(rig));
    }

    /// Waits until keys go to a chooser of files.
    static void untilChooser(StudioRig rig) {
        rig.until("files are requested", () -> chooserShows(rig));
        rig.until(
                "it has the keyboard",
                () -> {
                    var focused =
                            KeyboardFocusManager.getCurrentKeyboardFocusManager()
                                    .getFocusedWindow();
                    return focused instanceof JDialog dialog && holdsChooser(dialog);
                });
    }

    private static boolean holdsChooser(Container root) {
        for (var child : root.getComponents()) {
            if (child instanceof JFileChooser
                    || (child instanceof Container inner && holdsChooser(inner))) {
                return true;
            }
        }
        return false;
    }

    static boolean dialogShows(String name) {
        return Arrays.stream(Window.getWindows())
                .anyMatch(it -> it.isShowing() && name.equals(it.getName()));
    }

    /// What a window that shows holds. Event thread.
    static JDialog content(String dialog) {
        return Arrays.stream(Window.getWindows())
                .filter(it -> it.isShowing() && dialog.equals(it.getName()))
                .map(JDialog.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /// A part of a dialog that shows. Any thread.
    static <T extends Component> T inDialog(String dialog, String name, Class<T> type) {
        var root = GuiActionRunner.execute(() -> content(dialog));
        return ComponentFinder.find(root, name, type, Component::isShowing);
    }

    /// Waits until keys go to the dialog: it shows a moment before.
    static void untilOpen(StudioRig rig, String dialog) {
        rig.until("the window is open", () -> dialogShows(dialog));
        rig.until(
                "it has the keyboard",
                () -> {
                    var focused =
                            KeyboardFocusManager.getCurrentKeyboardFocusManager()
                                    .getFocusedWindow();
                    return focused != null && dialog.equals(focused.getName());
                });
    }

    static boolean anyDialogShows() {
        return Arrays.stream(Window.getWindows())
                .anyMatch(it -> it.isShowing() && it instanceof JDialog);
    }

    static boolean holds(DataFlavor flavor) {
        return Toolkit.getDefaultToolkit().getSystemClipboard().isDataFlavorAvailable(flavor);
    }

    static Object clipboard(DataFlavor flavor) throws Exception {
        return Toolkit.getDefaultToolkit().getSystemClipboard().getData(flavor);
    }

    static void copy(String text) {
        Toolkit.getDefaultToolkit()
                .getSystemClipboard()
                .setContents(new StringSelection(text), null);
    }

    static void copy(BufferedImage image) {
        var contents =
                new Transferable() {
                    @Override
                    public DataFlavor[] getTransferDataFlavors() {
                        return new DataFlavor[] {DataFlavor.imageFlavor};
                    }

                    @Override
                    public boolean isDataFlavorSupported(DataFlavor flavor) {
                        return flavor.equals(DataFlavor.imageFlavor);
                    }

                    @Override
                    public Object getTransferData(DataFlavor flavor) {
                        return image;
                    }
                };
        Toolkit.getDefaultToolkit().getSystemClipboard().setContents(contents, null);
    }

    /// Types a good number, takes it back by undo, and types bad ones, which stop Generate.
    static Use number(String name, String good, String... bad) {
        return rig -> {
            var before = rig.draft();
            rig.enter(name, good);
            assertThat(rig.text(name)).isEqualTo(good);
            rig.until("it counts", () -> !rig.parts.create().draft().recipe().get().equals(before));
            rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
            rig.until(
                    "it is undone", () -> rig.parts.create().draft().recipe().get().equals(before));
            for (var words : bad) {
                refused(rig, name, words);
                assertThat(rig.draft()).isEqualTo(before);
            }
        };
    }

    /// Types what cannot be used: Generate leads to the field, says what to type, and orders
    /// nothing. Escape closes the sentence, then takes back what was typed.
    static void refused(StudioRig rig, String name, String words) {
        var good = rig.text(name);
        rig.enter(name, words);
        int jobs = rig.jobs().size();
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.until("the field has the keyboard", () -> rig.focused(name));
        rig.until("the remedy is shown", () -> sentence(rig).contains(words));
        assertThat(rig.jobs()).hasSize(jobs);
        assertThat(rig.find(name, JComponent.class).getClientProperty("JComponent.outline"))
                .isEqualTo("error");
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("Escape closes it", () -> sentence(rig).isEmpty());
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("what was typed is taken back", () -> rig.text(name).equals(good));
    }

    /// Whether a control of that name can be seen, be it by scrolling. Any thread.
    static boolean isShowing(StudioRig rig, String name) {
        return GuiActionRunner.execute(() ->
                ComponentFinder.first(
                                rig.frame.target(),
                                it -> name.equals(it.getName()) && it.isShowing())
                        .isPresent());
    }

    /// What a popover says, not what stands in the window itself. Event thread.
    static String sentence(StudioRig rig) {
        var window = ((JFrame) rig.frame.target()).getContentPane();
        return ComponentFinder.first(
                        rig.frame.target(),
                        it ->
                                it instanceof Sentence
                                        && it.isShowing()
                                        && it.getWidth() > 100
                                        && !SwingUtilities.isDescendingFrom(it, window))
                .map(it -> ((Sentence) it).getText())
                .orElse("");
    }

    /// Moves a slider with the keys and takes it back.
    static Use slider(String name) {
        return rig -> {
            var before = rig.draft();
            var slider = rig.find(name, JSlider.class);
            rig.click(name);
            int at = GuiActionRunner.execute(slider::getValue);
            rig.press(at == slider.getMaximum() ? KeyEvent.VK_LEFT : KeyEvent.VK_RIGHT);
            assertThat(GuiActionRunner.execute(slider::getValue)).isNotEqualTo(at);
            assertThat(rig.draft()).isNotEqualTo(before);
            undoneTo(rig, before);
        };
    }

    /// Chooses another entry with the mouse, the next with the keys, and takes both back.
    static Use choice(String name) {
        return rig -> {
            var before = rig.draft();
            JComboBox<?> combo = rig.find(name, JComboBox.class);
            int at = GuiActionRunner.execute(combo::getSelectedIndex);
            int last = GuiActionRunner.execute(combo::getItemCount) - 1;
            rig.choose(combo, at == last ? 0 : last);
            rig.until("it counts", () -> !rig.parts.create().draft().recipe().get().equals(before));
            undoneTo(rig, before);
            rig.until("the old entry shows", () -> combo.getSelectedIndex() == at);
            rig.press(at == last ? KeyEvent.VK_UP : KeyEvent.VK_DOWN);
            rig.until("the next is chosen", () -> combo.getSelectedIndex() != at);
            undoneTo(rig, before);
        };
    }

    /// Ticks a box and takes it back.
    static Use box(String name) {
        return rig -> {
            var before = rig.draft();
            var box = rig.find(name, AbstractButton.class);
            boolean on = GuiActionRunner.execute(box::isSelected);
            rig.click(name);
            rig.until("it counts", () -> !rig.parts.create().draft().recipe().get().equals(before));
            undoneTo(rig, before);
            assertThat(GuiActionRunner.execute(box::isSelected)).isEqualTo(on);
        };
    }

    /// Types a line and takes it back.
    static Use line(String name, String words) {
        return rig -> {
            var before = rig.draft();
            rig.enter(name, words);
            assertThat(rig.text(name)).isEqualTo(words);
            assertThat(rig.draft()).isNotEqualTo(before);
            undoneTo(rig, before);
        };
    }

    /// Clicks a button, which changes the recipe so, and takes it back.
    static Use change(String name, UnaryOperator<Recipe> change) {
        return rig -> {
            var before = rig.draft();
            rig.click(name);
            rig.until(
                    "the recipe has changed",
                    () -> rig.parts.create().draft().recipe().get().equals(change.apply(before)));
            undoneTo(rig, before);
        };
    }

    /// Presses undo until all of a use is taken back, at most ten times.
    private static void undoneTo(StudioRig rig, Recipe before) {
        for (int i = 0; i < 10 && !rig.draft().equals(before); i++) {
            rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        }
        assertThat(rig.draft()).isEqualTo(before);
    }
}
