package dev.atelier.app.compare;

import dev.atelier.app.compare.CompareModel.Mode;
import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.source.PictureDrop;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.CopyDrop;
import dev.atelier.app.ui.DropHighlight;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.ItemRenderer;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.WordsOrIcons;
import dev.atelier.app.viewer.Canvas;
import java.awt.CardLayout;
import java.awt.KeyboardFocusManager;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import javax.swing.TransferHandler;
import net.miginfocom.swing.MigLayout;

/// Two pictures, seen one over the other or side by side, and beside them what sets them apart.
/// Event thread.
final class CompareView {
    private static final int PANEL = 360;

    /// Of the column with the numbers, where the page is narrower than [#WIDE].
    private static final int NARROW_PANEL = 260;

    private static final int WIDE = 1100;

    /// Most of the name of a picture.
    private static final int NAME = 180;

    /// The factor, and three buttons.
    private static final int ZOOMS = 48 + 3 * (4 + 28);

    /// Between the parts of the header.
    private static final int GAP = 8;

    /// Left and right of the pictures.
    private static final int EDGES = 32;

    /// Slow enough for eyes that flicker disturbs.
    private static final int BLINK_MILLIS = 500;

    /// The ways to look stand in the middle, between the names and the zoom.
    private static final String CENTRED = "[0::,grow,fill,sg ends][pref!][grow,right,sg ends]";

    /// They stand below these, where there is less room.
    private static final String ABOVE = "[0::,grow,fill][pref!][pref!]";

    private final Messages messages = Messages.of(CompareView.class);
    private final CompareModel model;
    private final CompareFeature.Repeat again;
    private final Consumer<Path> keep;
    private final SetStrip sets;
    private final CardLayout cards = new CardLayout();
    private final JPanel stage = new JPanel(cards);
    private final ThemedPanel page =
            ThemedPanel.ground("bg.canvas", "hidemode 3", "[grow,fill]0[]", "[grow,fill]");
    private final ThemedPanel header =
            ThemedPanel.clear("gap " + GAP + ",hidemode 3", CENTRED, "[36!]4[28!]");
    private final ThemedPanel sides =
            ThemedPanel.clear("gap 4", "[0::" + NAME + "][0::" + NAME + "][28!]", "[28!]");
    private final List<JButton> slots = new ArrayList<>();
    private final JComponent modes;
    private final JComboBox<Mode> modeBox = new JComboBox<>(Mode.values());
    private final Canvas canvas = new Canvas();
    private final Canvas beside = new Canvas();
    private final ComparePanel panel;
    private final ThemedPanel bar =
            ThemedPanel.block("bg.overlay", 10, "insets 4 6 4 12,gap 6,hidemode 3", "");
    private final ThemedPanel zooms =
            ThemedPanel.clear("gap 4", "push[48!,right][28!][28!][28!]", "[28!]");
    private final Timer blink = new Timer(BLINK_MILLIS, event -> flip());
    private boolean flipped;

