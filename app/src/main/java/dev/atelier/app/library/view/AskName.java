package dev.atelier.app.library.view;

import com.formdev.flatlaf.FlatClientProperties;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Popover;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JTextField;

/// Asks for one line of text below a control, and may offer some. Event thread.
final class AskName {
    private final ThemedPanel form =
            ThemedPanel.clear("wrap 2,gap 8", "[grow,fill,280!][]", "[]4[32!][16!][]");
    private final JTextField name = new JTextField();
    private final Label hint = Label.small("");
    private final JButton ok;
    private final Popover popover = new Popover(form);
    private final Function<String, String> problem;
    private final Consumer<String> answer;
    private final String help;
    private Optional<NameOffers> offered = Optional.empty();

    /// What is asked.
    ///
    /// @param placeholder an example
    /// @param help what follows from it
    /// @param verb on the button
    record Question(String title, String placeholder, String help, String verb) {}

    /// @param problem what is wrong with a text, as a person reads it; empty where nothing is
    AskName(Question question, Function<String, String> problem, Consumer<String> answer) {
        this.problem = problem;
        this.answer = answer;
        help = question.help;
        ok = new JButton(question.verb);
        name.setName("library-new-name");
        name.getAccessibleContext().setAccessibleName(question.title);
        name.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, question.placeholder);
        ok.setName("library-new-ok");
        form.add(Label.strong(question.title), "span");
    }

    /// Offers names to choose from in place of typing.
    void offer(NameOffers offers) {
        offers.listen(name::setText, this::go);
        offered = Optional.of(offers);
    }

    /// Opens below a control.
    void show(JComponent below) {
        ok.addActionListener(event -> go());
        name.addActionListener(event -> go());
        name.getDocument().addDocumentListener(new OnEdit(this::check));
        form.add(name, "h 32!,wmin 0");
        form.add(ok, "h 32!");
        form.add(hint, "span,wmin 0");
        offered.ifPresent(it -> form.add(it.component(), "span,growx,wmin 0,gaptop 8"));
        check();
        popover.show(below, name);
    }

    private void check() {
        var text = name.getText().strip();
        var wrong = text.isEmpty() ? "" : problem.apply(text);
        ok.setEnabled(!text.isEmpty() && wrong.isEmpty());
        hint.color(wrong.isEmpty() ? "text.tertiary" : "warn");
        hint.setText(wrong.isEmpty() ? help : wrong);
        hint.setToolTipText(hint.getText());
    }

    private void go() {
        if (ok.isEnabled()) {
            popover.close();
            answer.accept(name.getText().strip());
        }
    }
}
