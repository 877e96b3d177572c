package dev.atelier.app.shell;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Dialogs;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Color;
import java.awt.Dialog;
import java.awt.Font;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JTextArea;
import org.jspecify.annotations.Nullable;

/// One question with two answers, for what cannot be undone. Escape and the window's cross give the
/// answer that changes nothing. Blocks the window until it is answered. Event thread.
public final class ConfirmDialog {
    private static final int WIDTH = 420;

    private final JDialog dialog;
    private final JButton yes;
    private boolean answer;

    /// @param title the first line
    /// @param words what follows from each answer
    /// @param yes the answer that does something, a verb
    /// @param no the one that changes nothing
    public record Question(String title, String words, String yes, String no) {}

    private ConfirmDialog(@Nullable JFrame owner, Question question) {
        dialog = new JDialog(owner, "Atelier", Dialog.ModalityType.APPLICATION_MODAL);
        dialog.setName("ask");
        dialog.setDefaultCloseOperation(JDialog.DISPOSE_ON_CLOSE);
        var panel =
                ThemedPanel.ground(
                        "bg.panel",
                        "insets 20 24 20 24,wrap 1",
                        "[" + WIDTH + "!,fill]",
                        "[]8[]20[]");
        panel.add(new Label(question.title, TextStyle.HEADING, "text"), "wmin 0");
        panel.add(new Words(question.words), "w " + WIDTH + "!");
        var foot = ThemedPanel.clear("gap 8", "push[][]", "[32!]");
        if (!question.no.isEmpty()) {
            var no = Buttons.secondary(question.no, dialog::dispose);
            no.setName("ask-no");
            foot.add(no, "h 32!");
        }
        yes =
                Buttons.primary(
                        new NamedAction(
                                question.yes,
                                () -> {
                                    answer = true;
                                    dialog.dispose();
                                }));
        yes.setName("ask-yes");
        foot.add(yes, "h 32!");
        panel.add(foot);
        dialog.setContentPane(panel);
        dialog.getRootPane().setDefaultButton(yes);
        Dialogs.escape(dialog, dialog::dispose);
        dialog.setResizable(false); // before its window is made: on X11 that would move it
        dialog.pack();
        Dialogs.place(dialog, owner, dialog.getSize());
    }

    /// Whether the answer is yes.
    ///
    /// @param owner the window it is about; none before there is one
    public static boolean about(@Nullable JFrame owner, Question question) {
        var ask = new ConfirmDialog(owner, question);
        ask.dialog.setVisible(true);
        return ask.answer;
    }

    /// The same before there is a window, for a yes that destroys nothing: Enter gives it.
    public static boolean offer(Question question) {
        var ask = new ConfirmDialog(null, question);
        ask.yes.requestFocusInWindow();
        ask.dialog.setVisible(true);
        return ask.answer;
    }

    /// Says what leaves nothing to choose.
    public static void show(String title, String words, String close) {
        about(null, new Question(title, words, close, ""));
    }

    private static final class Words extends JTextArea {
        Words(String text) {
            super(text);
            setName("ask-words");
            setEditable(false);
            setFocusable(false);
            setOpaque(false);
            setBorder(null);
            setMargin(null);
            setLineWrap(true);
            setWrapStyleWord(true);
            setSize(WIDTH, Short.MAX_VALUE);
        }

        @Override
        public Color getForeground() {
            return ThemeColors.color("text.secondary");
        }

        @Override
        public Font getFont() {
            return TextStyle.BODY.font();
        }
    }
}