    /// @param sets the pairs, where two sets are compared
    /// @param again takes the recipe of one of the pictures into the form
    /// @param exact makes one of them again in the most exact numbers
    /// @param keep stars the picture of a file, or takes its star away
    CompareView(
            CompareModel model,
            SetStrip sets,
            CompareFeature.Repeat again,
            Consumer<SuggestedChange.Step> exact,
            Consumer<Path> keep) {
        this.model = model;
        this.sets = sets;
        this.again = again;
        this.keep = keep;
        panel =
                new ComparePanel(
                        model,
                        step -> {
                            if (step.exact()) {
                                exact.accept(step);
                            } else {
                                again.make(step.recipe(), step.place());
                            }
                        });
        modes = modes(model);
        canvas.setName("compare-canvas");
        beside.setName("compare-canvas-b");
        canvas.pair(beside);
        canvas.work(new SliderTool(model));
        canvas.onKey(KeyEvent.VK_X, model::swap);
        canvas.onKey(KeyEvent.VK_B, this::flip);
        var middle =
                ThemedPanel.clear(
                        "insets 8 " + EDGES / 2 + " 12 " + EDGES / 2 + ",wrap 1,hidemode 3",
                        "[grow,fill]",
                        "[]8[grow,fill]12[40!][]");
        middle.add(header(), "wmin 0");
        stage.setOpaque(false);
        stage.add(canvases(), "canvas");
        stage.add(sets.table(), "table");
        middle.add(stage, "wmin 0,hmin 0");
        middle.add(foot(), "wmin 0");
        middle.add(sets.build(), "wmin 0,gaptop 8");
        sets.tabled().bind(this::tabled);
        PairKeys.on(page, sets.model());
        page.add(middle, "wmin 0,hmin 0");
        page.add(panel.component(), "hmin 0");
        page.setName("view-compare");
        page.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        arrange();
                    }
                });
        follow(model);
    }

    /// Shows the table or the pictures. What had the keyboard in one gives it to the other.
    private void tabled(boolean on) {
        var owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
        boolean inside = owner != null && SwingUtilities.isDescendingFrom(owner, stage);
        cards.show(stage, on ? "table" : "canvas");
        show();
        if (inside) {
            (on ? sets.rows() : canvas).requestFocusInWindow();
        }
    }

    private void follow(CompareModel model) {
        model.mode()
                .bind(now -> {
                    sets.tabled().set(false);
                    show();
                });
        for (var side : Side.values()) {
            model.picture(side)
                    .onChange(now -> {
                        show();
                        arrange(); // the names have other widths
                    });
        }
        model.map().onChange(now -> show());
        model.split().onChange(now -> show());
        model.opacity().onChange(now -> show());
        sets.model()
                .sets()
                .map(Optional::isPresent)
                .onChange(there -> {
                    if (there && page.isShowing()) {
                        focus(); // not where the sets were asked for
                    }
                });
    }

    JComponent component() {
        return page;
    }

    void focus() {
        canvas.requestFocusInWindow();
    }

    private void arrange() {
        int wide = page.getWidth() >= WIDE ? PANEL : NARROW_PANEL;
        ((MigLayout) page.getLayout())
                .setComponentConstraints(panel.component(), "w " + wide + "!,hmin 0");
        int room = page.getWidth() - wide - EDGES;
        // Of the buttons, for their row may keep what it was asked for while it is laid out.
        int names =
                28
                        + slots.stream()
                                .mapToInt(it -> Math.min(NAME, it.getPreferredSize().width) + 4)
                                .sum();
        int ways = modes.getPreferredSize().width;
        boolean listed = ways > room;
        boolean one = 2 * Math.max(names, ZOOMS) + ways + 2 * GAP <= room;
        modes.setVisible(!listed);
        modeBox.setVisible(listed);
        var layout = (MigLayout) header.getLayout();
        layout.setColumnConstraints(one ? CENTRED : ABOVE);
        layout.setComponentConstraints(
                modes, (one ? "cell 1 0" : "cell 0 1 3 1,growx 0,alignx center") + ",h 28!");
        // The names have the first row for themselves where there is least room.
        layout.setComponentConstraints(
                sides, (listed ? "cell 0 0 3 1,growx" : "cell 0 0") + ",wmin 0");
        layout.setComponentConstraints(zooms, listed ? "cell 2 1" : "cell 2 0");
        header.revalidate(); // also where its size stays
        page.revalidate();
    }

    private JComponent header() {
        sides.add(slot(Side.A), "wmin 0,h 28!");
        sides.add(slot(Side.B), "wmin 0,h 28!");
        sides.add(sets.ask(), "h 28!");
        header.add(sides, "cell 0 0,wmin 0");
        header.add(modes, "cell 1 0,h 28!");
        header.add(modeBox(), "cell 0 1,h 28!,w 128!,growx 0");
        var zoom = new Label("", TextStyle.PILL, "text.secondary");
        canvas.zoom().bind(z -> zoom.setText(Math.round(100 * z) + " %"));
        zooms.add(zoom);
        zooms.add(icon("zoomout", "compare.zoom-out", canvas::zoomOut), "h 26!");
        zooms.add(icon("zoomin", "compare.zoom-in", canvas::zoomIn), "h 26!");
        zooms.add(icon("fit", "compare.fit", canvas::fit), "h 26!");
        header.add(zooms, "cell 2 0");
        return header;
    }

    private JComponent modes(CompareModel model) {
        return Segment.following(
                "compare",
                List.of(Mode.values()),
                it -> messages.text("mode." + it.name()),
                model.mode());
    }

    /// The ways to look, where there is no room for them side by side.
    private JComponent modeBox() {
        modeBox.setName("compare-mode");
        modeBox.getAccessibleContext().setAccessibleName(messages.text("compare.mode"));
        modeBox.setRenderer(new ItemRenderer<Mode>(it -> messages.text("mode." + it)));
        model.mode().bind(modeBox::setSelectedItem);
        modeBox.addActionListener(
                event -> model.mode().set(modeBox.getItemAt(modeBox.getSelectedIndex())));
        return modeBox;
    }

    private JComponent icon(String icon, String key, Runnable action) {
        var button = Buttons.icon(icon, messages.text(key), action);
        button.setName(key.replace('.', '-'));
        return button;
    }

    /// One of the two pictures by its name; a click chooses another file.
    private JButton slot(Side side) {
        var slot = Buttons.quiet("", () -> choose(side));
        slots.add(slot);
        slot.setName("compare-open-" + side);
        slot.setIcon(Icons.of("image", 16, "text.secondary"));
        model.picture(side)
                .bind(picture -> {
                    var name = picture.map(ComparedPicture::name);
                    slot.setText(side + "  " + name.orElse(messages.text("compare.open")));
                    var place = SideLabel.of(side, picture, messages).place();
                    slot.setToolTipText(
                            picture.map(it -> it.file() + ", " + it.size())
                                    .map(it -> place.isEmpty() ? it : it + ", " + place)
                                    .orElse(messages.text("compare.open.tip")));
                });
        return slot;
    }

    private void choose(Side side) {
        var chooser = new FileChooser();
        model.picture(side)
                .get()
                .map(ComparedPicture::file)
                .ifPresent(file -> chooser.setCurrentDirectory(file.toFile().getParentFile()));
        chooser.setDialogTitle(messages.text("compare.choose", side));
        if (chooser.showOpenDialog(page) == JFileChooser.APPROVE_OPTION) {
            model.take(side, chooser.getSelectedFile().toPath());
        }
    }

    private JComponent canvases() {
        var both = ThemedPanel.clear("hidemode 3,gap 8", "", "[grow,fill]");
        both.add(canvas, "w 0:100:,hmin 0,grow,push"); // equal widths, whatever they show
        both.add(beside, "w 0:100:,hmin 0,grow,push");
        drop(canvas, Optional.empty());
        drop(beside, Optional.of(Side.B));
        canvas.veil((g, box) -> SideLabels.paint(g, canvas, box, labels()));
        beside.veil((g, box) ->
                SideLabels.paint(g, beside, box, List.of(label(Side.B), Optional.empty())));
        return both;
    }

    /// What stands at the left and at the right of the first canvas.
    private List<Optional<SideLabel>> labels() {
        return switch (model.mode().get()) {
            case SLIDER -> List.of(label(Side.A), label(Side.B));
            case SIDE -> List.of(label(Side.A), Optional.empty());
            case BLINK -> List.of(label(flipped ? Side.B : Side.A), Optional.empty());
            case OPACITY, DIFFERENCE -> List.of(Optional.empty(), Optional.empty());
        };
    }

    private Optional<SideLabel> label(Side side) {
        return Optional.of(SideLabel.of(side, model.picture(side).get(), messages));
    }

    /// What a screen reader says of the pictures.
    private void describe(Canvas on, Side... sides) {
        on.getAccessibleContext()
                .setAccessibleDescription(
                        Stream.of(sides)
                                .map(it -> SideLabel.of(it, model.picture(it).get(), messages))
                                .map(SideLabel::words)
                                .collect(Collectors.joining(", ")));
    }

    private void drop(Canvas onto, Optional<Side> side) {
        onto.setTransferHandler(
                new TransferHandler() {
                    @Override
                    public boolean canImport(TransferSupport support) {
                        CopyDrop.request(support);
                        return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor);
                    }

                    @Override
                    public boolean importData(TransferSupport support) {
                        return dropped(PictureDrop.files(support.getTransferable()), side);
                    }
                });
        DropHighlight.on(onto, onto::glow);
    }

    /// Two files become the pair, two folders two sets.
    private boolean dropped(List<Path> files, Optional<Side> side) {
        if (files.size() == 2 && files.stream().allMatch(Files::isDirectory)) {
            sets.compare(files.getFirst(), files.getLast());
        } else if (files.size() >= 2) {
            model.take(Side.A, files.get(0));
            model.take(Side.B, files.get(1));
        } else if (files.size() == 1) {
            side.ifPresentOrElse(
                    it -> model.take(it, files.getFirst()),
                    () -> model.pick(files.getFirst(), taken -> {}));
        }
        return !files.isEmpty();
    }

    private JComponent foot() {
        var foot = ThemedPanel.clear("", "[grow,center]", "[40!]");
        bar.add(quiet("swap", "compare.swap", model::swap), "h 32!");
        bar.add(use(Side.A, "compare.use-a"), "h 32!");
        bar.add(use(Side.B, "compare.use-b"), "h 32!");
        bar.add(keep(Side.A, "compare.keep-a"), "h 32!");
        bar.add(keep(Side.B, "compare.keep-b"), "h 32!");
        bar.add(share("compare.slider", Mode.SLIDER), "h 32!,wmin 0");
        bar.add(share("compare.opacity", Mode.OPACITY), "h 32!,wmin 0");
        foot.add(bar, "h 40!,wmin 0");
        WordsOrIcons.of(bar, foot);
        return foot;
    }

    private JButton quiet(String icon, String key, Runnable action) {
        var button = Buttons.quiet(messages.text(key), action);
        button.setName(key.replace('.', '-'));
        button.setIcon(Icons.of(icon, 16, "text.secondary"));
        button.setRequestFocusEnabled(false);
        return button;
    }

    /// The slider of one way to look, which only that way shows.
    private JComponent share(String key, Mode mode) {
        var value = mode == Mode.SLIDER ? model.split() : model.opacity();
        var row =
                ThemedPanel.clear(
                        "gap 8,insets 0 12 0 0", "[][60:160:160,grow,fill][40!,right]", "[32!]");
        var slider = new JSlider(0, 100);
        slider.setOpaque(false);
        slider.setName(key.replace('.', '-'));
        slider.getAccessibleContext().setAccessibleName(messages.text(key));
        slider.addChangeListener(event -> value.set(slider.getValue() / 100.0));
        var percent = Label.body("");
        value.bind(now -> {
            int rounded = (int) Math.round(100 * now);
            if (slider.getValue() != rounded) {
                slider.setValue(rounded);
            }
            percent.setText(rounded + " %");
        });
        row.add(Label.small(messages.text(key)));
        row.add(slider);
        row.add(percent);
        model.mode().bind(now -> row.setVisible(now == mode));
        return row;
    }

    /// Takes the recipe of one of them, where its file has one.
    private JComponent use(Side side, String key) {
        var button = quiet("reuse", key, () -> use(side));
        WordsOrIcons.keep(button, side.name());
        model.picture(side)
                .bind(it -> button.setEnabled(it.flatMap(ComparedPicture::recipe).isPresent()));
        return button;
    }

    /// Stars one of them.
    private JComponent keep(Side side, String key) {
        var button =
                quiet(
                        "star",
                        key,
                        () -> model.picture(side).get().ifPresent(it -> keep.accept(it.file())));
        WordsOrIcons.keep(button, side.name());
        return button;
    }

    private void use(Side side) {
        model.picture(side)
                .get()
                .flatMap(ComparedPicture::recipe)
                .ifPresent(it -> again.make(it, Optional.empty()));
    }

    private void flip() {
        if (model.mode().get() == Mode.BLINK && page.isShowing()) {
            flipped = !flipped;
            show();
        }
    }

    private void show() {
        var mode = model.mode().get();
        var a = model.picture(Side.A).get().map(ComparedPicture::image);
        var b = model.picture(Side.B).get().map(ComparedPicture::image);
        if (mode == Mode.BLINK && a.isPresent() && b.isPresent()) {
            blink.start();
        } else {
            blink.stop();
        }
        bar.setVisible(a.isPresent() && b.isPresent() && !sets.tabled().get());
        beside.setVisible(mode == Mode.SIDE);
        second(mode, b.filter(it -> a.isPresent()));
        if (mode == Mode.DIFFERENCE && a.isPresent() && b.isPresent()) {
            difference();
        } else {
            put(canvas, a.or(() -> mode == Mode.SIDE ? Optional.empty() : b));
        }
        put(beside, b);
        if (mode == Mode.SIDE) {
            describe(canvas, Side.A);
        } else {
            describe(canvas, Side.A, Side.B);
        }
        describe(beside, Side.B);
    }

    private void second(Mode mode, Optional<BufferedImage> b) {
        double from = mode == Mode.SLIDER ? model.split().get() : 0;
        double opacity =
                switch (mode) {
                    case SLIDER -> 1;
                    case BLINK -> flipped ? 1 : 0;
                    case OPACITY -> model.opacity().get();
                    case SIDE, DIFFERENCE -> 0;
                };
        canvas.second(b.filter(it -> opacity > 0).map(it -> new Canvas.Second(it, from, opacity)));
    }

    private void difference() {
        var map = model.map().get();
        if (map.isPresent()) {
            put(canvas, map);
        } else if (model.comparison().get().isPresent()) {
            canvas.clear(messages.text("compare.sizes"), messages.text("compare.sizes.hint"));
        } else {
            canvas.clear(messages.text("compare.busy"), "");
        }
    }

    private void put(Canvas onto, Optional<BufferedImage> picture) {
        picture.ifPresentOrElse(
                it -> onto.show(it, it.getWidth(), it.getHeight()),
                () ->
                        onto.clear(
                                messages.text("compare.empty"),
                                messages.text("compare.empty.hint")));
    }
}
