package dev.atelier.app.ui.popover;

import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Component;
import java.awt.Container;
import java.awt.event.ActionEvent;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.AbstractAction;
import javax.swing.Action;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;

/// The name of a field with a sentence about it. A small `?` appears beside the name while the
/// pointer or the focus is in the row; a click on it, or F1 in the field, shows the sentence.
public final class Help {
    /// The key of the action that shows it, in the input map of the control.
    public static final String ACTION = "help";

    private static final int WIDTH = 280;

    private final ThemedPanel row =
            ThemedPanel.clear("", "[0::,shrink]2[14!]push", "[grow,center]");
    private final Label name;
    private final JLabel mark = new JLabel(Icons.of("help", 14, "text.tertiary"));
    private final String sentence;
    private boolean pointed;
    private boolean focused;

    /// @param control what the name is for; its parts are listened to as they are now
    public Help(String words, String sentence, JComponent control) {
        this.sentence = sentence;
        name = Label.field(words);
        name.setToolTipText(sentence);
        name.setLabelFor(control);
        mark.setVisible(false);
        mark.setToolTipText(sentence);
        row.add(name, "wmin 0");
        row.add(mark);
        var pointer = new Pointer();
        row.addMouseListener(pointer);
        name.addMouseListener(pointer);
        mark.addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        show();
                    }
                });
        mark.addMouseListener(pointer);
        attend(control, pointer, new Focus());
        key(control, sentence, this::show);
    }

    public JComponent component() {
        return row;
    }

    public String sentence() {
        return sentence;
    }

    /// A sign behind the name that something is wrong.
    ///
    /// @param token its colour, `warn` or `error`; empty for no sign
    /// @param words the tip of the name
    public void mark(String token, String words) {
        var sign = token.equals("error") ? "error" : "warning";
        name.setIcon(token.isEmpty() ? null : Icons.of(sign, 14, token));
        name.setHorizontalTextPosition(SwingConstants.LEADING);
        name.setToolTipText(words);
    }

    /// Shows the sentence below the name.
    public void show() {
        var text = new Sentence(sentence, WIDTH);
        new Popover(text).showBeside(row);
    }

    /// Lets F1 show another sentence in a control that shares its row with others.
    public static void on(JComponent control, String sentence) {
        key(
                control,
                sentence,
                () -> new Popover(new Sentence(sentence, WIDTH)).showBeside(control));
    }

    private static void key(JComponent control, String sentence, Runnable show) {
        if (control instanceof JPanel) {
            control.setFocusable(false); // keys would make a panel a stop of Tab without a ring
        }
        var stroke = KeyStroke.getKeyStroke(KeyEvent.VK_F1, 0);
        control.getInputMap(JComponent.WHEN_FOCUSED).put(stroke, ACTION);
        control.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(stroke, ACTION);
        var action =
                new AbstractAction() {
                    @Override
                    public void actionPerformed(ActionEvent event) {
                        show.run();
                    }
                };
        action.putValue(Action.LONG_DESCRIPTION, sentence);
        control.getActionMap().put(ACTION, action);
    }

    private void attend(Component part, Pointer pointer, Focus focus) {
        part.addMouseListener(pointer);
        part.addFocusListener(focus);
        if (part instanceof JComponent it && it.getToolTipText() == null) {
            it.getAccessibleContext().setAccessibleDescription(sentence);
        }
        if (part instanceof Container container) {
            for (var child : container.getComponents()) {
                attend(child, pointer, focus);
            }
        }
    }

    private void settle() {
        mark.setVisible(pointed || focused);
    }

    private final class Pointer extends MouseAdapter {
        @Override
        public void mouseEntered(MouseEvent event) {
            pointed = true;
            settle();
        }

        @Override
        public void mouseExited(MouseEvent event) {
            // On the way from the name to the mark it stays.
            var at = SwingUtilities.convertPoint(event.getComponent(), event.getPoint(), row);
            pointed = row.contains(at);
            settle();
        }
    }

    private final class Focus implements FocusListener {
        @Override
        public void focusGained(FocusEvent event) {
            focused = true;
            settle();
        }

        @Override
        public void focusLost(FocusEvent event) {
            focused = false;
            settle();
        }
    }
}
