package dev.atelier.app.ui;

import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.datatransfer.Transferable;
import java.awt.dnd.DropTargetAdapter;
import java.awt.dnd.DropTargetDragEvent;
import java.awt.dnd.DropTargetDropEvent;
import java.awt.dnd.DropTargetEvent;
import java.awt.geom.RoundRectangle2D;
import java.util.TooManyListenersException;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JLayeredPane;
import javax.swing.SwingUtilities;
import javax.swing.TransferHandler;

/// Notifies a component while something that it can take is dragged over it.
public final class DropHighlight {
    private DropHighlight() {}

    /// @param part has its transfer handler already
    /// @param glow receives true and false
    public static void on(JComponent part, Consumer<Boolean> glow) {
        var target = part.getDropTarget();
        if (target == null) {
            return; // there is no display
        }
        try {
            target.addDropTargetListener(
                    new DropTargetAdapter() {
                        @Override
                        public void dragEnter(DropTargetDragEvent event) {
                            glow.accept(takes(part, event.getTransferable()));
                        }

                        @Override
                        public void dragExit(DropTargetEvent event) {
                            glow.accept(false);
                        }

                        @Override
                        public void drop(DropTargetDropEvent event) {
                            glow.accept(false);
                        }
                    });
        } catch (TooManyListenersException e) {
            throw new IllegalStateException(e); // Swing's drop target takes any number
        }
    }

    /// Draws a line around a component while something that it can take is dragged over it, or over
    /// what fills it.
    ///
    /// @param parts have their transfer handlers already
    public static void outline(JComponent around, JComponent... parts) {
        var line = new Outline();
        for (var part : parts) {
            on(part, over -> line.show(over, around));
        }
    }

    /// Lies over the window's content; what is dragged does not meet it.
    private static final class Outline extends JComponent {
        Outline() {
            setName("drop-outline");
        }

        void show(boolean on, JComponent around) {
            var pane = SwingUtilities.getRootPane(around).getLayeredPane();
            if (on) {
                var place = SwingUtilities.convertRectangle(around, around.getVisibleRect(), pane);
                setBounds(place);
                pane.add(this, JLayeredPane.DRAG_LAYER);
            } else {
                pane.remove(this);
            }
            pane.repaint(getBounds());
        }

        @Override
        public boolean contains(int x, int y) {
            return false;
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = ThemeColors.smooth(graphics);
            g.setColor(ThemeColors.color("accent"));
            g.setStroke(new BasicStroke(2));
            g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2, getHeight() - 2, 12, 12));
            g.dispose();
        }
    }

    /// Asks as a drop does; the older form of the question, by flavours, knows only properties.
    static boolean takes(JComponent part, Transferable dragged) {
        var handler = part.getTransferHandler();
        return handler != null
                && handler.canImport(new TransferHandler.TransferSupport(part, dragged));
    }
}
