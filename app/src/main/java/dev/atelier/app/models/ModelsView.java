package dev.atelier.app.models;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.ui.Bar;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.event.ActionEvent;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/// The models of this computer: kinds and folders, the files as rows, and what is known about the
/// chosen one. Folders are added by a button or dropped anywhere on the page.
public final class ModelsView {
    /// Below these widths of the page the details become a bar, and the kinds a combo box.
    private static final int DETAILS_FROM = 1168;

    private static final int KINDS_FROM = 1008;

    private final Messages messages = Messages.of(ModelsView.class);
    private final ModelsModel models;
    private final ModelListModel list;
    private final FileActions acts;
    private final ModelDetails details;
    private final JTextField filter = new JTextField();
    private final ModelTable table;
    private final Observed<String> rescanKey;
    private final ThemedPanel page =
            ThemedPanel.ground(
                    "bg.window", "", "[pref!,fill]0[grow,fill]0[pref!,fill]", "[grow,fill]0[]");
    private final Value<Boolean> detailsOpen = Value.of(false);
    private final ModelBar bar;
    private final JComponent kinds;
    private final JComponent kindBox;

    /// What the view uses of the program around it.
    ///
    /// @param use takes a model to where pictures are made
    /// @param rescanKey the key that looks for models again, empty for none
    public record Dependencies(
            Tasks tasks, Toasts toasts, Consumer<ModelRow> use, Observed<String> rescanKey) {}

