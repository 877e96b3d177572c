package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.shell.Command;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.awt.Color;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.TransferHandler;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A ControlNet unit as a person works with it over several steps: a picture dropped, its map drawn
/// on, the size changed, the file deleted.
class ControlFlowsTest extends StudioTest {
    private static final int SIDE = 128;

    private Path picture;

    @BeforeEach
    void aUnitOfARedPicture() throws Exception {
        picture = folder.resolve("red-disc.png");
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setColor(new Color(255, 30, 30));
        g.fillRect(0, 0, SIDE, SIDE);
        g.setColor(Color.BLACK);
        g.fillOval(32, 32, 64, 64);
        g.dispose();
        ImageIO.write(image, "png", picture.toFile());
        rig.draft(r -> Recipe.of("a boat", new Size(SIDE, SIDE)).withControls(List.of(unit(""))));
        rig.command(Command.SHOW_CREATE);
        rig.until("the form shows", () -> ControlUses.isShowing(rig, "section-control"));
        if (!GuiActionRunner.execute(() -> ControlUses.isShowing(rig, "control-source"))) {
            rig.click("section-control");
        }
        rig.until("its card shows", () -> ControlUses.isShowing(rig, "control-source"));
    }

    private static ControlUnit unit(String image) {
        var canny = new Preprocessing("canny", Fit.CROP, -1, -1, -1, false);
        return new ControlUnit("absent", canny, image, 1, 0, 1, Balance.BALANCED);
    }

    private ControlUnit unit() {
        return rig.parts.create().draft().recipe().get().controls().getFirst();
    }

    private void withPicture() {
        rig.draft(r -> r.withControls(List.of(unit(picture.toString()))));
        rig.until(
                "its map is drawn",
                () -> ControlUses.label(rig, "control-map-line").startsWith("drawn in"));
    }

    /// The canvas around the form would take the picture for a recipe to read.
    @Test
    void aPictureDroppedBesideTheSmallOnesIsTheSource() {
        var line = rig.find("control-source-line", JComponent.class);
        var dropped = DroppedFiles.of(picture);

        boolean taken =
                GuiActionRunner.execute(() -> {
                    var under = line;
                    while (under.getTransferHandler() == null) {
                        under = (JComponent) under.getParent(); // as the toolkit looks for one
                    }
                    var support = new TransferHandler.TransferSupport(under, dropped);
                    var handler = under.getTransferHandler();
                    return handler.canImport(support) && handler.importData(support);
                });

        assertThat(taken).isTrue();
        rig.until("it is the source", () -> unit().image().endsWith("red-disc.png"));
        assertThat(rig.draft().prompt()).isEqualTo("a boat");
    }

    /// It would fail in the queue.
    @Test
    void aUnitWithoutAModelStopsAtItsField() {
        rig.draft(r -> r.withControls(List.of(unit("").withModel(""))));
        rig.until("its card says so", () -> ControlUses.isShowing(rig, "control-remedy"));

        rig.command(Command.GENERATE);

        rig.until("its model is requested", () -> rig.focused("control-model"));
        assertThat(GuiActionRunner.execute(() -> rig.parts.queue().jobs().get())).isEmpty();
    }

    @Test
    void aUnitThatIsAddedScrollsIntoSight() {
        for (int unit = 2; unit <= 4; unit++) {
            var head = "control-on-" + unit;
            rig.pressButton("control-add");

            rig.until("there is another", () -> ControlUses.isShowing(rig, head));
            rig.until(
                    "it is in sight",
                    () -> !rig.find(head, JComponent.class).getVisibleRect().isEmpty());
        }
    }

    @Test
    void whatIsDrawnReplacesTheSourceWhichIsSaidAndCanBeUndone() {
        withPicture();
        var before = GuiActionRunner.execute(() -> unit());
        draw();
        stroke(0);
        stroke(16);

        rig.click("map-done");

        rig.until("it is said", () -> ControlUses.toast(rig).contains("preprocessor none"));
        rig.click("toast-verb");
        rig.until("the source is back", () -> unit().equals(before));
    }

    /// The second time the unit's picture is the drawn map, black and white.
    @Test
    void whatAMapWasMadeFromIsTracedOnAlsoTheSecondTime() {
        withPicture();
        draw();
        stroke(0);
        rig.click("map-done");
        rig.until("the tools are gone", () -> !drawing());

        rig.click("map-edit");
        rig.until("the tools are there", this::drawing);
        stroke(16);

        rig.until(
                "the red picture is below",
                () -> rig.shows(rgb -> red(rgb) > 60 && red(rgb) > 4 * green(rgb)));
    }

    @Test
    void anotherSizeEndsTheDrawing() {
        withPicture();
        draw();
        stroke(0);
        var drawn = unit().image();

        rig.draft(r -> r.withSize(new Size(192, SIDE)));

        rig.until("the tools are gone", () -> !drawing());
        assertThat(GuiActionRunner.execute(() -> unit().image())).isEqualTo(drawn);
    }

    @Test
    void aSourceThatIsDeletedIsMissedByItsNameAndCanBeChosenAgain() throws Exception {
        withPicture();
        Files.delete(picture);
        rig.click("control-redraw");

        rig.until("its map fails", () -> tip("control-source").contains("The file is gone"));
        assertThat(GuiActionRunner.execute(() -> ControlUses.label(rig, "control-source-line")))
                .isEqualTo("red-disc.png");
        rig.click("control-map");
        ControlUses.closesChooser(rig);
    }

