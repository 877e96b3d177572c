package dev.atelier.app.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.Transferable;
import java.io.File;
import java.util.List;
import javax.swing.JPanel;
import javax.swing.TransferHandler;
import org.junit.jupiter.api.Test;

class DropGlowTest {
    private final JPanel part = new JPanel();

    /// Our handlers answer by what is transferred, and not by its flavours alone.
    @Test
    void asksTheHandlerAsADropDoes() {
        assertFalse(DropGlow.takes(part, new Files()), "nothing takes it");
        part.setTransferHandler(
                new TransferHandler() {
                    @Override
                    public boolean canImport(TransferSupport support) {
                        return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
                    }
                });

        assertTrue(DropGlow.takes(part, new Files()));
        assertFalse(DropGlow.takes(part, new StringSelection("words")));
    }

    private record Files() implements Transferable {
        @Override
        public DataFlavor[] getTransferDataFlavors() {
            return new DataFlavor[] {DataFlavor.javaFileListFlavor};
        }

        @Override
        public boolean isDataFlavorSupported(DataFlavor flavor) {
            return flavor.equals(DataFlavor.javaFileListFlavor);
        }

        @Override
        public Object getTransferData(DataFlavor flavor) {
            return List.of(new File("boat.png"));
        }
    }
}