    public ModelsView(ModelsModel models, Dependencies around) {
        this.models = models;
        rescanKey = around.rescanKey;
        list = new ModelListModel(models.rows());
        acts = new FileActions(around.tasks, around.toasts);
        details = new ModelDetails(models, acts, around.use);
        table = new ModelTable(list, messages, new ModelTable.Verbs(around.use, acts));
        bar = new ModelBar(detailsOpen, around.use);
        kinds = new KindColumn(models, list).component();
        kindBox = new KindBox(models, list).component();
        page.setName("view-models");
        page.add(kinds, "cell 0 0 1 2,w 224!");
        page.add(middle(), "cell 1 0,wmin 0,hmin 0");
        page.add(bar.component(), "cell 1 1,h " + ModelBar.HEIGHT + "!,growx,wmin 0");
        page.add(details.component(), "cell 2 0 1 2,w 360!");
        list.selected()
                .bind(row -> {
                    details.show(row);
                    bar.show(row);
                    arrange();
                });
        detailsOpen.onChange(open -> arrange());
        arrange();
        page.setTransferHandler(DropZone.taking(models.folders()::add));
        page.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        arrange();
                    }
                });
        key("ctrl F", filter::requestFocusInWindow);
    }

    /// What is shown beside the list, by the width there is.
    private void arrange() {
        boolean wide = page.getWidth() >= DETAILS_FROM;
        boolean chosen = list.selected().get().isPresent();
        details.component().setVisible(wide || (chosen && detailsOpen.get()));
        bar.component().setVisible(!wide && chosen);
        kinds.setVisible(page.getWidth() >= KINDS_FROM);
        kindBox.setVisible(page.getWidth() < KINDS_FROM);
        page.revalidate();
    }

    /// Chooses a model, whatever is listed now.
    void reveal(ModelRow row) {
        list.filter().set("");
        list.kind().set(Optional.of(row.kind()));
        list.select(
                list.shown().get().stream().filter(it -> it.file().equals(row.file())).findFirst());
        table.focus();
    }

    /// What is wrong with a model's file, in words; empty where nothing is.
    public static String trouble(ModelRow row) {
        return row.problem()
                .map(problem ->
                        Messages.of(ModelsView.class)
                                .text("trouble." + problem.trouble().id(), row.family()))
                .orElse("");
    }

    /// The same in few words.
    public static String brief(ModelRow row) {
        return row.problem()
                .map(problem ->
                        Messages.of(ModelsView.class).text("brief." + problem.trouble().id()))
                .orElse("");
    }

    /// A family as short as people say it, such as `SD 1` and `SDXL`.
    public static String family(String family) {
        return family.replace("Stable Diffusion XL", "SDXL").replace("Stable Diffusion", "SD");
    }

    public JComponent component() {
        return page;
    }

    /// Takes the keyboard to the filter.
    public void focus() {
        filter.requestFocusInWindow();
    }

    private JComponent middle() {
        var middle =
                ThemedPanel.clear(
                        "insets 12 16 16 16",
                        "[grow,fill]",
                        "[32!]8[]0[0:pref,fill]0[]8[96:96:,grow,fill]");
        middle.add(tools(), "cell 0 0");
        middle.add(reading(), "cell 0 1,gapbottom 4");
        middle.add(table.component(), "cell 0 2,wmin 0,hmin 0");
        middle.add(nothing(), "cell 0 3");
        middle.add(new DropZone(dropLines()), "cell 0 4,wmin 0");
        return middle;
    }

    private List<String> dropLines() {
        return List.of(messages.text("models.drop"), messages.text("models.drop.known"));
    }

    private JComponent tools() {
        var tools = ThemedPanel.clear("", "[]0[grow,fill]8[]8[]", "[32!]");
        tools.add(kindBox, "cell 0 0,h 32!,w 152!,gapright 8");
        filter.setName("filter");
        filter.putClientProperty("JTextField.placeholderText", messages.text("models.filter"));
        filter.putClientProperty("JTextField.leadingIcon", Icons.leading("search"));
        filter.putClientProperty("JTextField.showClearButton", true);
        filter.getAccessibleContext().setAccessibleName(messages.text("models.filter"));
        filter.getDocument().addDocumentListener(new Typed());
        list.filter()
                .onChange(now -> {
                    if (!now.equals(filter.getText())) {
                        filter.setText(now);
                    }
                });
        var add = Buttons.secondary(messages.text("models.add"), this::choose);
        add.setIcon(Icons.of("plus", 16, "text.secondary"));
        add.setName("add-folder");
        var rescan = Buttons.secondary(messages.text("models.rescan"), models::refresh);
        rescanKey.bind(key ->
                rescan.setToolTipText((messages.text("models.rescan") + "  " + key).strip()));
        rescan.setName("rescan");
        tools.add(filter, "cell 1 0,h 32!,wmin 0");
        tools.add(add, "cell 2 0,h 32!");
        tools.add(rescan, "cell 3 0,h 32!");
        return tools;
    }

    /// How far a scan is, while it reads files.
    private JComponent reading() {
        var row = ThemedPanel.block("bg.raised", 8, "insets 8 12 8 8,gap 12", "[][grow,fill][][]");
        var bar = new Bar();
        var count = Label.small("");
        row.add(Label.body(messages.text("models.reading")));
        row.add(bar, "h 16!");
        row.add(count);
        var stop = Buttons.icon("close", messages.text("models.stop"), models::cancel);
        stop.setName("stop-reading");
        row.add(stop, "h 26!");
        models.progress()
                .bind(step -> {
                    row.setVisible(step.isPresent());
                    step.ifPresent(now -> {
                        bar.share(now.fraction());
                        count.setText(now.text());
                    });
                });
        return row;
    }

    /// In the place of rows where none match.
    private JComponent nothing() {
        var row = ThemedPanel.clear("insets 0 16 0 16", "[]12[]", "[48!]");
        row.add(Label.field(messages.text("models.nothing")));
        var all =
                Buttons.quiet(
                        messages.text("models.show-all"),
                        () -> {
                            list.filter().set("");
                            list.kind().set(Optional.empty());
                        });
        all.setName("show-all-models");
        row.add(all);
        list.shown().bind(rows -> row.setVisible(rows.isEmpty() && !models.rows().get().isEmpty()));
        return row;
    }

    private void choose() {
        var chooser = new JFileChooser();
        chooser.setDialogTitle(messages.text("models.folders.choose"));
        chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
        if (chooser.showOpenDialog(page) == JFileChooser.APPROVE_OPTION) {
            Path folder = chooser.getSelectedFile().toPath();
            models.folders().add(folder.toAbsolutePath().normalize());
        }
    }

    private void key(String stroke, Runnable act) {
        page.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
                .put(KeyStroke.getKeyStroke(stroke), stroke);
        page.getActionMap()
                .put(
                        stroke,
                        new AbstractAction() {
                            @Override
                            public void actionPerformed(ActionEvent event) {
                                act.run();
                            }
                        });
    }

    private final class Typed implements DocumentListener {
        @Override
        public void insertUpdate(DocumentEvent event) {
            list.filter().set(filter.getText());
        }

        @Override
        public void removeUpdate(DocumentEvent event) {
            list.filter().set(filter.getText());
        }

        @Override
        public void changedUpdate(DocumentEvent event) {
            // Attributes only.
        }
    }
}
