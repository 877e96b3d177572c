package dev.atelier.app.ui;

import com.formdev.flatlaf.FlatClientProperties;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.swing.JTextField;

/// One line of words. Event thread.
public final class LineField extends TypedField {
    private final UnaryOperator<String> refusal;
    private final Consumer<String> change;
    private String shown = "";

    /// @param name of the field
    /// @param title what a screen reader says
    /// @param refusal why words cannot be taken and what to type instead; empty where they can
    /// @param change receives what is kept, without spaces around it
    public LineField(
            String name, String title, UnaryOperator<String> refusal, Consumer<String> change) {
        super(new JTextField(), name, title);
        this.refusal = refusal;
        this.change = change;
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
    String shown() {
        return shown;
    }

    @Override
    String refusal() {
        return refusal.apply(text.getText().strip());
    }

    @Override
    void take() {
        shown = text.getText().strip();
        takeBack();
        change.accept(shown);
    }
}
