package dev.atelier.app.models;

import dev.atelier.app.models.cover.PicturesOf;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.ui.Bar;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.DropHighlight;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.ItemRenderer;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.WordsOrIcons;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JTextField;
import javax.swing.KeyStroke;

/// The models of this computer: kinds and folders, the files as rows, and what is known about the
/// chosen one. Folders are added by a button or dropped anywhere on the page.
public final class ModelsView {
    /// Below these widths of the page the details become a bar, and the kinds a combo box.
    private static final int DETAILS_FROM = 1168;

    private static final int KINDS_FROM = 1008;

    /// Below this height of the page the strip for drops leaves its room to the models; the whole
    /// page takes drops.
    private static final int ZONE_FROM = 480;

    /// Below this width the tools show icons for their words.
    private static final int WORDS_FROM = 700;

    private final Messages messages = Messages.of(ModelsView.class);
    private final ModelsModel models;
    private final ModelListModel list;
    private final FileActions actions;
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
    private final CopiesToggle copies;
    private final ThemedPanel copiesLine = ThemedPanel.clear("", "[]push", "[24!]");
    private final DropZone zone = new DropZone(messages.text("models.drop"));
    private final ModelCovers covers;
    private final ModelGrid grid;
    private final Value<GridOrder> order = Value.of(GridOrder.USED);
    private final Value<Boolean> asList;
    private final JComboBox<GridOrder> orders = new JComboBox<>(GridOrder.values());

    /// What the view uses of the program around it.
    ///
    /// @param rescanKey the key that looks for models again, empty for none
    public record Dependencies(
            Tasks tasks, Toasts toasts, Links links, Observed<String> rescanKey, Covered covered) {}

    /// What leads out of the page.
    ///
    /// @param use takes a model to where pictures are made
    /// @param search shows what of the user's pictures a query finds
    /// @param draw makes one picture with a model, which is its cover
    /// @param users what may draw with models, as it is now
    public record Links(
            Consumer<ModelRow> use,
            Consumer<String> search,
            Consumer<ModelRow> draw,
            Supplier<List<ModelUser>> users) {}

    /// What models look like.
    ///
    /// @param asList whether they are rows instead of covers
    public record Covered(PicturesOf pictures, Settings settings, Value<Boolean> asList) {}

