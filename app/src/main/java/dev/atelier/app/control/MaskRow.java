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

/// A picture file that says where something holds: a button with the picture, small, and its name
/// that asks for another, and one that takes it away. Takes dropped pictures.
final class MaskRow {
    private static final int WIDE = 30;
    private static final int HIGH = 20;

    private final Messages messages = Messages.of(MaskRow.class);
    private final ThemedPanel row = ThemedPanel.clear("", "[grow,fill,0::]4[28!]", "[28!]");
    private final ControlSources sources;
    private final Words words;
    private final Consumer<String> change;
    private final JButton file;
    private final JButton clear;
    private String shown = "";

    /// @param none what holds without a picture
    /// @param help what bright and dark mean
    record Words(String none, String help) {}

    /// @param change gets the path of the kept picture, or the empty string
    MaskRow(ControlSources sources, String name, Words words, Consumer<String> change) {
        this.sources = sources;
        this.words = words;
        this.change = change;
        file = Buttons.secondary(words.none, this::choose);
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
        file.setText(path.isEmpty() ? words.none : name(Path.of(path)));
        var more = path.isEmpty() ? messages.text("mask.choose") : path;
        file.setToolTipText(messages.text("mask.tip", words.help, more));
        clear.setVisible(!path.isEmpty());
        if (!path.equals(shown)) {
            shown = path;
            file.setIcon(null);
            if (!path.isEmpty()) {
                sources.small(
                        Path.of(path),
                        picture -> {
                            if (path.equals(shown)) {
                                file.setIcon(new PictureIcon(picture, WIDE, HIGH));
                            }
                        });
            }
        }
    }

    private String name(Path path) {
        return ControlSources.isNamed(path)
                ? String.valueOf(path.getFileName())
                : messages.text("mask.pasted");
    }
}
