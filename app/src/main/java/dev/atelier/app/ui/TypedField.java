package dev.atelier.app.ui;

import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyEvent;
import javax.swing.JComponent;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import org.jspecify.annotations.Nullable;

/// What fields of one line have in common: they are read at Enter and when the focus leaves; what
/// is refused stays in the field, outlined, and changes nothing; Escape takes it back. Event
/// thread.
abstract class TypedField implements Typed {
    /// The field itself.
    final JTextField text;

    private @Nullable String tip;

    /// @param name of the field
    /// @param title what a screen reader says
    TypedField(JTextField text, String name, String title) {
        this.text = text;
        text.setName(name);
        text.getAccessibleContext().setAccessibleName(title);
        text.addActionListener(event -> commit());
        text.addFocusListener(
                new FocusAdapter() {
                    @Override
                    public void focusLost(FocusEvent event) {
                        commit();
                    }
                });
        takeBackAt(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0));
    }

    /// How what counts is written.
    abstract String shown();

    /// Why what is typed cannot be taken and what to type instead; empty where it can.
    abstract String refusal();

    /// What is typed, and is not refused, counts from now on.
    abstract void take();

    @Override
    public final JComponent component() {
        return text;
    }

    public final void tip(String words) {
        tip = words;
        text.setToolTipText(words);
    }

    @Override
    public final boolean commit() {
        var wrong = wrong();
        mark(wrong);
        if (isTouched() && wrong.isEmpty()) {
            take();
        }
        return wrong.isEmpty();
    }

    @Override
    public final void takeBack() {
        mark("");
        if (isTouched()) {
            text.setText(shown());
        }
    }

    @Override
    public final String wrong() {
        return isTouched() ? refusal() : "";
    }

    final boolean isTouched() {
        return !text.getText().equals(shown());
    }

    /// As long as there is something to take back, the key is the field's.
    final void takeBackAt(KeyStroke stroke) {
        Keys.on(
                text,
                JComponent.WHEN_FOCUSED,
                stroke,
                this::isTouched,
                () -> {
                    takeBack();
                    text.selectAll();
                });
    }

    /// Numbers are mostly replaced as a whole.
    final void selectWhenEntered() {
        text.addFocusListener(
                new FocusAdapter() {
                    @Override
                    public void focusGained(FocusEvent event) {
                        text.selectAll();
                    }
                });
    }

    private void mark(String wrong) {
        text.putClientProperty("JComponent.outline", wrong.isEmpty() ? null : "error");
        text.setToolTipText(wrong.isEmpty() ? tip : wrong);
        text.repaint();
    }
}
