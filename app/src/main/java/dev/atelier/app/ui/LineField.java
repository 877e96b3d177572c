package dev.atelier.app.ui;

import com.formdev.flatlaf.FlatClientProperties;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyEvent;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.swing.JComponent;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import org.jspecify.annotations.Nullable;

/// One line of words that is kept at Enter and when the focus leaves. What is refused stays in the
/// field, outlined, and changes nothing; Escape takes it back. Event thread.
public final class LineField implements Typed {
    private final JTextField text = new JTextField();
    private final UnaryOperator<String> refusal;
    private final Consumer<String> change;
    private String shown = "";
    private @Nullable String tip;

    /// @param name of the field
    /// @param title what a screen reader says
    /// @param refusal why words cannot be taken and what to type instead; empty where they can
    /// @param change receives what is kept, without spaces around it
    public LineField(
            String name, String title, UnaryOperator<String> refusal, Consumer<String> change) {
        this.refusal = refusal;
        this.change = change;
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
        Keys.on(
                text,
                JComponent.WHEN_FOCUSED,
                KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                this::isTouched,
                this::takeBack);
    }

    @Override
    public JComponent component() {
        return text;
    }

    public void tip(String words) {
        tip = words;
        text.setToolTipText(words);
    }

    /// Shows words in grey where nothing is typed.
    public void placeholder(String words) {
        text.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, words);
        text.repaint();
    }

    /// Shows words that came from elsewhere; where they are the same, what is being typed stays.
    public void show(String words) {
        if (!words.equals(shown)) {
            shown = words;
            takeBack();
        }
    }

    @Override
    public boolean commit() {
        if (!isTouched()) {
            mark("");
            return true;
        }
        var wrong = wrong();
        mark(wrong);
        if (wrong.isEmpty()) {
            shown = text.getText().strip();
            takeBack();
            change.accept(shown);
        }
        return wrong.isEmpty();
    }

    @Override
    public void takeBack() {
        mark("");
        text.setText(shown);
    }

    @Override
    public String wrong() {
        return isTouched() ? refusal.apply(text.getText().strip()) : "";
    }

    private boolean isTouched() {
        return !text.getText().equals(shown);
    }

    private void mark(String wrong) {
        text.putClientProperty("JComponent.outline", wrong.isEmpty() ? null : "error");
        text.setToolTipText(wrong.isEmpty() ? tip : wrong);
        text.repaint();
    }
}
