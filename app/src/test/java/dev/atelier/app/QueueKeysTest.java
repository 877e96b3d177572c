package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.queue.Job;
import dev.atelier.app.shell.Command;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Seed;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import java.util.List;
import javax.swing.JLabel;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.MenuElement;
import javax.swing.MenuSelectionManager;
import javax.swing.SwingUtilities;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// The rows of the queue with a person's keys.
class QueueKeysTest extends StudioTest {
    @Test
    void rowsAreChosenUsedAndCopiedWithKeys() throws Exception {
        rig.command(Command.PAUSE);
        var ids = List.of(order("a red boat"), order("a blue boat"), order("a green boat"));
        rig.draft(r -> r.withPrompt("something else"));

        rig.click("job-" + ids.getFirst());
        rig.until("it is chosen", () -> chosen().equals("1 selected"));
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("nothing is", () -> !ControlUses.isShowing(rig, "queue-chosen"));
        rig.until("the rows have the room of its bar", () -> reachesTheFoot(ids.getFirst()));
        rig.press(KeyEvent.VK_SPACE);
        rig.until("Space chooses it", () -> chosen().equals("1 selected"));
        rig.press(KeyEvent.VK_SPACE);
        rig.until("and leaves it", () -> !ControlUses.isShowing(rig, "queue-chosen"));
        assertThat(rig.jobs()).as("Space orders nothing").hasSize(3);
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.until("all are", () -> chosen().equals("3 selected"));
        rig.press(KeyEvent.VK_DOWN);
        rig.until("the next alone is", () -> chosen().equals("1 selected"));

        rig.press(KeyEvent.VK_C, KeyEvent.VK_CONTROL);
        assertThat(
                        (String)
                                Toolkit.getDefaultToolkit()
                                        .getSystemClipboard()
                                        .getData(DataFlavor.stringFlavor))
                .startsWith("a blue boat\n")
                .contains("Seed: 7");
        rig.press(KeyEvent.VK_ENTER);
        rig.until("its recipe is used", () -> rig.draft().prompt().equals("a blue boat"));
        rig.press(KeyEvent.VK_F10, KeyEvent.VK_SHIFT);
        rig.until("its menu is open", () -> offers("queue.use"));
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("and closed", () -> !offers("queue.use"));
        rig.press(KeyEvent.VK_DELETE);
        rig.until(
                "it is gone",
                () ->
                        rig.parts.queue().jobs().get().stream()
                                        .filter(it -> it.state().open())
                                        .count()
                                == 2);
        assertThat(rig.mistakes()).isEmpty();
    }

    @Test
    void theMenuOfAChosenRowIsForAllThatAreChosen() {
        rig.command(Command.PAUSE);
        var ids = List.of(order("a red boat"), order("a blue boat"), order("a green boat"));
        rig.click("job-" + ids.get(0));
        rig.press(KeyEvent.VK_DOWN, KeyEvent.VK_SHIFT);
        rig.until("two are chosen", () -> chosen().equals("2 selected"));

        rig.press(KeyEvent.VK_F10, KeyEvent.VK_SHIFT);
        rig.until("the menu is open", () -> offers("queue.cancel"));
        GuiActionRunner.execute(() -> UiDriver.press("queue.cancel"));

        rig.until("both are gone", () -> waiting().equals(List.of(ids.get(2))));
    }

    private List<Long> waiting() {
        return rig.parts.queue().jobs().get().stream()
                .filter(it -> it.state().open())
                .map(Job::id)
                .toList();
    }

    /// Whether the list of a row ends where its panel does. Event thread.
    private boolean reachesTheFoot(long id) {
        var row = rig.any("job-" + id);
        var list = SwingUtilities.getAncestorOfClass(JScrollPane.class, row);
        return list.getY() + list.getHeight() == list.getParent().getHeight();
    }

    private long order(String prompt) {
        rig.draft(r -> ControlUses.quick().withPrompt(prompt).withSeed(Seed.of(7)));
        int before = rig.jobs().size();
        rig.command(Command.GENERATE);
        rig.until("it waits", () -> rig.parts.queue().jobs().get().size() > before);
        return rig.jobs().stream().mapToLong(Job::id).max().orElseThrow();
    }

    private String chosen() {
        var bar = rig.any("queue-chosen");
        return bar.isShowing() && bar.getComponent(0) instanceof JLabel count
                ? count.getText()
                : "";
    }

    private boolean offers(String item) {
        return Arrays.stream(MenuSelectionManager.defaultManager().getSelectedPath())
                .map(MenuElement::getComponent)
                .filter(JPopupMenu.class::isInstance)
                .flatMap(it -> Arrays.stream(((JPopupMenu) it).getComponents()))
                .anyMatch(it -> item.equals(it.getName()));
    }

    /// Two pictures were ordered and stopped in the first: R makes the rest.
    @Test
    void runsWhatIsLeftOfAStoppedRow() {
        rig.draft(r ->
                ControlUses.quick()
                        .withBatch(new Batch(1, 2))
                        .withSampling(r.sampling().withSteps(2000)));
        rig.command(Command.GENERATE);
        rig.untilMade(
                "it makes steps",
                () ->
                        rig.parts.queue().here().live().get().stream()
                                .anyMatch(live -> live.progress().isPresent()));
        rig.command(Command.INTERRUPT);
        rig.untilMade("it is stopped", () -> state() == Job.State.STOPPED);
        long id = rig.jobs().getFirst().id();

        rig.command(Command.PAUSE);
        rig.click("job-" + id);
        rig.press(KeyEvent.VK_R);

        rig.until("it waits again", () -> state() == Job.State.QUEUED);
        rig.press(KeyEvent.VK_DELETE);
        rig.until("it is taken out", () -> state() == Job.State.CANCELLED);
    }

    private Job.State state() {
        return rig.parts.queue().jobs().get().getFirst().state();
    }
}
