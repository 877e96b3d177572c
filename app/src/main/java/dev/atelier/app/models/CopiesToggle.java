package dev.atelier.app.models;

import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import java.util.Optional;
import javax.swing.JToggleButton;
import javax.swing.SwingConstants;

/// How many files are there more than once, and what they waste; lists only those. Hidden where
/// there are none.
final class CopiesToggle extends JToggleButton {
    private final transient Messages messages = Messages.of(CopiesToggle.class);

    CopiesToggle(ModelsModel models, ModelListModel list) {
        setName("model-copies");
        setHorizontalAlignment(SwingConstants.LEADING);
        setFont(TextStyle.SMALL.font());
        putClientProperty("JButton.buttonType", "toolBarButton");
        putClientProperty(
                "FlatLaf.style", "foreground: $Atelier.accent.text; toolbar.margin: 3,0,3,0");
        addActionListener(event -> {
            var wanted = Optional.of(models.copies().get()).filter(it -> isSelected());
            list.showAll();
            list.copies().set(wanted);
        });
        models.copies()
                .bind(now -> {
                    show(now);
                    list.copies()
                            .update(shown ->
                                    shown.isPresent() && now.superfluous() > 0
                                            ? Optional.of(now)
                                            : Optional.empty());
                });
        list.copies().bind(now -> setSelected(now.isPresent()));
    }

    private void show(ModelCopies now) {
        int count = now.superfluous();
        setText(
                messages.text(
                        count == 1 ? "models.copy" : "models.copies",
                        count,
                        FileActions.size(now.wastedBytes())));
        setToolTipText(messages.text("models.copies.help"));
        setVisible(count > 0);
    }
}
