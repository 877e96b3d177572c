package dev.atelier.app.shell;

import java.awt.dnd.DropTarget;
import java.awt.dnd.DropTargetAdapter;
import java.awt.dnd.DropTargetDragEvent;
import java.awt.dnd.DropTargetDropEvent;
import java.awt.dnd.DropTargetEvent;
import javax.swing.JComponent;
import javax.swing.Timer;

/// Does what a click does when something is dragged over a button and held there, so that it can be
/// dropped on what opens. Nothing can be dropped on the button itself. Event thread.
final class DragOpens extends DropTargetAdapter {
    /// Longer than a drag takes that only passes by.
    private static final int HELD_MILLIS = 600;

    private final Timer held;

    private DragOpens(Runnable open) {
        held = new Timer(HELD_MILLIS, event -> open.run());
        held.setRepeats(false);
    }

    static void on(JComponent button, Runnable open) {
        button.setDropTarget(new DropTarget(button, new DragOpens(open)));
    }

    @Override
    public void dragEnter(DropTargetDragEvent event) {
        event.rejectDrag();
        held.restart();
    }

    @Override
    public void dragOver(DropTargetDragEvent event) {
        event.rejectDrag();
    }

    @Override
    public void dragExit(DropTargetEvent event) {
        held.stop();
    }

    @Override
    public void drop(DropTargetDropEvent event) {
        held.stop();
        event.rejectDrop();
    }
}
