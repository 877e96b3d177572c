package dev.atelier.app.lora;

import dev.atelier.app.draft.RecipeDraft;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.DropZone;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.cover.CoverGrid;
import dev.atelier.app.models.cover.LastUse;
import dev.atelier.app.models.cover.Tile;
import dev.atelier.app.models.cover.Tile.State;
import dev.atelier.app.models.cover.Tile.Style;
import dev.atelier.app.observe.Scope;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.DropHighlight;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.ItemRenderer;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Popover;
import dev.atelier.app.ui.popover.Sentence;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;

/// The LoRAs to choose from, in a popover beside the form: covers at the left, what is known about
/// the chosen one at the right. Focus begins in the search; arrows choose, Enter adds.
public final class LoraPicker {
    private static final int WIDTH = 912;
    private static final int NARROW = 616;

    /// Its head is whole from this width on.
    private static final int LEAST = 520;

    private static final int HEIGHT = 812;
    private static final int NARROW_BELOW = 1180;
    private static final int LOW_BELOW = 800;
    private static final int LEFT_OUT = 112;
    private static final int GAP = 4;
    private static final int EDGE = 8;
    private static final int TOP = 56;

    /// Whether those that do not fit are listed too.
    private static final List<Boolean> CHOICES = List.of(false, true);

    private final Messages messages = Messages.of(LoraPicker.class);
    private final Dependencies context;
    private final PickerModel model;
    private final Scope scope = new Scope();
    private final ThemedPanel content =
            ThemedPanel.clear("wrap 1", "[grow,fill]", "[56!]0[grow,fill]0[44!]");
    private final JTextField search = new JTextField();
    private final CoverGrid grid;
    private final LoraDetails details;
    private final JComponent list;
    private final ThemedPanel body =
            ThemedPanel.clear("insets 0 16 0 0", "[grow,fill]0[]", "[grow,fill]");
    private final JComponent choices;
    private final JButton more;
    private final JButton add;
    private final ThemedPanel hints = ThemedPanel.clear("gap 6", "", "[20!]");
    private boolean narrow;
    private boolean folded = true;
    private final JComponent none;
    private final JComponent reading;
    private Runnable close = () -> {};

    /// What it uses of the program around it.
    ///
    /// @param use draws with another checkpoint from now on
    public record Dependencies(
            RecipeDraft draft, LoraParts loras, Consumer<ModelRow> use, Tasks tasks) {}

    public LoraPicker(Dependencies context) {
        this.context = context;
        model = new PickerModel(context.loras.models(), context.loras.covers(), context.draft);
        grid =
                new CoverGrid(
                        context.tasks,
                        messages.text("picker.list"),
                        new CoverGrid.Shape(150, 2, 12, 108, "bg.overlay"));
        list = grid.scrolling();
        none = empty();
        reading = page(new Sentence(messages.text("empty.reading"), 420));
        grid.setName("lora-list");
        details = new LoraDetails(model, context, this::add);
        more = Buttons.secondary(messages.text("picker.details"), this::fold);
        add = Buttons.secondary(messages.text("picker.add"), () -> add(false));
        choices = Segment.on("bg.track", CHOICES, true, this::count, model.all()::set);
        content.setName("lora-picker");
        content.add(head(), "wmin 0");
        content.add(body, "wmin 0,hmin 0");
        content.add(foot(), "wmin 0");
        content.setTransferHandler(DropZone.taking(context.loras.folders()::add));
        DropHighlight.outline(content, content);
    }

    /// What is chosen takes the place of a tag instead of being added.
    public LoraPicker replacing(TagKey tag) {
        model.replace(tag);
        return this;
    }

    /// Opens it beside the form.
    ///
    /// @param plus what opened it, which gets the focus back
    /// @param column the form, which it covers only where there is no room beside it
    public void open(JComponent plus, JComponent column) {
        var popover = Popover.showAt(content, plus, search, window -> bounds(window, column));
        close =
                () -> {
                    popover.close();
                    plus.requestFocusInWindow();
                };
        scope.build(() -> {
            bind();
            return content;
        });
        content.addHierarchyListener(event -> {
            if (!content.isShowing() && !popover.isOpen()) {
                scope.close();
                details.close();
            }
        });
        PickerKeys.install(content, search, grid, model, this::add);
    }

