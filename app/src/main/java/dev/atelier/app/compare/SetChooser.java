package dev.atelier.app.compare;

import com.formdev.flatlaf.FlatClientProperties;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Popover;
import java.io.File;
import java.util.List;
import java.util.function.BiConsumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JTextField;

/// Asks for two sets: folders, places in OSS or searches.
final class SetChooser {
    private final Messages messages = Messages.of(SetChooser.class);
    private final ThemedPanel form =
            ThemedPanel.clear("wrap 3,gap 8", "[][grow,fill,340!][]", "[]8[32!][32!]4[]8[32!]");
    private final JTextField a = field("A");
    private final JTextField b = field("B");
    private final JButton ok;
    private final Popover popover = new Popover(form);
    private final BiConsumer<SetSource, SetSource> answer;

    SetChooser(BiConsumer<SetSource, SetSource> answer) {
        this.answer = answer;
        ok = Buttons.secondary(messages.text("sets.compare"), this::go);
        ok.setName("compare-sets-ok");
    }

    private JTextField field(String side) {
        var field = new JTextField();
        field.setName("compare-set-" + side);
        field.getAccessibleContext().setAccessibleName(messages.text("sets.side", side));
        field.putClientProperty(
                FlatClientProperties.PLACEHOLDER_TEXT, messages.text("example." + side));
        return field;
    }

    /// Opens below a control.
    void show(JComponent below) {
        form.add(Label.strong(messages.text("sets.ask")), "span");
        row("A", a);
        row("B", b);
        form.add(Label.small(messages.text("sets.help")), "skip 1,span 2,wmin 0");
        form.add(ok, "skip 1,span 2,alignx right,growx 0,h 28!");
        check();
        popover.show(below, a);
    }

    private void row(String name, JTextField side) {
        form.add(Label.strong(name));
        form.add(side, "wmin 0,h 28!");
        var browse = Buttons.icon("folder", messages.text("sets.browse"), () -> browse(side));
        browse.setName("compare-set-browse-" + name);
        form.add(browse);
        side.getDocument().addDocumentListener(new OnEdit(this::check));
        side.addActionListener(event -> go());
    }

    private void browse(JTextField into) {
        var chooser = new FileChooser(into.getText().isBlank() ? null : new File(into.getText()));
        chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
        if (chooser.showOpenDialog(form) == JFileChooser.APPROVE_OPTION) {
            into.setText(chooser.getSelectedFile().toString());
        }
    }

    private void check() {
        ok.setEnabled(!a.getText().isBlank() && !b.getText().isBlank());
    }

    private void go() {
        if (!ok.isEnabled()) {
            return;
        }
        for (var field : List.of(a, b)) {
            if (!isSet(field.getText().strip())) {
                field.putClientProperty(
                        FlatClientProperties.OUTLINE, FlatClientProperties.OUTLINE_ERROR);
                field.requestFocusInWindow();
                return;
            }
        }
        popover.close();
        answer.accept(SetSource.parse(a.getText().strip()), SetSource.parse(b.getText().strip()));
    }

    private static boolean isSet(String text) {
        try {
            SetSource.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
