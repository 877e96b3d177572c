package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.shell.Command;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JViewport;
import javax.swing.SwingUtilities;
import javax.swing.plaf.basic.ComboPopup;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Adapters that do not fit the model of the recipe: each says so before anything runs, and the way
/// out is one click, whatever was opened before.
class AdapterRemedyFlowsTest extends StudioTest {
    private Path picture;

    @BeforeEach
    void adaptersOfAnotherModel() throws Exception {
        var models = folder.resolve("narrow-models");
        NarrowModels.write(models);
        picture = folder.resolve("square.png");
        ImageIO.write(
                new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        Files.writeString(
                folder.resolve("settings.properties"),
                "welcome.done=true\nsection.lora=true\nsection.control=true\nmodels.folders="
                        + models
                        + "\n");
        reopen(folder);
        rig.until("the LoRA is known", () -> rig.parts.create().loras().size() == 1);
    }

    private void draft(String prompt, ControlUnit... units) {
        rig.draft(r -> Recipe.of(prompt, new Size(64, 64)).withControls(List.of(units)));
    }

    private ControlUnit unit(String image) {
        var canny = new Preprocessing("canny", Fit.CROP, 30, 60, -1, false);
        return new ControlUnit("lines", canny, image, 1, 0, 1, Balance.BALANCED);
    }

    private boolean says(String button, String words) {
        return ControlUses.isShowing(rig, button)
                && rig.find(button, AbstractButton.class).getText().equals(words);
    }

    private String model() {
        return ModelLibrary.modelName(rig.draft());
    }

    private boolean idle() {
        return GuiActionRunner.execute(() -> rig.parts.queue().jobs().get()).isEmpty();
    }

    @Test
    void aLoraLeadsToAModelThatItFits() {
        draft("a boat <lora:ink:0.8>");
        rig.until("the way out is there", () -> says("lora-remedy", "Use narrow"));
        GuiActionRunner.execute(() -> rig.any("lora-remedy").requestFocusInWindow());
        rig.until("it has the keyboard", () -> rig.focused("lora-remedy"));
        rig.press(KeyEvent.VK_SPACE);
        rig.until("it is drawn with that", () -> model().equals("narrow"));
        rig.until("nothing is wrong", () -> !ControlUses.isShowing(rig, "lora-remedy"));
        rig.until("the focus stays on the card", () -> rig.focused("lora-on"));
    }

    @Test
    void theListOfLorasFollowsTheModel() {
        draft("a boat");
        rig.command(Command.ADD_LORA);
        rig.until("it asks for a name", () -> rig.focused("lora-search"));
        rig.until("it does not fit", () -> says("choice-false", "Fits SD 1   0"));
        rig.press(KeyEvent.VK_DOWN);
        rig.until("the way out is there", () -> says("lora-switch-model", "Switch to narrow"));
        rig.click("lora-switch-model");
        rig.until("it fits", () -> says("choice-false", "Fits SD 1   1"));
        rig.press(KeyEvent.VK_ENTER);
        rig.until("it is added", () -> rig.draft().prompt().equals("a boat <lora:ink:0.75>"));
    }

    @Test
    void aControlNetStopsAtItsFieldAndLeadsToAModelThatItFits() {
        draft("a boat", unit(picture.toString()));
        rig.until("the way out is there", () -> says("control-remedy", "Use narrow"));

        rig.command(Command.GENERATE);

        rig.until("it leads there", () -> rig.focused("control-model"));
        assertThat(idle()).isTrue();
        rig.until("it is said", () -> !ControlUses.sentence(rig).isEmpty());
        rig.click("control-remedy"); // beside what is said, which takes no click
        rig.until("it is drawn with that", () -> model().equals("narrow"));
        rig.until("nothing is wrong", () -> !ControlUses.isShowing(rig, "control-remedy"));
    }

    @Test
    void theFormScrollsWhileItSaysWhatIsWrong() {
        draft("a boat", unit(""));
        rig.command(Command.GENERATE);
        rig.until("it is said", () -> !ControlUses.sentence(rig).isEmpty());
        var view = (JViewport) SwingUtilities.getAncestorOfClass(JViewport.class, remedy());
        int top = GuiActionRunner.execute(() -> view.getViewPosition().y);

        rig.robot().rotateMouseWheel(view, top > 0 ? -1 : 1);

        rig.until("it scrolls", () -> view.getViewPosition().y != top);
        rig.until("that is gone", () -> ControlUses.sentence(rig).isEmpty());
    }

    private JComponent remedy() {
        return rig.find("control-remedy", JComponent.class);
    }

    @Test
    void aUnitWithoutAPictureStopsAtItsPlace() {
        draft("a boat", unit(""));
        rig.draft(r -> r.withModel(Optional.of(new ModelRef("narrow", ""))));
        rig.until("its model fits", () -> !ControlUses.isShowing(rig, "control-remedy"));

        rig.command(Command.GENERATE);

        rig.until("it leads there", () -> rig.focused("control-source"));
        assertThat(idle()).isTrue();
    }

    @Test
    void thePreprocessorThatIsChosenAgainKeepsItsNumbers() {
        draft("a boat", unit(picture.toString()));
        rig.click("control-module");
        rig.press(KeyEvent.VK_ENTER);

        var now = rig.draft().controls().getFirst().preprocessing();
        assertThat(now).isEqualTo(unit("").preprocessing());
    }

    @Test
    void onePreprocessorThatIsNotHereSaysWhatItNeeds() {
        draft("a boat", unit(picture.toString()));
        rig.click("control-module");
        var box = rig.find("control-module", JComboBox.class);
        rig.until("its list is open", box::isPopupVisible);
        var list =
                GuiActionRunner.execute(
                        () -> ((ComboPopup) box.getUI().getAccessibleChild(box, 0)).getList());
        int last = box.getItemCount() - 1;
        GuiActionRunner.execute(() -> list.ensureIndexIsVisible(last));

        rig.input().click(list, middle(list, last));

        rig.until("it is said", () -> ControlUses.sentence(rig).contains("needs"));
        assertThat(rig.draft().controls().getFirst().preprocessing().module()).isEqualTo("canny");
    }

    private static Point middle(JList<?> list, int row) {
        var cell = GuiActionRunner.execute(() -> list.getCellBounds(row, row));
        return new Point((int) cell.getCenterX(), (int) cell.getCenterY());
    }
}
