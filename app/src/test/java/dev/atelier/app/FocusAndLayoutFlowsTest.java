package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.shell.Command;
import dev.atelier.recipe.Batch;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JViewport;
import javax.swing.SwingUtilities;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// Small things that a hand notices: where the keyboard goes, what moves, what is marked.
class FocusAndLayoutFlowsTest extends StudioTest {
    @Test
    void tabScrollsTheFormToTheFieldThatHasTheKeyboard() {
        GuiActionRunner.execute(() -> rig.frame.target().setSize(new Dimension(1100, 640)));
        rig.until("it is small", () -> rig.frame.target().getHeight() == 640);
        rig.click("steps");
        var seen = new HashSet<Integer>();
        for (int i = 0; i < 25; i++) {
            rig.press(KeyEvent.VK_TAB);
            rig.input().settle();
            if (!GuiActionRunner.execute(() -> isInForm())) {
                break; // all fields were passed
            }
            rig.until("the field is in sight", FocusAndLayoutFlowsTest::isWhollyInSight);
            seen.add(GuiActionRunner.execute(() -> scrolled(rig.any("steps"))));
        }
        assertThat(seen).as("places that the form was scrolled to").hasSizeGreaterThan(1);
    }

    private boolean isInForm() {
        var view = SwingUtilities.getAncestorOfClass(JViewport.class, rig.any("steps"));
        var owner = owner();
        return owner != null && SwingUtilities.isDescendingFrom(owner, view);
    }

    private static boolean isWhollyInSight() {
        var owner = owner();
        return owner instanceof JComponent it
                && it.getVisibleRect().height == it.getHeight()
                && it.isShowing();
    }

    private static Component owner() {
        return KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
    }

    private static int scrolled(Component inside) {
        var view = SwingUtilities.getAncestorOfClass(JViewport.class, inside);
        return ((JViewport) view).getViewPosition().y;
    }

    /// Space moves the canvas; it must not press the button that was clicked before. A panel around
    /// a field shows no focus.
    @Test
    void eachTabLandsOnSomethingThatIsWorkedWith() {
        rig.click("prompt");
        rig.press(KeyEvent.VK_TAB);
        rig.until("the next is the negative prompt", () -> rig.focused("negative"));
        for (int stop = 0; stop < 16; stop++) {
            rig.press(KeyEvent.VK_TAB);
            rig.input().settle();
            var owner = GuiActionRunner.execute(FocusAndLayoutFlowsTest::owner);
            assertThat(owner).isNotNull().isNotInstanceOf(JPanel.class);
        }
    }

    @Test
    void spaceAfterGenerateOrdersNothing() {
        rig.command(Command.PAUSE);
        rig.click("generate");
        rig.until("it is ordered", () -> rig.jobs().size() == 1);

        rig.press(KeyEvent.VK_SPACE);
        rig.press(KeyEvent.VK_SPACE);

        assertThat(rig.jobs()).hasSize(1);
    }

    @Test
    void theCanvasStaysWithWhatWasMadeLast() {
        rig.draft(r -> ControlUses.quick().withBatch(new Batch(1, 2)));
        rig.command(Command.GENERATE);
        rig.untilMade("two are there", () -> session().size() == 2);
        rig.until("nothing runs", () -> rig.parts.queue().here().live().get().isEmpty());
        var older = session().getLast();
        rig.later(() -> rig.parts.create().session().select(older));
        rig.until("the older is looked at", () -> looksAt().equals(older.file()));

        rig.command(Command.GENERATE);
        rig.untilMade("two more are there", () -> session().size() == 4);
        rig.until("nothing runs", () -> rig.parts.queue().here().live().get().isEmpty());

        rig.until("the newest is looked at", () -> looksAt().equals(session().getFirst().file()));
    }

    private List<SavedPicture> session() {
        return rig.parts.create().session().pictures().get();
    }

    private Path looksAt() {
        return rig.parts.create().session().selected().get().orElseThrow().file();
    }

