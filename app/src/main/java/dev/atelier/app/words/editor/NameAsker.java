package dev.atelier.app.words.editor;

import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Popover;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JTextField;

/// Asks for the name of something new, below a button.
final class NameAsker {
    private final ThemedPanel form =
            ThemedPanel.clear("wrap 2,gap 8", "[grow,fill,280!][]", "[]4[32!][16!]");
    private final JTextField name = new JTextField();
    private final Label hint = Label.small("");
    private final JButton ok = new JButton();
    private final Function<String, Verdict> verdict;
    private final Popover popover = new Popover(form);

    /// What can be done with a name.
    ///
    /// @param verb on the button
    record Verdict(boolean good, String sentence, String verb) {
        static Verdict good(String sentence, String verb) {
            return new Verdict(true, sentence, verb);
        }

        static Verdict bad(String sentence, String verb) {
            return new Verdict(false, sentence, verb);
        }
    }

    /// @param verdict of a name, which may be empty
    /// @param named receives a good name
    NameAsker(String title, Function<String, Verdict> verdict, Consumer<String> named) {
        this.verdict = verdict;
        name.setName("new-name");
        name.getAccessibleContext().setAccessibleName(title);
        Runnable go =
                () -> {
                    var text = name.getText().strip();
                    if (verdict.apply(text).good()) {
                        popover.close();
                        named.accept(text);
                    }
                };
        ok.addActionListener(event -> go.run());
        name.addActionListener(event -> go.run());
        name.getDocument().addDocumentListener(new OnEdit(this::check));
        form.add(Label.strong(title), "span");
        form.add(name, "h 32!,wmin 0");
        form.add(ok, "h 32!");
        form.add(hint, "span,wmin 0");
        check();
    }

    JComponent component() {
        return form;
    }

    void show(JComponent below) {
        popover.show(below, name);
    }

    private void check() {
        var text = name.getText().strip();
        var now = verdict.apply(text);
        ok.setEnabled(now.good());
        ok.setText(now.verb());
        hint.color(now.good() || text.isEmpty() ? "text.tertiary" : "warn");
        hint.setText(now.sentence());
    }
}
