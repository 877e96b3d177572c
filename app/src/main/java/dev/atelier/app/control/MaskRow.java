package dev.atelier.app.control;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFileChooser;

/// A picture file that says where something holds: a button with its name that asks for another,
/// and one that takes it away. Takes dropped pictures.
final class MaskRow {
    private final Messages messages = Messages.of(MaskRow.class);
    private final ThemedPanel row = ThemedPanel.clear("", "[grow,fill,0::]4[28!]", "[28!]");
    private final ControlSources sources;
    private final String none;
    private final Consumer<String> change;
    private final JButton file;
    private final JButton clear;

    /// @param none what holds without a picture
    /// @param change gets the path of the kept picture, or the empty string
    MaskRow(ControlSources sources, String name, String none, Consumer<String> change) {
        this.sources = sources;
        this.none = none;
        this.change = change;
        file = Buttons.secondary(none, this::choose);
        file.setName(name);
        clear = Buttons.icon("close", messages.text("mask.clear"), () -> change.accept(""));
        clear.setName(name + "-clear");
        file.setTransferHandler(sources.drops(this::use));
        row.add(file, "h 28!,wmin 0");
        row.add(clear, "h 28!");
    }

    JComponent component() {
        return row;
    }

    private void choose() {
        var chooser = new FileChooser();
        chooser.setDialogTitle(messages.text("control.choose"));
        if (chooser.showOpenDialog(row) == JFileChooser.APPROVE_OPTION) {
            sources.keep(chooser.getSelectedFile().toPath(), this::use);
        }
    }

    private void use(Path kept) {
        change.accept(kept.toString());
    }

    void show(String path) {
        file.setText(path.isEmpty() ? none : name(Path.of(path)));
        file.setToolTipText(path.isEmpty() ? messages.text("mask.choose") : path);
        clear.setVisible(!path.isEmpty());
    }

    private String name(Path path) {
        return ControlSources.isNamed(path)
                ? String.valueOf(path.getFileName())
                : messages.text("mask.pasted");
    }
}