    private Rectangle bounds(Dimension window, JComponent column) {
        var pane = SwingUtilities.getRootPane(column).getLayeredPane();
        var corner = SwingUtilities.convertPoint(column, column.getWidth() + GAP, 0, pane);
        int wanted = window.width <= NARROW_BELOW ? NARROW : WIDTH;
        int x = Math.min(corner.x, Math.max(EDGE, window.width - EDGE - LEAST));
        int width = Math.max(200, Math.min(wanted, window.width - x - EDGE));
        int most = window.height <= LOW_BELOW ? window.height - LEFT_OUT : HEIGHT;
        int top = Math.min(corner.y + TOP, TOP + TOP);
        int height = Math.min(most, window.height - top - EDGE);
        shape(width < WIDTH - 100);
        return new Rectangle(x, top, width, height);
    }

    /// In a narrow window the details take the place of the list.
    private void shape(boolean now) {
        narrow = now;
        boolean any = !model.offers().get().isEmpty();
        body.removeAll();
        if (!any) {
            body.add(models().read().get() ? none : reading, "wmin 0,hmin 0,growy");
        } else {
            if (!narrow || folded) {
                body.add(list, "cell 0 0,wmin 0,hmin 0,growy");
            }
            if (!narrow || !folded) {
                var place = narrow ? "cell 0 0,growx" : "cell 1 0,w 296!,gapleft 12";
                body.add(details.component(), place + ",hmin 0,growy");
            }
        }
        more.setVisible(narrow && any);
        add.setVisible(narrow && folded && any);
        hints.setVisible(!narrow);
        more.setText(messages.text(folded ? "picker.details" : "picker.covers"));
        body.revalidate();
        body.repaint();
    }

    private void fold() {
        folded = !folded;
        shape(narrow);
        (folded ? search : details.component()).requestFocusInWindow();
    }

    private void bind() {
        model.offers()
                .onChange(offers -> {
                    fill();
                    details.show();
                    arrived();
                });
        models().read().onChange(all -> shape(narrow));
        model.comparisons().onChange(count -> details.show());
        model.search().onChange(text -> fill());
        model.all().onChange(all -> fill());
        model.sort().onChange(sort -> fill());
        context.loras.covers().pictures().changes().onChange(count -> fill());
        context.draft
                .recipe()
                .onChange(recipe -> {
                    fill();
                    details.show();
                });
        grid.selected().bind(model.chosen()::set);
        grid.onUse(id -> add(false));
        model.chosen().onChange(id -> details.show());
        model.weight().bind(now -> words());
        model.chosen().onChange(now -> words());
        fill();
        arrived();
        details.show();
    }

    /// Those that were found in the folders after it was opened take the place of the empty page.
    private void arrived() {
        shape(narrow);
        if (grid.selected().get().isEmpty() && !grid.tiles().isEmpty()) {
            grid.choose(grid.tiles().getFirst().id());
        }
    }

    private LoraModel models() {
        return context.loras.models();
    }

    private void words() {
        add.setText(details.verb());
        add.setEnabled(model.offer().filter(it -> it.fit().usable()).isPresent());
    }

    private void add(boolean stay) {
        if (model.add() && !stay) {
            close.run();
        }
    }

    private JComponent head() {
        var head =
                ThemedPanel.clear(
                        "insets 0 16 0 12,gap 8",
                        "[80:300:300,grow 1,fill,shrinkprio 200][]8:push[150!][28!]",
                        "[56!]");
        search.setName("lora-search");
        search.putClientProperty("JTextField.placeholderText", messages.text("picker.search"));
        search.putClientProperty("JTextField.leadingIcon", Icons.leading("search"));
        search.getAccessibleContext().setAccessibleName(messages.text("picker.search"));
        search.getDocument().addDocumentListener(new OnEdit(this::find));
        head.add(search, "h 32!,wmin 80");
        head.add(choices, "h 28!");
        head.add(order(), "h 28!");
        var exit = Buttons.icon("close", messages.text("picker.close"), () -> close.run());
        exit.setName("lora-close");
        head.add(exit, "h 28!");
        return head;
    }

    private String count(boolean all) {
        return all
                ? messages.text("picker.all", model.count(true))
                : messages.text("picker.fits", family(), model.count(false));
    }

