package dev.atelier.app.library.view;

import dev.atelier.app.library.export.PictureExport.Form;
import dev.atelier.app.library.export.PictureExport.Format;
import dev.atelier.app.library.export.PictureExport.Naming;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Popover;
import java.awt.Component;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JList;
import javax.swing.JSlider;
import javax.swing.JTextField;

/// Asks how and where pictures are exported.
final class ExportForm {
    private static final Integer[] SIDES = {0, 3840, 2048, 1536, 1024, 512};

    private final Messages messages = Messages.of(ExportForm.class);
    private final ThemedPanel form =
            ThemedPanel.clear("wrap 2,gap 8 8,hidemode 3", "[100!][grow,fill,380!]", "");
    private final Value<Format> format = Value.of(Format.SAME);
    private final Value<Sheet> sheet = Value.of(Sheet.NONE);
    private final JSlider quality = new JSlider(50, 100, Form.QUALITY);
    private final JComboBox<Integer> side = new JComboBox<>(SIDES);
    private final JCheckBox metadata;
    private final JCheckBox numbered;
    private final JCheckBox provenance;
    private final JTextField folder = new JTextField();
    private final JButton ok;
    private final Popover popover = new Popover(form);
    private final Consumer<Wanted> answer;

    /// An overview beside the copies.
    enum Sheet {
        NONE,
        PAGE,
        PICTURES
    }

    /// What was requested.
    record Wanted(Form form, Path folder, Sheet sheet, boolean provenance) {}

    /// @param before the folder that was used last
    ExportForm(Path before, Consumer<Wanted> answer) {
        this.answer = answer;
        folder.setText(before.toString());
        metadata = box("metadata", true);
        numbered = box("numbered", false);
        provenance = box("provenance", false);
        ok = new JButton(messages.text("export.go"));
        ok.setName("export-ok");
    }

    private JCheckBox box(String key, boolean on) {
        var box = new JCheckBox(messages.text("export." + key), on);
        box.setName("export-" + key);
        box.setOpaque(false);
        return box;
    }

    /// Opens beside a control.
    ///
    /// @param count how many pictures
    void show(JComponent below, int count) {
        form.add(Label.strong(messages.text("export.title", count)), "span,h 24!");
        row("format", segment("format.", List.of(Format.values()), format));
        row("quality", quality());
        row("side", side());
        row("sheet", segment("sheet.", List.of(Sheet.values()), sheet));
        form.add(metadata, "skip 1");
        form.add(numbered, "skip 1");
        form.add(provenance, "skip 1");
        row("folder", folder());
        form.add(ok, "skip 1,alignx right,growx 0,h 32!");
        ok.addActionListener(event -> go());
        popover.onEnter(ok);
        folder.getDocument().addDocumentListener(new OnEdit(this::check));
        check();
        popover.show(below, folder);
    }

    private void row(String key, JComponent control) {
        form.add(Label.field(messages.text("export." + key)), "h 28!");
        form.add(control, "wmin 0,h 28!");
    }

    private <T extends Enum<T>> JComponent segment(String key, List<T> all, Value<T> value) {
        return Segment.following(
                "bg.track",
                "export-" + key.replace(".", ""),
                all,
                it -> messages.text(key + it.name()),
                value);
    }

    private JComponent quality() {
        var row = ThemedPanel.clear("gap 8", "[grow,fill][64!,right]", "[28!]");
        var shown = Label.body("");
        quality.setName("export-quality");
        quality.setOpaque(false);
        quality.getAccessibleContext().setAccessibleName(messages.text("export.quality"));
        Runnable say =
                () ->
                        shown.setText(
                                format.get() == Format.WEBP && quality.getValue() == 100
                                        ? messages.text("export.lossless")
                                        : "" + quality.getValue());
        quality.addChangeListener(event -> say.run());
        format.bind(now -> {
            boolean lossy = now == Format.JPEG || now == Format.WEBP;
            quality.setEnabled(lossy);
            shown.color(lossy ? "text" : "text.disabled");
            say.run();
        });
        row.add(quality);
        row.add(shown);
        return row;
    }

    private JComponent side() {
        side.setName("export-side");
        side.setRenderer(new Sides(messages));
        side.getAccessibleContext().setAccessibleName(messages.text("export.side"));
        return side;
    }

    /// How many pixels the longer side has at most.
    private static final class Sides extends DefaultListCellRenderer {
        private final transient Messages messages;

        Sides(Messages messages) {
            this.messages = messages;
        }

        @Override
        public Component getListCellRendererComponent(
                JList<?> list, Object value, int index, boolean chosen, boolean focus) {
            boolean whole = Integer.valueOf(0).equals(value);
            var words = whole ? messages.text("export.whole") : messages.text("export.most", value);
            return super.getListCellRendererComponent(list, words, index, chosen, focus);
        }
    }

    private JComponent folder() {
        var row = ThemedPanel.clear("gap 4", "[grow,fill][]", "[28!]");
        folder.setName("export-folder");
        folder.getAccessibleContext().setAccessibleName(messages.text("export.folder"));
        var browse = Buttons.icon("folder", messages.text("export.browse"), this::browse);
        browse.setName("export-browse");
        row.add(folder, "wmin 0,h 28!");
        row.add(browse);
        return row;
    }

    private void browse() {
        var chooser = new FileChooser(new File(folder.getText()));
        chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
        chooser.setDialogTitle(messages.text("export.browse"));
        if (chooser.showOpenDialog(form) == JFileChooser.APPROVE_OPTION) {
            folder.setText(chooser.getSelectedFile().toString());
        }
    }

    private void check() {
        ok.setEnabled(!folder.getText().isBlank() && isPath(folder.getText().strip()));
    }

    private static boolean isPath(String text) {
        try {
            return Path.of(text).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void go() {
        if (!ok.isEnabled()) {
            return;
        }
        popover.close();
        var names = numbered.isSelected() ? Naming.NUMBERS : Naming.OWN;
        int longest = (Integer) side.getSelectedItem();
        answer.accept(
                new Wanted(
                        new Form(
                                format.get(),
                                metadata.isSelected(),
                                quality.getValue(),
                                longest,
                                names),
                        Path.of(folder.getText().strip()),
                        sheet.get(),
                        provenance.isSelected()));
    }
}