    /// A finished picture has its own verbs, and a mask on it is painted, whatever is made
    /// meanwhile.
    @Test
    void aFinishedPictureIsWorkedWithWhileTheQueueRuns() {
        rig.draft(r -> ControlUses.quick());
        rig.command(Command.GENERATE);
        rig.until("it is done", () -> ControlUses.isShowing(rig, "use-all"));
        var first = session().getFirst();
        rig.draft(r ->
                r.withSampling(r.sampling().withSteps(StudioRig.LONG)).withBatch(new Batch(1, 2)));
        rig.command(Command.GENERATE);
        rig.untilMade("the next is drawn", () -> rig.parts.queue().watched().get().isPresent());
        rig.until("and shown", () -> !ControlUses.isShowing(rig, "use-all"));

        rig.later(() -> rig.parts.create().session().select(first));
        rig.until("its verbs show", () -> ControlUses.isShowing(rig, "paint-over"));
        rig.click("paint-over");
        rig.until("a mask can be painted", () -> ControlUses.isShowing(rig, "mask-done"));
        rig.command(Command.INTERRUPT);
        rig.untilMade("more was made", () -> session().size() > 1);
        rig.until("nothing runs", () -> rig.parts.queue().watched().get().isEmpty());
        rig.input().settle();
        assertThat(ControlUses.isShowing(rig, "mask-done")).isTrue();
    }

    @Test
    void theBarBelowAPictureIsInTheMiddle() {
        rig.draft(r -> ControlUses.quick());
        rig.command(Command.GENERATE);
        rig.until("it is done", () -> ControlUses.isShowing(rig, "use-all"));
        for (int width : new int[] {1400, 1100}) {
            GuiActionRunner.execute(() -> rig.frame.target().setSize(width, 800));
            rig.until(
                    "the bar is in the middle at " + width,
                    () -> {
                        var canvas = rig.any("canvas");
                        var bar = rig.any("use-all").getParent();
                        var at = SwingUtilities.convertPoint(bar, new Point(0, 0), canvas);
                        int middle = at.x + bar.getWidth() / 2;
                        return rig.frame.target().getWidth() == width
                                && Math.abs(middle - canvas.getWidth() / 2) <= 8;
                    });
        }
    }

    @Test
    void oneRoundIsARound() {
        rig.draft(r -> r.withBatch(new Batch(1, 1)));
        rig.until("one", () -> labels().contains("round ×"));
        rig.draft(r -> r.withBatch(new Batch(1, 2)));
        rig.until("two", () -> labels().contains("rounds ×") && !labels().contains("round ×"));
    }

    private List<String> labels() {
        var all = new ArrayList<String>();
        for (var part : rig.any("rounds").getParent().getComponents()) {
            if (part instanceof JLabel label) {
                all.add(label.getText());
            }
        }
        return all;
    }

    /// What is chosen is marked in its menu, and menus are in groups.
    @Test
    void menusMarkWhatIsChosen() {
        rig.command(Command.LIGHT);
        rig.until("light is marked", () -> marked().contains("menu-light"));
        rig.command(Command.DARK);
        rig.until(
                "dark is",
                () -> marked().contains("menu-dark") && !marked().contains("menu-light"));
        assertThat(GuiActionRunner.execute(this::separators)).isGreaterThan(4L);
    }

    private List<String> marked() {
        return parts().stream()
                .filter(it -> it instanceof JMenuItem item && item.isSelected())
                .map(Component::getName)
                .toList();
    }

    private long separators() {
        return parts().stream().filter(JPopupMenu.Separator.class::isInstance).count();
    }

    /// What all menus hold, submenus too.
    private List<Component> parts() {
        var all = new ArrayList<Component>();
        for (var menu : rig.studio.context().window().frame().getJMenuBar().getComponents()) {
            collect(menu, all);
        }
        return all;
    }

    private static void collect(Component part, List<Component> into) {
        into.add(part);
        if (part instanceof JMenu menu) {
            for (var inside : menu.getMenuComponents()) {
                collect(inside, into);
            }
        }
    }
}
