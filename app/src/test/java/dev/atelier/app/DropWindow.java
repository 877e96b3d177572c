package dev.atelier.app;

import java.awt.Color;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.dnd.DnDConstants;
import java.awt.dnd.DropTarget;
import java.awt.dnd.DropTargetAdapter;
import java.awt.dnd.DropTargetDropEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.util.List;
import javax.swing.JFrame;

/// Another program: a window that takes files and prints what it got.
final class DropWindow {
    static final Rectangle PLACE = new Rectangle(1040, 60, 300, 300);
    static final String READY = "ready";

    private DropWindow() {}

    public static void main(String[] arguments) throws Exception {
        EventQueue.invokeAndWait(() -> {
            var frame = new JFrame("drop");
            frame.setUndecorated(true);
            frame.getContentPane().setBackground(Color.WHITE);
            frame.setBounds(PLACE);
            new DropTarget(frame, DnDConstants.ACTION_COPY, new Taker());
            frame.addWindowListener(
                    new WindowAdapter() {
                        @Override
                        public void windowOpened(WindowEvent event) {
                            EventQueue.invokeLater(() -> say(READY));
                        }
                    });
            frame.setVisible(true);
        });
        Thread.sleep(120_000);
        System.exit(1);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static final class Taker extends DropTargetAdapter {
        @Override
        public void drop(DropTargetDropEvent event) {
            event.acceptDrop(DnDConstants.ACTION_COPY);
            boolean taken = false;
            try {
                var data = event.getTransferable().getTransferData(DataFlavor.javaFileListFlavor);
                if (data instanceof List<?> files) {
                    files.forEach(it -> say(it.toString()));
                    taken = true;
                }
            } catch (UnsupportedFlavorException | IOException e) {
                say(e.toString());
            }
            event.dropComplete(taken);
        }
    }
}
