package dev.atelier.app.ui;

import java.awt.AlphaComposite;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/// One of several like things in a form, such as a LoRA or a ControlNet unit: a raised block with a
/// head (name, switch, `⋯`), an optional picture at its left, and rows below. What is switched off
/// is dimmed, not hidden.
public final class Card {
    /// How much shows of what is switched off.
    private static final float DIM = 0.45f;

    private static final int THUMB = 48;

    private final ThemedPanel block;
    private final ThemedPanel rows = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final List<Dimmed> dimmed = new ArrayList<>();

    /// What stands in the head.
    ///
    /// @param lead before the name, such as a handle and a number; an empty panel for nothing
    /// @param state on or off
    /// @param more opens the menu
    public record Head(JComponent lead, JLabel name, Switch state, JButton more) {
        JComponent row() {
            var row = ThemedPanel.clear("", "[]0[grow,fill]4[]2[26!]", "[28!]");
            row.add(lead);
            row.add(name, "wmin 0");
            row.add(state);
            row.add(more, "w 26!,h 26!");
            return row;
        }
    }

    /// Without a picture.
    public Card(Head head) {
        block = ThemedPanel.block("bg.raised", 8, "insets 6 10 8 10,wrap 1", "[grow,fill]");
        rows.add(head.row(), "wmin 0");
        block.add(rows, "wmin 0");
    }

    /// With a small picture beside the head and the first row.
    public Card(Head head, JComponent picture, JComponent first) {
        block = ThemedPanel.block("bg.raised", 8, "insets 8 8 6 8,wrap 1", "[grow,fill]");
        var top = ThemedPanel.clear("", "[48!]10[grow,fill]", "[52!]");
        var right = ThemedPanel.clear("wrap 1", "[grow,fill]", "[24!]0[28!]");
        right.add(head.row(), "wmin 0,h 24!");
        right.add(dimmable(first), "wmin 0");
        top.add(dimmable(picture), "w " + THUMB + "!,h " + THUMB + "!,aligny center");
        top.add(right, "wmin 0");
        block.add(top, "wmin 0");
        block.add(rows, "wmin 0");
    }

    public JComponent component() {
        return block;
    }

    /// Adds a row below.
    ///
    /// @param constraints of MigLayout, such as a height
    public void row(JComponent part, String constraints) {
        rows.add(part, "wmin 0," + constraints);
    }

    /// The same for a row that is dimmed with the card.
    ///
    /// @return the row, to be shown and hidden
    public JComponent dimmedRow(JComponent part, String constraints) {
        var row = dimmable(part);
        row(row, constraints);
        return row;
    }

    /// Shows whether it counts.
    public void on(boolean on) {
        dimmed.forEach(part -> part.dim(!on));
    }

    private JComponent dimmable(JComponent part) {
        var around = new Dimmed(part);
        dimmed.add(around);
        return around;
    }

    /// Paints what is in it faintly.
    private static final class Dimmed extends JPanel {
        private boolean dim;

        Dimmed(Component inside) {
            super(new MigLayout("insets 0,gap 0,novisualpadding", "[grow,fill]", "[grow,fill]"));
            setOpaque(false);
            add(inside, "wmin 0,hmin 0");
        }

        void dim(boolean now) {
            if (dim != now) {
                dim = now;
                repaint();
            }
        }

        /// A part that repaints itself would do so in full.
        @Override
        protected boolean isPaintingOrigin() {
            return dim;
        }

        @Override
        public void paint(Graphics graphics) {
            if (!dim || getWidth() <= 0 || getHeight() <= 0) {
                super.paint(graphics);
                return;
            }
            var g = (Graphics2D) graphics.create();
            double scale = g.getTransform().getScaleX();
            var image =
                    new BufferedImage(
                            (int) Math.ceil(getWidth() * scale),
                            (int) Math.ceil(getHeight() * scale),
                            BufferedImage.TYPE_INT_ARGB_PRE);
            var inside = image.createGraphics();
            inside.setRenderingHints(g.getRenderingHints());
            inside.scale(scale, scale);
            super.paint(inside);
            inside.dispose();
            g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, DIM));
            g.scale(1 / scale, 1 / scale);
            g.drawImage(image, 0, 0, null);
            g.dispose();
        }
    }
}
