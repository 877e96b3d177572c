package dev.atelier.app.source;

import dev.atelier.app.source.SourceModel.Kind;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.DropHighlight;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Toolkit;
import java.awt.image.BufferedImage;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.Timer;

/// The source's place in the recipe: drop, open or paste a picture; then look at it, mask it, make
/// pictures of its size, or let it go.
public final class SourcePane {
    private final Messages messages = Messages.of(SourcePane.class);
    private final ThemedPanel pane =
            ThemedPanel.clear("insets 4 0 8 0,wrap 1,hidemode 3", "[grow,fill]", "");
    private static final int REST_MILLIS = 250;

    private final SourceModel model;
    private final SourceEditor editor;
    private final PictureDrop drop;
    private final SourceThumb thumb;
    private final Label facts = Label.small("");

    public SourcePane(SourceModel model, SourceEditor editor, PictureDrop drop) {
        this.model = model;
        this.editor = editor;
        this.drop = drop;
        thumb = new SourceThumb(messages.text("source.drop"), this::click);
        facts.setName("source-facts");
        thumb.setTransferHandler(drop);
        pane.setTransferHandler(drop);
        pane.add(thumb, "h 96!");
        pane.add(bringing());
        pane.add(doing());
        editor.tools().picture().bind(this::show);
        // A mask changes with every stroke: the thumbnail follows when the hand rests.
        var later =
                new Timer(
                        REST_MILLIS,
                        event -> thumb.show(editor.tools().picture().get(), editor.tools().mask()));
        later.setRepeats(false);
        editor.tools().changes().onChange(now -> later.restart());
        DropHighlight.on(thumb, thumb::glow);
    }

    public JComponent component() {
        return pane;
    }

    private void show(Optional<BufferedImage> picture) {
        thumb.show(picture, editor.tools().mask());
        facts.setText(
                picture.map(image -> image.getWidth() + " × " + image.getHeight()).orElse(""));
    }

    private void click() {
        if (model.picture().get().isEmpty()) {
            choose();
        } else {
            editor.tools().open().set(!editor.tools().open().get());
        }
    }

    private JComponent bringing() {
        var row = ThemedPanel.clear("gap 4", "[][]push[]", "[28!]");
        row.add(named("source-open", Buttons.quiet(messages.text("source.open"), this::choose)));
        row.add(named("source-paste", Buttons.quiet(messages.text("source.paste"), this::paste)));
        row.add(facts, "wmin 0");
        return row;
    }

    private JComponent doing() {
        var row = ThemedPanel.clear("gap 4,hidemode 3", "[][][]push[]", "[28!]");
        var mask = named("source-mask", Buttons.quiet("", this::mask));
        row.add(mask);
        row.add(named("source-size", Buttons.quiet(messages.text("source.size"), this::adopt)));
        row.add(
                named(
                        "source-remove",
                        Buttons.icon("trash", messages.text("source.remove"), model::remove)));
        var whole =
                named(
                        "source-whole",
                        Buttons.quiet(messages.text("source.whole"), () -> editor.masked(false)));
        row.add(whole, "cell 1 0");
        model.kind()
                .bind(kind -> {
                    row.setVisible(kind != Kind.NOISE);
                    whole.setVisible(kind == Kind.MASKED);
                    mask.setText(
                            messages.text(
                                    kind == Kind.MASKED ? "source.edit-mask" : "source.mask"));
                });
        return row;
    }

    private static JButton named(String name, JButton button) {
        button.setName(name);
        return button;
    }

    private void mask() {
        if (model.kind().get() == Kind.MASKED) {
            editor.tools().open().set(true);
        } else {
            editor.masked(true);
        }
    }

    private void adopt() {
        editor.tools()
                .picture()
                .get()
                .ifPresent(image ->
                        model.adopt(SourceModel.near(image.getWidth(), image.getHeight())));
    }

    private void paste() {
        var contents = Toolkit.getDefaultToolkit().getSystemClipboard().getContents(null);
        if (contents == null || !drop.take(contents)) {
            facts.setText(messages.text("source.no-paste"));
        }
    }

    private void choose() {
        var chooser = new FileChooser();
        chooser.setDialogTitle(messages.text("source.open"));
        if (chooser.showOpenDialog(pane) == JFileChooser.APPROVE_OPTION) {
            editor.use(chooser.getSelectedFile().toPath());
        }
    }
}
