package dev.atelier.app.ui;

import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/// Called at every change of a text.
public record OnEdit(Runnable action) implements DocumentListener {
    @Override
    public void insertUpdate(DocumentEvent event) {
        action.run();
    }

    @Override
    public void removeUpdate(DocumentEvent event) {
        action.run();
    }

    @Override
    public void changedUpdate(DocumentEvent event) {
        // Attributes only.
    }
}
