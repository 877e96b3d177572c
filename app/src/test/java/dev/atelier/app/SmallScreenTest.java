package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.shell.Command;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JMenuItem;
import javax.swing.JScrollBar;
import javax.swing.JSlider;
import javax.swing.JSpinner;
import javax.swing.JTextField;
import javax.swing.JViewport;
import javax.swing.SwingUtilities;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// A screen of 1366 × 768 pixels at 200 % has 683 × 384 units: everything that can be pressed or
/// typed into is whole there, and nothing lies over it.
class SmallScreenTest extends StudioTest {
    private static final Dimension SMALL = new Dimension(683, 384);

    /// Parts that have shorter words on purpose, or none.
    private static final int LEAST = 16;

    /// Icons end where their column ends; the empty edge of their button hangs over.
    private static final int HANGING = 8;

    private static final List<Command> VIEWS =
            List.of(
                    Command.SHOW_CREATE,
                    Command.SHOW_MODELS,
                    Command.SHOW_LIBRARY,
                    Command.SHOW_COMPARE,
                    Command.SHOW_SERVICES,
                    Command.SHOW_SETTINGS);

    @Test
    void everythingCanBeReached() {
        shrink();
        for (var language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            GuiActionRunner.execute(() -> rig.studio.switchTo(language));
            for (var view : VIEWS) {
                rig.command(view);
                check(view + " in " + language);
            }
        }
    }

    @Test
    void aPictureItsBarAndTheQueueHaveRoom() {
        rig.draft(r -> ControlUses.quick());
        rig.command(Command.GENERATE);
        rig.until("it is done", () -> ControlUses.isShowing(rig, "use-all"));
        rig.command(Command.PAUSE);
        rig.command(Command.GENERATE);
        rig.command(Command.GENERATE);
        shrink();
        check("a picture");
        assertThat(height("canvas")).as("height of the picture").isGreaterThan(120);
        for (var language : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            GuiActionRunner.execute(() -> rig.studio.switchTo(language));
            rig.input().settle();
            var title = rig.any("canvas-title");
            assertThat(GuiActionRunner.execute(() -> title.getWidth()))
                    .as("width of the title in " + language)
                    .isGreaterThanOrEqualTo(
                            GuiActionRunner.execute(() -> title.getPreferredSize().width));
        }

        rig.command(Command.FOLD_QUEUE); // which began folded here
        rig.until("rows show", () -> ControlUses.isShowing(rig, "queue-fold"));
        check("the open queue");
    }

    /// What costs money stands left of the window's buttons, not under them.
    @Test
    void theMeterIsWhole() {
        CloudRig.connect(rig);
        for (var language : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            GuiActionRunner.execute(() -> rig.studio.switchTo(language));
            for (var size : List.of(new Dimension(960, 600), SMALL)) {
                resize(size);
                rig.until("it shows", () -> ControlUses.isShowing(rig, "cost-meter"));
                var meter = rig.any("cost-meter");
                GuiActionRunner.execute(() -> {
                    assertThat(meter.getWidth()).isEqualTo(meter.getPreferredSize().width);
                    assertThat(meter.getX() + meter.getWidth())
                            .as("right edge in " + language + " at " + size)
                            .isLessThanOrEqualTo(meter.getParent().getWidth());
                });
            }
        }
    }

    /// What was chosen with room comes back with the room.
    @Test
    void theQueueOpensAgainInALargerWindow() {
        rig.until("the queue is open", () -> ControlUses.isShowing(rig, "queue-height"));
        shrink();
        rig.until("it is one line", () -> !ControlUses.isShowing(rig, "queue-height"));
        resize(new Dimension(1280, 800));
        rig.until("it is open again", () -> ControlUses.isShowing(rig, "queue-height"));
        assertThat(GuiActionRunner.execute(() -> rig.any("view-create").getWidth()))
                .isGreaterThan(1000);
    }

    @Test
    void theSettingsBeginAtTheirTitle() {
        shrink();
        rig.command(Command.SHOW_SETTINGS);
        rig.until("it shows", () -> ControlUses.isShowing(rig, "theme"));
        var page = rig.find("theme", JComponent.class);
        assertThat(GuiActionRunner.execute(() -> scrolled(page))).isZero();
    }

    private static int scrolled(Component inside) {
        var view = SwingUtilities.getAncestorOfClass(JViewport.class, inside);
        return ((JViewport) view).getViewPosition().y;
    }

    private int height(String name) {
        return GuiActionRunner.execute(() -> rig.any(name).getHeight());
    }

    private void shrink() {
        resize(SMALL);
    }

    private void resize(Dimension size) {
        GuiActionRunner.execute(() -> {
            rig.frame.target().setMinimumSize(size);
            rig.frame.target().setSize(size);
        });
        rig.until("it has that size", () -> rig.frame.target().getSize().equals(size));
        rig.input().settle();
    }

    private void check(String where) {
        rig.input().settle();
        var faults = GuiActionRunner.execute(this::faults);
        assertThat(faults).as(where).isEmpty();
    }

    private List<String> faults() {
        var root = rig.studio.context().window().frame().getRootPane();
        var all = new ArrayList<Component>();
        controls(root, all);
        assertThat(all).hasSizeGreaterThan(10);
        return all.stream().filter(it -> !isWhole(it, root)).map(this::said).toList();
    }

    private static void controls(Container in, List<Component> all) {
        for (var part : in.getComponents()) {
            if (!part.isShowing()) {
                continue;
            }
            boolean control =
                    part instanceof AbstractButton
                            || part instanceof JTextField
                            || part instanceof JComboBox
                            || part instanceof JSlider
                            || part instanceof JSpinner;
            if (control && part.isEnabled()) {
                all.add(part);
            } else if (part instanceof Container inside && !(part instanceof JScrollBar)) {
                controls(inside, all);
            }
        }
    }

    /// In what scrolls up and down, only the width counts.
    private static boolean isWhole(Component part, JComponent root) {
        var at = SwingUtilities.convertRectangle(part.getParent(), part.getBounds(), root);
        var port = SwingUtilities.getAncestorOfClass(JViewport.class, part);
        var room =
                port == null
                        ? new Rectangle(root.getSize())
                        : SwingUtilities.convertRectangle(
                                port, new Rectangle(port.getSize()), root);
        boolean across =
                at.x >= room.x && at.getMaxX() <= room.getMaxX() + HANGING && at.width >= LEAST;
        if (port != null) {
            return across;
        }
        boolean down = at.y >= 0 && at.getMaxY() <= room.getMaxY() && at.height >= LEAST;
        var top =
                SwingUtilities.getDeepestComponentAt(
                        root, (int) at.getCenterX(), (int) at.getCenterY());
        boolean free = top != null && SwingUtilities.isDescendingFrom(top, part);
        return across && down && (free || part instanceof JMenuItem);
    }

    private String said(Component part) {
        var words = part instanceof AbstractButton it ? it.getText() : "";
        var root = rig.studio.context().window().frame().getRootPane();
        var at = SwingUtilities.convertRectangle(part.getParent(), part.getBounds(), root);
        return part.getClass().getSimpleName() + " " + part.getName() + " '" + words + "' " + at;
    }
}