    public ModelsView(ModelsModel models, Dependencies context) {
        this.models = models;
        rescanKey = context.rescanKey;
        list = new ModelListModel(models.rows());
        actions = new FileActions(context.tasks, context.toasts);
        covers = new ModelCovers(context.covered.pictures, context.covered.settings);
        asList = context.covered.asList;
        details = new ModelDetails(models, actions, covers, context.tasks, context.links);
        var verbs = verbs(context);
        grid = new ModelGrid(list, covers, order, context.tasks, verbs);
        table = new ModelTable(list, covers, messages, verbs);
        bar = new ModelBar(detailsOpen, covers, context.tasks, context.links.use);
        kinds = new KindColumn(models, list).component();
        kindBox = new KindBox(models, list).component();
        copies = new CopiesToggle(models, list);
        copiesLine.add(copies, "h 24!,wmin 0");
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
        covers.changes().onChange(count -> details.show(list.selected().get()));
        models.copies()
                .onChange(now -> {
                    details.show(list.selected().get());
                    arrange();
                });
        page.addHierarchyListener(event -> {
            if (page.isShowing()) {
                details.show(list.selected().get()); // what uses it may be another recipe now
            }
        });
        asList.bind(rows -> {
            table.component().setVisible(rows);
            grid.component().setVisible(!rows);
            orders.setVisible(!rows);
            page.revalidate();
        });
        page.setTransferHandler(DropZone.taking(models.folders()::add));
        DropHighlight.on(page, zone::glow);
        page.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        arrange();
                    }
                });
        key("ctrl F", filter::requestFocusInWindow);
    }

    private ModelVerbs verbs(Dependencies context) {
        var popovers = new ModelPopovers(covers, context.tasks);
        return new ModelVerbs(
                row -> {
                    if (row.choosable()) {
                        context.links.use.accept(row);
                    }
                },
                row -> {
                    if (asList.get()) {
                        popovers.label(row, table.rows(), table.place(row));
                    } else {
                        var covers = grid.grid();
                        var place = covers.place(row.file().toString());
                        popovers.label(row, covers, place.orElse(new Rectangle()));
                    }
                },
                row -> popovers.look(row, asList.get() ? table.rows() : grid.grid()),
                actions);
    }

    /// Gives what lists the models the keyboard.
    private void focusModels() {
        if (asList.get()) {
            table.focus();
        } else {
            grid.grid().requestFocusInWindow();
        }
    }

    /// What is shown beside the list, by the width there is.
    private void arrange() {
        boolean wide = page.getWidth() >= DETAILS_FROM;
        boolean chosen = list.selected().get().isPresent();
        details.component().setVisible(wide || (chosen && detailsOpen.get()));
        bar.component().setVisible(!wide && chosen);
        zone.setVisible((wide || !chosen) && page.getHeight() >= ZONE_FROM);
        kinds.setVisible(page.getWidth() >= KINDS_FROM);
        kindBox.setVisible(page.getWidth() < KINDS_FROM);
        copiesLine.setVisible(
                page.getWidth() < KINDS_FROM && models.copies().get().superfluous() > 0);
        page.revalidate();
    }

    /// Chooses a model, whatever is listed now.
    void reveal(ModelRow row) {
        list.showAll();
        list.kind().set(Optional.of(row.kind()));
        list.select(
                list.shown().get().stream().filter(it -> it.file().equals(row.file())).findFirst());
        focusModels();
    }

    /// What is wrong with a model's file, in words; empty where nothing is.
    public static String problem(ModelRow row) {
        return row.problem()
                .map(problem ->
                        Messages.of(ModelsView.class)
                                .text("problem." + problem.kind().id(), row.familyLabel()))
                .orElse("");
    }

    /// The same in few words.
    public static String brief(ModelRow row) {
        return row.problem()
                .map(problem -> Messages.of(ModelsView.class).text("brief." + problem.kind().id()))
                .orElse("");
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
                        "insets 12 16 16 16", "[0::,grow,fill]", "[32!]8[]0[]0[0::,grow,fill]8[]");
        middle.add(tools(), "cell 0 0");
        middle.add(reading(), "cell 0 1,gapbottom 4");
        middle.add(table.component(), "cell 0 3,wmin 0,hmin 0,growy");
        middle.add(grid.component(), "cell 0 3,wmin 0,hmin 0,growy");
        middle.add(copiesLine, "cell 0 2,flowy,gapbottom 4");
        middle.add(nothing(), "cell 0 2");
        middle.add(zone, "cell 0 4,wmin 0,h 40!");
        return middle;
    }

    private JComponent orders() {
        orders.setName("model-order");
        orders.getAccessibleContext().setAccessibleName(messages.text("order.title"));
        orders.setRenderer(
                new ItemRenderer<GridOrder>(
                        it -> messages.text("order." + it.name().toLowerCase(Locale.ROOT))));
        orders.addActionListener(
                event -> order.set(orders.getItemAt(Math.max(0, orders.getSelectedIndex()))));
        return orders;
    }

    private JComponent shapes() {
        return Segment.of(
                List.of(false, true),
                asList.get(),
                rows -> messages.text(rows ? "models.as-list" : "models.as-grid"),
                asList::set);
    }

    private JComponent tools() {
        var tools = ThemedPanel.clear("", "[]0[grow,fill]0[]8[]8[]8[]", "[32!]");
        tools.add(kindBox, "cell 0 0,h 32!,w 104:152:152,gapright 8");
        filter.setName("filter");
        filter.putClientProperty("JTextField.placeholderText", messages.text("models.filter"));
        filter.putClientProperty("JTextField.leadingIcon", Icons.leading("search"));
        filter.putClientProperty("JTextField.showClearButton", true);
        filter.getAccessibleContext().setAccessibleName(messages.text("models.filter"));
        filter.getDocument()
                .addDocumentListener(new OnEdit(() -> list.filter().set(filter.getText())));
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
        rescan.setIcon(Icons.of("reuse", 16, "text.secondary"));
        rescanKey.bind(key ->
                rescan.setToolTipText((messages.text("models.rescan") + "  " + key).strip()));
        rescan.setName("rescan");
        tools.add(filter, "cell 1 0,h 32!,wmin 96");
        tools.add(orders(), "cell 2 0,h 32!,w 104:148:148,gapleft 8");
        tools.add(shapes(), "cell 3 0,h 28!,wmin pref");
        tools.add(add, "cell 4 0,h 32!");
        tools.add(rescan, "cell 5 0,h 32!");
        WordsOrIcons.from(WORDS_FROM, tools);
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
        var all = Buttons.quiet(messages.text("models.show-all"), list::showAll);
        all.setName("show-all-models");
        row.add(all);
        list.shown().bind(rows -> row.setVisible(rows.isEmpty() && !models.rows().get().isEmpty()));
        return row;
    }

    private void choose() {
        var chooser = new FileChooser();
        chooser.setDialogTitle(messages.text("models.folders.choose"));
        chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
        if (chooser.showOpenDialog(page) == JFileChooser.APPROVE_OPTION) {
            Path folder = chooser.getSelectedFile().toPath();
            models.folders().add(folder.toAbsolutePath().normalize());
        }
    }

    private void key(String stroke, Runnable action) {
        Keys.on(
                page,
                JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT,
                KeyStroke.getKeyStroke(stroke),
                () -> true,
                action);
    }
}