    /// It would only be called neither a picture nor a text.
    @Test
    void aModelThatIsDroppedOnTheFormCanBeListed() throws Exception {
        var lora = FakeLoras.starter(folder.resolve("dropped"), "ink");
        var view = (JComponent) rig.any("view-create");
        var support = new TransferHandler.TransferSupport(view, DroppedFiles.of(lora));
        GuiActionRunner.execute(() -> view.getTransferHandler().importData(support));
        int before = rig.parts.create().loras().size();
        rig.until(
                "it is said", () -> ControlUses.toast(rig).contains("ink.safetensors is a model"));

        rig.click("toast-verb");

        rig.until("Models shows", () -> ControlUses.isShowing(rig, "view-models"));
        rig.until("it is listed", () -> rig.parts.create().loras().size() > before);
    }

    /// None ships with the starter model, which a newcomer has at first.
    @Test
    void withTheStarterTheCardSaysWhatIsMissingAndWhatToDo() {
        rig.draft(r -> r.withControls(List.of(unit("").withModel(""))));
        rig.until(
                "it is said",
                () ->
                        ControlUses.isShowing(rig, "control-remedy-words")
                                && rig.text("control-remedy-words").contains("starter model"));

        assertThat(rig.text("control-remedy-words")).contains("Stable Diffusion 1.5 checkpoint");
    }

    /// It lies on the picture that is made, not on the control picture.
    @Test
    void aRegionIsPaintedOnThePictureTakenBackAndThereAfterARestart() throws Exception {
        withPicture();
        rig.draft(r -> r.withSize(new Size(192, SIDE)));
        paintRegion();
        stroke("control-region-draw");
        var file = GuiActionRunner.execute(() -> Path.of(region()));
        var painted = ImageIO.read(file.toFile());
        assertThat(painted.getWidth()).isEqualTo(192);
        assertThat(painted.getRGB(96, 64) & 0xFF).isEqualTo(255);
        assertThat(painted.getRGB(2, 2) & 0xFF).isZero();

        rig.click("mask-invert");
        rig.until("another is kept", () -> !region().equals(file.toString()));
        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        rig.until("the first is back", () -> region().equals(file.toString()));
        rig.click("mask-done");
        rig.until("the tools are gone", () -> !ControlUses.isShowing(rig, "tool-brush"));
        reopen(folder);

        rig.until("it is there", () -> region().equals(file.toString()));
        assertThat(file).exists();
    }

    @Test
    void aRegionWithoutPaintIsNone() {
        withPicture();
        paintRegion();
        stroke("control-region-draw");
        rig.until("its name stands there", () -> !named("control-region").equals("Everywhere"));

        rig.click("mask-clear");

        rig.until("it counts everywhere", () -> region().isEmpty());
        rig.until("which is said", () -> named("control-region").equals("Everywhere"));
        assertThat(ControlUses.isShowing(rig, "tool-brush")).as("painting goes on").isTrue();
    }

    /// A map would lie under the region's tools.
    @Test
    void lookingAtAMapEndsThePainting() {
        withPicture();
        paintRegion();

        rig.click("control-map");

        rig.until("the map's bar is there", () -> ControlUses.isShowing(rig, "map-leave"));
        assertThat(ControlUses.isShowing(rig, "tool-brush")).isFalse();
        assertThat(GuiActionRunner.execute(() -> rig.isOn("control-region-draw"))).isFalse();
    }

    private String region() {
        return unit().scope().region();
    }

    private String named(String button) {
        return rig.find(button, AbstractButton.class).getText();
    }

    private void paintRegion() {
        if (!GuiActionRunner.execute(() -> ControlUses.isShowing(rig, "control-perfect"))) {
            rig.click("control-fold");
        }
        rig.click("control-region-draw");
        rig.until("the tools are there", () -> ControlUses.isShowing(rig, "tool-brush"));
        rig.until("clicks count", () -> !ControlUses.isShowing(rig, "clickGuard"));
    }

    private void stroke(String of) {
        assertThat(GuiActionRunner.execute(() -> rig.isOn(of))).isTrue();
        var before = GuiActionRunner.execute(this::region);
        var canvas = rig.find("canvas", JComponent.class);
        int x = canvas.getWidth() / 2;
        int y = canvas.getHeight() / 2;
        rig.input().drag(canvas, new Point(x - 20, y), new Point(x, y), new Point(x + 20, y));
        rig.until("it is painted", () -> !region().equals(before));
    }

    private void draw() {
        rig.click("control-map");
        rig.until("the bar shows", () -> ControlUses.isShowing(rig, "map-edit"));
        rig.until("clicks count", () -> !ControlUses.isShowing(rig, "clickGuard"));
        rig.click("map-edit");
        rig.until("the tools are there", this::drawing);
    }

    private boolean drawing() {
        return ControlUses.isShowing(rig, "map-tool-pen");
    }

    /// @param below the middle, pixels of the window
    private void stroke(int below) {
        var before = GuiActionRunner.execute(() -> unit().image());
        var canvas = rig.find("canvas", JComponent.class);
        int x = canvas.getWidth() / 2;
        int y = canvas.getHeight() / 2 + below;
        rig.input().drag(canvas, new Point(x - 20, y), new Point(x, y), new Point(x + 20, y));
        rig.until("it is drawn", () -> !unit().image().equals(before));
    }

    private String tip(String name) {
        return String.valueOf(rig.find(name, JComponent.class).getToolTipText());
    }

    private static int red(int rgb) {
        return rgb >> 16 & 0xFF;
    }

    private static int green(int rgb) {
        return rgb >> 8 & 0xFF;
    }
}