    private JComponent order() {
        var box = new JComboBox<>(PickerSort.values());
        box.setName("lora-sort");
        box.getAccessibleContext().setAccessibleName(messages.text("picker.sort"));
        box.setRenderer(
                new ItemRenderer<PickerSort>(
                        it -> messages.text("sort." + it.name().toLowerCase(Locale.ROOT))));
        box.addActionListener(
                event -> model.sort().set(box.getItemAt(Math.max(0, box.getSelectedIndex()))));
        return box;
    }

    /// What a LoRA is and where to put one.
    private JComponent empty() {
        var file = Buttons.secondary(messages.text("empty.add"), this::choose);
        file.setName("lora-add-file");
        file.setIcon(Icons.of("plus", 16, "text.secondary"));
        var page =
                page(
                        Label.strong(messages.text("empty.title")),
                        new Sentence(messages.text("empty.words"), 420),
                        new Sentence(messages.text("empty.where"), 420));
        page.add(file, "h 32!,gaptop 8");
        return page;
    }

    private static JComponent page(JComponent... lines) {
        var page =
                ThemedPanel.clear(
                        "insets 0 16 0 32,wrap 1,gap 8,alignx center,aligny center",
                        "[center]",
                        "");
        page.add(new JLabel(Icons.of(ModelKind.LORA.icon(), 24, "text.tertiary")));
        for (var line : lines) {
            page.add(line);
        }
        return page;
    }

    private void choose() {
        var chooser = new FileChooser();
        chooser.setDialogTitle(messages.text("empty.add"));
        chooser.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
        if (chooser.showOpenDialog(content) == JFileChooser.APPROVE_OPTION) {
            context.loras
                    .folders()
                    .add(chooser.getSelectedFile().toPath().toAbsolutePath().normalize());
            close.run();
        }
    }

    private JComponent foot() {
        var foot = new ThemedLine("insets 0 16 0 12,gap 8", "[]push[][][]", "[44!]");
        hint("hint.choose.key", "hint.choose");
        hint("hint.add.key", "hint.add");
        hint("hint.stay.key", "hint.stay");
        hint("hint.weigh.key", "hint.weigh");
        foot.add(hints);
        more.setName("lora-details");
        add.setName("lora-add-narrow");
        foot.add(more, "h 28!");
        var open = Buttons.quiet(messages.text("picker.models"), this::showModels);
        open.setIcon(Icons.of("external", 16, "text.secondary"));
        open.setName("lora-models");
        foot.add(open, "h 28!");
        foot.add(add, "h 28!");
        return foot;
    }

    private void hint(String key, String words) {
        hints.add(new KeyCap(messages.text(key)));
        hints.add(Label.small(messages.text(words)), "gapright 10");
    }

    private void showModels() {
        var offer = model.offer();
        close.run();
        offer.filter(LoraOffer::isHere).ifPresent(it -> context.loras.open().accept(it.row()));
    }

    private void fill() {
        Segment.words(choices, CHOICES, this::count);
        var listed = model.listed();
        var groups = new ArrayList<Tile.Group>();
        groups.add(new Tile.Group("", "", listed.fitting().stream().map(this::tile).toList()));
        if (!listed.others().isEmpty()) {
            groups.add(
                    new Tile.Group(
                            messages.text("picker.unfit", family()),
                            messages.text("picker.why", listed.others().size()),
                            listed.others().stream().map(this::tile).toList()));
        }
        grid.show(groups);
    }

    /// Of the recipe's model.
    private String family() {
        var base = context.loras.models().base();
        return base.map(ModelRow::briefFamily).orElse("");
    }

    private Tile tile(LoraOffer offer) {
        boolean in = model.inPrompt(Optional.of(offer)).isPresent();
        var covers = context.loras.covers();
        boolean usable = offer.fit().usable();
        var second = usable ? LastUse.words(covers.uses(offer).last()) : LoraWords.reason(offer);
        var look =
                new Style(
                        ModelKind.LORA.icon(),
                        "",
                        in ? messages.text("picker.in") : "",
                        "",
                        usable ? State.USUAL : State.UNSUITABLE);
        return new Tile(PickerModel.id(offer), offer.name(), second, covers.of(offer), look);
    }

    /// The first that matches is the one that Enter adds.
    private void find() {
        model.search().set(search.getText());
        if (!grid.tiles().isEmpty()) {
            grid.choose(grid.tiles().getFirst().id());
        }
    }
}
