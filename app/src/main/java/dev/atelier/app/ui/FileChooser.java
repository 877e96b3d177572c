package dev.atelier.app.ui;

import java.awt.Component;
import java.io.File;
import javax.swing.JDialog;
import javax.swing.JFileChooser;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;
import org.jspecify.annotations.Nullable;

/// The file chooser of the whole program: opens in the middle of the window that asks, not of the
/// small part of it that was clicked, and begins in the folder of the last choice.
public final class FileChooser extends JFileChooser {
    private static final String ALL_FILES = "FileChooser.acceptAllFileFilterText";
    private static @Nullable File last;

    /// Begins where something was chosen last since the program started.
    public FileChooser() {
        this(last);
    }

    /// @param folder to begin in; null for the person's own folder
    public FileChooser(@Nullable File folder) {
        super(folder);
        nameAllFiles();
    }

    /// Swing takes these words alone in the language of the system, not of the window.
    private void nameAllFiles() {
        UIManager.put(ALL_FILES, null);
        UIManager.put(ALL_FILES, UIManager.getString(ALL_FILES, getLocale()));
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
