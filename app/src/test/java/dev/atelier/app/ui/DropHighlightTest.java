package dev.atelier.app.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.DroppedFiles;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.nio.file.Path;
import javax.swing.JPanel;
import javax.swing.TransferHandler;
import org.junit.jupiter.api.Test;

class DropHighlightTest {
    private final JPanel part = new JPanel();

    /// Our handlers answer by what is transferred, and not by its flavours alone.
    @Test
    void asksTheHandlerAsADropDoes() {
        assertFalse(
                DropHighlight.takes(part, DroppedFiles.of(Path.of("boat.png"))),
                "nothing takes it");
        part.setTransferHandler(
                new TransferHandler() {
                    @Override
                    public boolean canImport(TransferSupport support) {
                        return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
                    }
                });

        assertTrue(DropHighlight.takes(part, DroppedFiles.of(Path.of("boat.png"))));
        assertFalse(DropHighlight.takes(part, new StringSelection("words")));
    }
}
