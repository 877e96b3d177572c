package dev.atelier.app.models;

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

/// The dashed place that says what can be dropped. The whole page takes it.
public final class DropZone extends JPanel {
    private static final float[] DASHES = {6, 5};

    /// @param lines what to say, the first one plainly, the others smaller
    DropZone(List<String> lines) {
        super(new MigLayout("insets 16,gap 4,wrap 1,alignx center,aligny center", "[center]"));
        setOpaque(false);
        add(new JLabel(Icons.of("download", 20, "text.secondary")), "gapbottom 4");
        add(Label.field(lines.getFirst()), "wmin 0");
        lines.stream().skip(1).forEach(line -> add(Label.small(line), "wmin 0"));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        g.setColor(ThemeColors.color("line.field"));
        g.setStroke(
                new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, DASHES, 0));
        g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2, getHeight() - 2, 20, 20));
        g.dispose();
    }

    /// Takes folders and model files that are dropped or pasted.
    public static TransferHandler taking(Consumer<Path> add) {
        return new TransferHandler() {
            @Override
            public boolean canImport(TransferSupport support) {
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
