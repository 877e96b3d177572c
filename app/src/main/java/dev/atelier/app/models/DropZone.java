package dev.atelier.app.models;

import dev.atelier.app.ui.CopyDrop;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.ThemeColors;
import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.geom.RoundRectangle2D;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.TransferHandler;
import net.miginfocom.swing.MigLayout;

/// The dashed strip that says what can be dropped. The whole page takes it.
public final class DropZone extends JPanel {
    private static final float[] DASHES = {4, 4};
    private static final int ROUND = 16;

    private boolean glows;

    DropZone(String words) {
        super(
                new MigLayout(
                        "insets 0 16 0 16,gap 8,alignx center,novisualpadding",
                        "[18!][0::]",
                        "[40!]"));
        setOpaque(false);
        add(new JLabel(Icons.of("download", 18, "text.tertiary")));
        var label = Label.small(words);
        label.setToolTipText(words);
        add(label, "wmin 0");
    }

    /// Shows whether something that it takes is over the page.
    void glow(boolean now) {
        glows = now;
        repaint();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        var shape =
                new RoundRectangle2D.Double(
                        0.5, 0.5, getWidth() - 1.0, getHeight() - 1.0, ROUND, ROUND);
        if (glows) {
            g.setColor(ThemeColors.color("accent.soft"));
            g.fill(shape);
        }
        g.setColor(ThemeColors.color(glows ? "accent" : "line.strong"));
        g.setStroke(
                new BasicStroke(1, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, DASHES, 0));
        g.draw(shape);
        g.dispose();
    }

    /// Takes folders and model files that are dropped or pasted.
    public static TransferHandler taking(Consumer<Path> add) {
        return new TransferHandler() {
            @Override
            public boolean canImport(TransferSupport support) {
                CopyDrop.request(support);
                return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
            }

            @Override
            public boolean importData(TransferSupport support) {
                try {
                    var dropped =
                            support.getTransferable()
                                    .getTransferData(DataFlavor.javaFileListFlavor);
                    if (!(dropped instanceof List<?> files)) {
                        return false;
                    }
                    for (var file : files) {
                        if (file instanceof File path) {
                            add.accept(path.toPath().toAbsolutePath().normalize());
                        }
                    }
                    return true;
                } catch (UnsupportedFlavorException | IOException e) {
                    return false; // the other program took it back
                }
            }
        };
    }
}
