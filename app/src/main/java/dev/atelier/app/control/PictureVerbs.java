package dev.atelier.app.control;

import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import net.miginfocom.swing.MigLayout;

/// What can be done with a small picture: buttons at its upper right that show while the pointer or
/// the focus is there.
final class PictureVerbs {
    private static final Color PLATE = new Color(14, 14, 14, 200);

    private final JComponent picture;
    private final Messages messages;
    private final String suffix;
    private final List<Verb> buttons = new ArrayList<>();
    private boolean filled;

    /// @param suffix of the buttons' names
    PictureVerbs(JComponent picture, Messages messages, String suffix) {
        this.picture = picture;
        this.messages = messages;
        this.suffix = suffix;
        picture.setLayout(
                new MigLayout(
                        "insets 6,gap 2,novisualpadding,hidemode 3,nogrid,alignx right", "", ""));
        picture.addMouseListener(new Near());
        picture.addFocusListener(new Focus());
    }

    /// @param words key of its tooltip; its last part is its name
    void add(String icon, String words, Runnable action) {
        var verb = new Verb(icon, messages.text(words));
        verb.setName(words.replace('.', '-') + suffix);
        verb.addActionListener(event -> action.run());
        verb.addMouseListener(new Near());
        verb.addFocusListener(new Focus());
        verb.setVisible(false);
        buttons.add(verb);
        picture.add(verb, "w 24!,h 22!,aligny top");
    }

    /// Whether there is a picture: without one the last verb, which takes it away, does not show.
    void has(boolean now) {
        filled = now;
    }

    private void show(boolean near) {
        for (var verb : buttons) {
            verb.setVisible(near && (filled || !verb.equals(buttons.getLast())));
        }
        picture.revalidate();
        picture.repaint();
    }

    private boolean isFocused() {
        return picture.isFocusOwner() || buttons.stream().anyMatch(Component::isFocusOwner);
    }

    private final class Near extends MouseAdapter {
        @Override
        public void mouseEntered(MouseEvent event) {
            show(true);
        }

        @Override
        public void mouseExited(MouseEvent event) {
            show(picture.getMousePosition(true) != null || isFocused());
        }
    }

    private final class Focus implements FocusListener {
        @Override
        public void focusGained(FocusEvent event) {
            show(true);
        }

        @Override
        public void focusLost(FocusEvent event) {
            var next = event.getOppositeComponent();
            boolean stays = next != null && (next.equals(picture) || buttons.contains(next));
            show(stays || picture.getMousePosition(true) != null);
        }
    }

    /// A white icon on a dark plate.
    private static final class Verb extends JButton {
        Verb(String icon, String words) {
            super(Icons.onPicture(icon, 16));
            setToolTipText(words);
            getAccessibleContext().setAccessibleName(words);
            setContentAreaFilled(false);
            setBorder(BorderFactory.createEmptyBorder());
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = ThemeColors.smooth(graphics);
            g.setColor(PLATE);
            g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 10, 10));
            if (isFocusOwner()) {
                g.setColor(ThemeColors.color("focus"));
                g.draw(new RoundRectangle2D.Double(0, 0, getWidth() - 1, getHeight() - 1, 10, 10));
            }
            g.dispose();
            super.paintComponent(graphics);
        }
    }
}
