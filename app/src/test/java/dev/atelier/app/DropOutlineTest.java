package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.shell.Command;
import java.awt.Component;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.dnd.DnDConstants;
import java.awt.dnd.DropTarget;
import java.awt.dnd.DropTargetDragEvent;
import java.awt.dnd.DropTargetEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.swing.SwingUtilities;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// What can be dropped on a part of the window is announced by a line around that part while it is
/// dragged over it. The window system's own drag cannot be made here: its events are.
class DropOutlineTest extends StudioTest {
    private static final Transferable FILE = DroppedFiles.of(Path.of("boat.png"));

    /// Something that no part takes.
    private static final Transferable COLOUR =
            new Transferable() {
                @Override
                public DataFlavor[] getTransferDataFlavors() {
                    return new DataFlavor[0];
                }

                @Override
                public boolean isDataFlavorSupported(DataFlavor flavor) {
                    return false;
                }

                @Override
                public Object getTransferData(DataFlavor flavor) throws UnsupportedFlavorException {
                    throw new UnsupportedFlavorException(flavor);
                }
            };

    @Test
    void aLineShowsWhereAFileCanBeDropped() {
        check("filmstrip");
        check("prompt");
        check("view-create"); // between its parts
        LoraUses.opens(rig);
        check(LoraUses.PICKER);
        LoraUses.closes(rig);
        rig.command(Command.SHOW_LIBRARY);
        rig.until("it shows", () -> ControlUses.isShowing(rig, "library-filters"));
        check("library-filters");
    }

    /// Nothing is taken from the program that a drag comes from: one that learns that its files
    /// were moved may delete them.
    @Test
    void aDropIsACopyWhateverThePointerOffers() {
        for (var name : List.of("filmstrip", "prompt", "canvas", "view-create")) {
            assertThat(accepted(name)).as(name).isEqualTo(DnDConstants.ACTION_COPY);
        }
        rig.command(Command.SHOW_LIBRARY);
        rig.until("it shows", () -> ControlUses.isShowing(rig, "library-filters"));
        for (var name : List.of("library-filters", "library-grid")) {
            assertThat(accepted(name)).as(name).isEqualTo(DnDConstants.ACTION_COPY);
        }
        rig.command(Command.SHOW_COMPARE);
        rig.until("it shows", () -> ControlUses.isShowing(rig, "compare-canvas"));
        assertThat(accepted("compare-canvas")).isEqualTo(DnDConstants.ACTION_COPY);
        rig.command(Command.SHOW_MODELS);
        rig.until("it shows", () -> ControlUses.isShowing(rig, "view-models"));
        assertThat(accepted("view-models")).isEqualTo(DnDConstants.ACTION_COPY);
    }

    /// So a picture of one page can be dropped on another.
    @Test
    void aDragThatIsHeldOverThePlacesAtTheLeftOpensThem() {
        drag("library");
        rig.until("it shows", () -> ControlUses.isShowing(rig, "view-library"));
        drag("compare");
        rig.until("it shows", () -> ControlUses.isShowing(rig, "view-compare"));
    }

    private void drag(String place) {
        var button = GuiActionRunner.execute(() -> rig.any(place));
        drag(GuiActionRunner.execute(() -> target(button)), FILE);
    }

    /// What a part takes of a file that is offered to be moved or copied.
    private int accepted(String name) {
        var part = GuiActionRunner.execute(() -> rig.any(name));
        var target = GuiActionRunner.execute(() -> target(part));
        var action = new int[] {DnDConstants.ACTION_NONE};
        GuiActionRunner.execute(() ->
                target.dragEnter(
                        new DropTargetDragEvent(
                                target.getDropTargetContext(),
                                new Point(5, 5),
                                DnDConstants.ACTION_MOVE,
                                DnDConstants.ACTION_COPY_OR_MOVE) {
                            private static final long serialVersionUID = 1;

                            @Override
                            public Transferable getTransferable() {
                                return FILE;
                            }

                            @Override
                            public DataFlavor[] getCurrentDataFlavors() {
                                return FILE.getTransferDataFlavors();
                            }

                            @Override
                            public boolean isDataFlavorSupported(DataFlavor flavor) {
                                return FILE.isDataFlavorSupported(flavor);
                            }

                            @Override
                            public void acceptDrag(int accepted) {
                                action[0] = accepted;
                            }

                            @Override
                            public void rejectDrag() {
                                action[0] = DnDConstants.ACTION_NONE;
                            }
                        }));
        leave(target);
        return action[0];
    }

    private void check(String name) {
        var part = GuiActionRunner.execute(() -> ControlUses.showing(rig, name));
        var target = GuiActionRunner.execute(() -> target(part));
        assertThat(outline(part)).as(name).isEmpty();

        drag(target, FILE);
        assertThat(outline(part)).as(name).isPresent();
        assertThat(outline(part).orElseThrow().contains(place(part))).as(name).isTrue();
        leave(target);
        assertThat(outline(part)).as(name).isEmpty();

        drag(target, COLOUR);
        assertThat(outline(part)).as(name + ", a colour").isEmpty();
        leave(target);
    }

    /// Of the part or of what it lies in.
    private static DropTarget target(Component part) {
        var at = part;
        while (at.getDropTarget() == null) {
            at = Objects.requireNonNull(at.getParent());
        }
        return at.getDropTarget();
    }

    private static void drag(DropTarget target, Transferable what) {
        GuiActionRunner.execute(() ->
                target.dragEnter(
                        new DropTargetDragEvent(
                                target.getDropTargetContext(),
                                new Point(5, 5),
                                DnDConstants.ACTION_COPY,
                                DnDConstants.ACTION_COPY) {
                            private static final long serialVersionUID = 1;

                            @Override
                            public Transferable getTransferable() {
                                return what;
                            }

                            @Override
                            public boolean isDataFlavorSupported(DataFlavor flavor) {
                                return what.isDataFlavorSupported(flavor);
                            }
                        }));
    }

    private static void leave(DropTarget target) {
        GuiActionRunner.execute(
                () -> target.dragExit(new DropTargetEvent(target.getDropTargetContext())));
    }

    /// In the layers of the part's window.
    private static Optional<Rectangle> outline(Component part) {
        return GuiActionRunner.execute(() ->
                ComponentFinder.first(
                                SwingUtilities.getRootPane(part).getLayeredPane(),
                                it -> "drop-outline".equals(it.getName()))
                        .map(Component::getBounds));
    }

    private static Rectangle place(Component part) {
        return GuiActionRunner.execute(() ->
                SwingUtilities.convertRectangle(
                        part.getParent(),
                        part.getBounds(),
                        SwingUtilities.getRootPane(part).getLayeredPane()));
    }
}
