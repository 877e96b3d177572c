package dev.atelier.app.ui;

import java.awt.Component;
import java.io.File;
import javax.swing.JDialog;
import javax.swing.JFileChooser;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;

/// The file chooser of the whole program: opens in the middle of the window that asks, not of the
/// small part of it that was clicked, and begins in the folder of the last choice.
public final class FileChooser extends JFileChooser {
    private static @Nullable File last;

    /// Begins where something was chosen last since the program started.
    public FileChooser() {
        super(last);
    }

    /// @param folder to begin in; null for the person's own folder
    public FileChooser(@Nullable File folder) {
        super(folder);
    }

    @Override
    protected JDialog createDialog(@Nullable Component parent) {
        var dialog = super.createDialog(parent);
        if (parent != null) {
            dialog.setLocationRelativeTo(SwingUtilities.getRoot(parent));
        }
        return dialog;
    }

    @Override
    public void approveSelection() {
        super.approveSelection();
        last = getCurrentDirectory();
    }
}
