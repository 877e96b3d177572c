package dev.atelier.app.connect;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.cloud.account.RamPolicy;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JTextField;

/// Copies the RAM policy with the least that an access key needs, for one bucket.
final class PolicyRow {
    private final Messages messages = Messages.of(PolicyRow.class);
    private final ThemedPanel row = ThemedPanel.clear("", "[]8[grow,fill]8[]", "[32!]");
    private final JTextField bucket = new JTextField();
    private final JButton copy;

    /// @param done is called when it was copied
    PolicyRow(Runnable done) {
        bucket.setName("policy-bucket");
        bucket.putClientProperty("JTextField.placeholderText", "my-bucket");
        bucket.getAccessibleContext().setAccessibleName(messages.text("connect.policy"));
        copy =
                Buttons.secondary(
                        messages.text("connect.policy.copy"),
                        () ->
                                policy().ifPresent(it -> {
                                    Toolkit.getDefaultToolkit()
                                            .getSystemClipboard()
                                            .setContents(new StringSelection(it.toJson()), null);
                                    done.run();
                                }));
        copy.setName("policy-copy");
        row.add(Label.field(messages.text("connect.policy")));
        row.add(bucket, "h 32!,wmin 60");
        row.add(copy, "h 32!");
        bucket.getDocument().addDocumentListener(new OnEdit(this::look));
        look();
    }

    JComponent component() {
        return row;
    }

    private Optional<RamPolicy> policy() {
        try {
            return Optional.of(new RamPolicy(bucket.getText().strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void look() {
        boolean good = policy().isPresent();
        copy.setEnabled(good);
        copy.setToolTipText(good ? null : messages.text("connect.policy.bucket"));
        bucket.putClientProperty(
                "JComponent.outline", good || bucket.getText().isEmpty() ? null : "error");
    }
}
