package dev.atelier.app.ui.popover;

import com.formdev.flatlaf.FlatClientProperties;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Rectangle;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JTextField;

/// Asks for one line of text below a control, such as a name, and says while it is typed what comes
/// of it or why it cannot be used. Event thread.
public final class NamePopover {
    private final ThemedPanel form =
            ThemedPanel.clear("wrap 2,gap 8", "[grow,fill,280!][]", "[]4[32!][16!][]");
    private final JTextField field = new JTextField();
    private final Label hint = Label.small("");
    private final JButton ok = new JButton();
    private final Function<String, Verdict> verdict;
    private final Consumer<String> answer;
    private final Popover popover = new Popover(form);

    /// What can be done with a text.
    ///
    /// @param verb on the button
    public record Verdict(boolean good, String sentence, String verb) {
        public static Verdict good(String sentence, String verb) {
            return new Verdict(true, sentence, verb);
        }

        public static Verdict bad(String sentence, String verb) {
            return new Verdict(false, sentence, verb);
        }
    }

    /// @param verdict of a text without spaces around it, which may be empty
    /// @param answer receives a good text
    public NamePopover(String title, Function<String, Verdict> verdict, Consumer<String> answer) {
        this.verdict = verdict;
        this.answer = answer;
        field.setName("new-name");
        field.getAccessibleContext().setAccessibleName(title);
        ok.setName("new-name-ok");
        ok.addActionListener(event -> accept());
        field.addActionListener(event -> accept());
        field.getDocument().addDocumentListener(new OnEdit(this::check));
        form.add(Label.strong(title), "span");
        form.add(field, "h 32!,wmin 0");
        form.add(ok, "h 32!");
        form.add(hint, "span,wmin 0");
        check();
    }

    /// Shows an example while nothing is typed.
    public void example(String text) {
        field.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, text);
    }

    /// Shows more below the field, such as names to choose from.
    public void addBelow(JComponent more) {
        form.add(more, "span,growx,wmin 0,gaptop 8");
    }

    /// Types a text in place of what was typed.
    public void fill(String text) {
        field.setText(text);
    }

    /// Answers with what is typed, where that is good, and closes.
    public void accept() {
        var text = field.getText().strip();
        if (verdict.apply(text).good()) {
            popover.close();
            answer.accept(text);
        }
    }

    /// Closes without an answer.
    public void close() {
        popover.close();
    }

    /// Opens below a control.
    public void show(JComponent below) {
        popover.show(below, field);
    }

    /// Opens below a part of a control, such as a cell.
    public void show(JComponent control, Rectangle part) {
        popover.show(control, part, field);
    }

    private void check() {
        var text = field.getText().strip();
        var now = verdict.apply(text);
        ok.setEnabled(now.good());
        ok.setText(now.verb());
        hint.color(now.good() || text.isEmpty() ? "text.tertiary" : "warn");
        hint.setText(now.sentence());
        hint.setToolTipText(now.sentence());
    }
}
