package dev.atelier.app.library.view;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.util.ArrayList;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import javax.swing.TransferHandler;

/// The pointer over a [PictureGrid]: clicks choose, a drag from a picture takes the chosen files
/// out, a drag from between them draws a frame around some, the wheel with Ctrl sizes the cells.
final class GridMouse extends MouseAdapter {
    private static final int FAR = 6;

    private final PictureGrid grid;
    private Optional<Point> grip = Optional.empty();
    private boolean framing;

    /// A chosen row that was pressed: it alone is chosen when the button is let go.
    private int pressedChosen = -1;

    GridMouse(PictureGrid grid) {
        this.grid = grid;
    }

    private int row(MouseEvent event) {
        return grid.cells().rowAt(event.getX(), event.getY());
    }

    private static boolean toggles(MouseEvent event) {
        return event.isControlDown() || event.isMetaDown();
    }

    @Override
    public void mousePressed(MouseEvent event) {
        grid.requestFocusInWindow();
        int row = row(event);
        pressedChosen = -1;
        framing = false;
        grip = Optional.empty();
        if (event.isPopupTrigger() || !SwingUtilities.isLeftMouseButton(event)) {
            chooseForMenu(row);
            return;
        }
        if (row >= 0 && verb(event, row).isPresent()) {
            return;
        }
        grip = Optional.of(event.getPoint());
        if (row < 0) {
            framing = true;
            grid.selection().beginFrame(toggles(event) || event.isShiftDown());
        } else if (event.isShiftDown()) {
            grid.go(row, true, false);
        } else if (toggles(event)) {
            grid.selection().toggle(row);
        } else if (grid.selection().contains(grid.rows().id(row))) {
            pressedChosen = row;
        } else {
            grid.selection().only(row);
        }
    }

    private void chooseForMenu(int row) {
        if (row >= 0 && !grid.selection().contains(grid.rows().id(row))) {
            grid.selection().only(row);
        }
    }

    private Optional<CellPainter.Verb> verb(MouseEvent event, int row) {
        if (grid.isList()) {
            return Optional.empty();
        }
        var place = grid.cells().place(row);
        if (grid.selection().contains(grid.rows().id(row))) {
            place.grow(-4, -4);
        }
        for (var verb : CellPainter.Verb.values()) {
            if (CellPainter.verb(place, verb).contains(event.getPoint())) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }

    @Override
    public void mouseDragged(MouseEvent event) {
        if (grip.isEmpty()) {
            return;
        }
        var from = grip.get();
        if (framing) {
            frame(from, event.getPoint());
        } else if (from.distance(event.getPoint()) > FAR && grid.getTransferHandler() != null) {
            pressedChosen = -1;
            grip = Optional.empty();
            grid.getTransferHandler()
                    .exportAsDrag((JComponent) event.getSource(), event, TransferHandler.COPY);
        }
    }

    private void frame(Point from, Point to) {
        var box = new Rectangle(from);
        box.add(to);
        var inside = new ArrayList<Integer>();
        var layout = grid.cells();
        for (int row = layout.firstBelow(box.y); row < grid.rows().count(); row++) {
            var place = layout.place(row);
            if (place.y > box.y + box.height) {
                break;
            }
            if (place.intersects(box)) {
                inside.add(row);
            }
        }
        grid.selection().frame(inside);
        grid.frame(Optional.of(box));
        grid.scrollRectToVisible(new Rectangle(to.x, to.y, 1, 1));
    }

    @Override
    public void mouseReleased(MouseEvent event) {
        int row = row(event);
        if (framing && grip.isPresent()) {
            boolean clicked = grip.get().distance(event.getPoint()) <= FAR;
            if (clicked && !toggles(event) && !event.isShiftDown()) {
                grid.selection().clear();
            }
            grid.frame(Optional.empty());
        } else if (pressedChosen >= 0) {
            grid.selection().only(pressedChosen);
        }
        framing = false;
        grip = Optional.empty();
        pressedChosen = -1;
        if (event.isPopupTrigger()) {
            chooseForMenu(row);
        }
    }

    @Override
    public void mouseClicked(MouseEvent event) {
        int row = row(event);
        if (row < 0 || !SwingUtilities.isLeftMouseButton(event)) {
            return;
        }
        var verb = verb(event, row);
        if (verb.isPresent()) {
            grid.verbs().verb().at(row, verb.get());
        } else if (event.getClickCount() == 2) {
            grid.verbs().open().accept(row);
        }
    }

    @Override
    public void mouseMoved(MouseEvent event) {
        grid.hover(row(event));
    }

    @Override
    public void mouseExited(MouseEvent event) {
        grid.hover(-1);
    }

    @Override
    public void mouseWheelMoved(MouseWheelEvent event) {
        if (event.isControlDown()) {
            grid.zoom(event.getWheelRotation() < 0 ? 1 : -1);
        } else {
            grid.getParent()
                    .dispatchEvent(SwingUtilities.convertMouseEvent(grid, event, grid.getParent()));
        }
    }
}
