package dev.atelier.app.connect;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.account.KeyStore;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JPasswordField;
import javax.swing.JTextField;
import javax.swing.KeyStroke;

/// Where an access key is typed. The secret is never shown, and leaves the field with the key.
final class KeyForm {
    private static final int LONGEST = 200;

    private final Messages messages = Messages.of(KeyForm.class);
    private final ConnectModel model;
    private final ThemedPanel form = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final JTextField id = new JTextField();
    private final JPasswordField secret = new JPasswordField();
    private final JCheckBox keep = new JCheckBox();
    private final JButton use;

    private final Runnable done;

    /// @param done is called when a key was taken, and when the form is left without one
    KeyForm(ConnectModel model, Runnable done) {
        this.model = model;
        this.done = done;
        use =
                Buttons.secondary(
                        messages.text("connect.use-key"),
                        () -> {
                            take();
                            done.run();
                        });
        use.setName("key-use");
        id.setName("key-id");
        secret.setName("key-secret");
        keep.setName("key-keep");
        labelled("connect.key-id", id);
        labelled("connect.key-secret", secret);
        keep.setOpaque(false);
        form.add(keep, "h 28!,gaptop 4,wmin 0");
        form.add(use, "h 32!,gaptop 4,growx 0,alignx left");
        id.getDocument().addDocumentListener(new OnEdit(this::look));
        secret.getDocument().addDocumentListener(new OnEdit(this::look));
        id.addActionListener(event -> enter());
        secret.addActionListener(event -> enter());
        Keys.on(
                form,
                JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT,
                KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                () -> true,
                this::leave);
        look();
        model.keyPlace().bind(place -> place.ifPresent(this::place));
    }

    JComponent component() {
        return form;
    }

    void focus() {
        id.requestFocusInWindow();
    }

    private void labelled(String key, JTextField field) {
        var words = messages.text(key);
        form.add(Label.body(words), "h 24!");
        field.getAccessibleContext().setAccessibleName(words);
        form.add(field, "h 32!,wmin 0");
    }

    private void place(KeyStore.Place place) {
        switch (place) {
            case KeyStore.Place.OperatingSystem(var name) -> {
                keep.setText(messages.text("connect.keep", name));
                keep.setEnabled(true);
                keep.setSelected(true);
            }
            case KeyStore.Place.SessionOnly _ -> {
                keep.setText(messages.text("connect.keep.none"));
                keep.setEnabled(false);
                keep.setSelected(false);
            }
        }
    }

    private void look() {
        boolean whole =
                id.getText().strip().matches("[!-~]{4," + LONGEST + "}")
                        && secret.getDocument().getLength() > 0;
        use.setEnabled(whole);
    }

    /// Takes a whole key; else goes to what is missing.
    private void enter() {
        if (use.isEnabled()) {
            use.doClick();
        } else {
            (secret.isFocusOwner() ? id : secret).requestFocusInWindow();
        }
    }

    private void leave() {
        secret.setText("");
        id.setText("");
        done.run();
    }

    private void take() {
        var typed = secret.getPassword();
        var keys = Credentials.of(id.getText().strip(), new String(typed).strip(), "");
        Arrays.fill(typed, '\0');
        secret.setText("");
        id.setText("");
        model.type(keys.withRegion(model.region().get()), keep.isSelected());
    }
}
