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
import javax.swing.JToggleButton;

/// A picture file that says where something holds: a button with the picture, small, and its name
/// that asks for another, and one that takes it away. Takes dropped pictures.
final class MaskRow {
    private static final int WIDE = 30;
    private static final int HIGH = 20;

    private final Messages messages = Messages.of(MaskRow.class);
    private final ThemedPanel row =
            ThemedPanel.clear("hidemode 3", "[grow,fill,0::]4[28!]0[]", "[28!]");
    private final ControlSources sources;
    private final Words words;
    private final Consumer<String> change;
    private final JButton file;
    private final JButton clear;
    private final JToggleButton draw;
    private String shown = "";

    /// @param none what holds without a picture
    /// @param help what bright and dark mean
    /// @param paint that it can be painted
    record Words(String none, String help, String paint) {}

    /// @param change gets the path of the kept picture, or the empty string
    /// @param paint begins to paint it on the canvas, or ends that
    MaskRow(
            ControlSources sources,
            String name,
            Words words,
            Consumer<String> change,
            Runnable paint) {
        this.sources = sources;
        this.words = words;
        this.change = change;
        file = Buttons.secondary(words.none, this::choose);
        file.setName(name);
        clear = Buttons.icon("close", messages.text("mask.clear"), () -> change.accept(""));
        clear.setName(name + "-clear");
        file.setTransferHandler(sources.drops(this::use));
        draw = Buttons.toggle("brush", words.paint);
        draw.setName(name + "-draw");
        draw.addActionListener(event -> paint.run());
        row.add(file, "h 28!,wmin 0");
        row.add(draw, "h 28!");
        row.add(clear, "w 28!,h 28!");
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

    /// @param offered whether it can be painted now
    /// @param painting whether it is painted on the canvas
    void offer(boolean offered, boolean painting) {
        draw.setEnabled(offered);
        draw.setSelected(painting);
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
