package dev.atelier.app.control;

import dev.atelier.app.control.ControlMapsModel.View;
import dev.atelier.app.control.ControlMapsModel.What;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Help;
import dev.atelier.image.Bitmap;
import java.awt.Component;
import java.awt.KeyboardFocusManager;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.JSlider;
import javax.swing.SwingUtilities;

/// What can be done with the map on the canvas: see it alone, over the picture or not at all, and
/// keep it.
public final class MapBar {
    private final Messages messages = Messages.of(MapBar.class);
    private final ThemedPanel bar =
            ThemedPanel.block("bg.overlay", 10, "insets 6 8 6 8,gap 8,nogrid,hidemode 3", "");
    private final ControlMapsModel maps;
    private final Value<What> what = Value.of(What.OVERLAY);
    private final JButton unit = Buttons.quiet("", this::units);
    private final JComponent opacity;
    private final JComponent redraw;
    private final JComponent edit;
    private final JComponent save;
    private final MapEditor editor;
    private boolean showing;

    public MapBar(MapEditor editor) {
        this.maps = editor.maps();
        this.editor = editor;
        unit.setName("map-unit");
        unit.setIcon(Icons.of("chevron-down", 16, "text.tertiary"));
        unit.setHorizontalTextPosition(JButton.LEADING);
        unit.setToolTipText(messages.text("map.unit"));
        opacity = opacity();
        var shows =
                Segment.following(
                        "bg.track",
                        "map",
                        List.of(What.PICTURE, What.MAP, What.OVERLAY),
                        it -> messages.text("map." + it.name().toLowerCase(Locale.ROOT)),
                        what);
        for (var cell : shows.getComponents()) {
            if (cell instanceof JComponent it) {
                it.setToolTipText(messages.text("map.cycle"));
            }
        }
        bar.add(shows, "h 28!");
        redraw = named("map-redraw", quiet("reuse", "map.redraw", this::redraw));
        edit = named("map-edit", quiet("edit", "map.edit", editor::edit));
        save = named("map-save", quiet("download", "map.save", this::save));
        var tools = new MapTools(editor).component();
        for (var part : List.of(unit, opacity, redraw, edit, save, tools)) {
            bar.add(part, "h 28!");
        }
        var close = Buttons.icon("close", messages.text("map.leave"), maps::leave);
        bar.add(named("map-leave", close), "h 28!");
        what.onChange(now -> {
            if (!showing) {
                maps.look().get().ifPresent(it -> maps.show(it.unit(), now));
            }
        });
        maps.look().bind(this::show);
        maps.changes().onChange(now -> show(maps.look().get()));
        editor.open()
                .bind(open -> {
                    boolean focused = hasFocus(tools);
                    tools.setVisible(open);
                    show(maps.look().get());
                    if (focused && !open) {
                        edit.requestFocusInWindow();
                    }
                });
    }

    public JComponent component() {
        return bar;
    }

    private static boolean hasFocus(JComponent part) {
        var owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
        return owner != null && SwingUtilities.isDescendingFrom(owner, part);
    }

    /// What stands above the canvas.
    public record Words(String title, String facts) {}

    /// What stands above the canvas while a unit is looked at.
    public static Words words(ControlMapsModel maps) {
        var look = maps.look().get();
        if (look.isEmpty()) {
            return new Words("", "");
        }
        var messages = Messages.of(MapBar.class);
        var key =
                switch (look.get().what()) {
                    case SOURCE -> "map.title.source";
                    case PICTURE -> "map.title.picture";
                    case MAP -> "map.title";
                    case OVERLAY -> "map.title.over";
                };
        var facts = maps.shown().map(map -> facts(map, title(maps), messages)).orElse("");
        return new Words(messages.text(key, look.get().unit() + 1), facts);
    }

    private static String facts(DrawnMap map, String title, Messages messages) {
        var size = map.map();
        return messages.text(
                map.lines() ? "map.facts.lines" : "map.facts",
                title,
                size.width(),
                size.height(),
                String.format(Locale.ROOT, "%.1f", 100 * map.light()));
    }

    /// The name of the unit that is looked at.
    public static String title(ControlMapsModel maps) {
        var units = maps.units().all();
        return maps.look()
                .get()
                .filter(it -> it.unit() < units.size())
                .map(it -> units.get(it.unit()).preprocessing().module())
                .map(ModuleChoices::title)
                .orElse("");
    }

    private static <C extends Component> C named(String name, C part) {
        part.setName(name);
        return part;
    }

    private JButton quiet(String icon, String words, Runnable action) {
        var button = Buttons.quiet(messages.text(words), action);
        button.setIcon(Icons.of(icon, 16, "text.secondary"));
        button.setRequestFocusEnabled(false);
        return button;
    }

    private JComponent opacity() {
        var row = ThemedPanel.clear("gap 6", "[][110!,fill][40!,right]", "[28!,center]");
        var slider = new JSlider(0, 100);
        slider.setName("map-opacity");
        slider.setOpaque(false);
        slider.setToolTipText(messages.text("map.opacity.help"));
        Help.on(slider, messages.text("map.opacity.help"));
        slider.getAccessibleContext().setAccessibleName(messages.text("map.opacity"));
        var percent = new Label("", TextStyle.LABEL, "text");
        percent.setName("map-percent");
        maps.opacity()
                .bind(now -> {
                    slider.setValue(now);
                    percent.setText(now + " %");
                });
        slider.addChangeListener(event -> maps.opacity().set(slider.getValue()));
        row.add(Label.field(messages.text("map.opacity")));
        row.add(slider, "h 28!");
        row.add(percent);
        return row;
    }

    private void show(Optional<View> look) {
        if (look.isEmpty()) {
            return;
        }
        showing = true;
        var now = look.get().what();
        what.set(now == What.SOURCE ? What.PICTURE : now);
        unit.setText(look.get().unit() + 1 + "   " + title(maps));
        boolean drawing = editor.open().get();
        opacity.setVisible(now == What.OVERLAY);
        unit.setVisible(!drawing);
        redraw.setVisible(!drawing);
        save.setVisible(!drawing);
        edit.setVisible(!drawing && editor.offered());
        showing = false;
    }

    private void units() {
        var menu = new JPopupMenu();
        var units = maps.units().all();
        for (int i = 0; i < units.size(); i++) {
            int at = i;
            var title = ModuleChoices.title(units.get(i).preprocessing().module());
            var item = new JMenuItem((i + 1) + "   " + title);
            item.setName("map-unit-" + (i + 1));
            item.addActionListener(event -> maps.show(at, what.get()));
            menu.add(item);
        }
        menu.show(unit, 0, unit.getHeight());
    }

    private void redraw() {
        maps.look().get().ifPresent(it -> maps.redraw(it.unit()));
    }

    /// Asks for a file and writes the map as the ControlNet sees it.
    private void save() {
        var map = maps.shown();
        if (map.isEmpty()) {
            return;
        }
        var chooser = new FileChooser();
        chooser.setDialogTitle(messages.text("map.save"));
        chooser.setSelectedFile(new File(messages.text("map.file")));
        if (chooser.showSaveDialog(bar) == JFileChooser.APPROVE_OPTION) {
            write(map.get().map(), free(chooser.getSelectedFile().toPath()));
        }
    }

    /// That name with an ending, and with a number where another file has it.
    private static Path free(Path wanted) {
        var name = String.valueOf(wanted.getFileName());
        var stem =
                name.toLowerCase(Locale.ROOT).endsWith(".png")
                        ? name.substring(0, name.length() - ".png".length())
                        : name;
        var file = wanted.resolveSibling(stem + ".png");
        for (int i = 2; Files.exists(file); i++) {
            file = wanted.resolveSibling(stem + "-" + i + ".png");
        }
        return file;
    }

    private void write(Bitmap map, Path file) {
        maps.tasks()
                .run(
                        "save-map",
                        task -> {
                            var bytes = new ByteArrayOutputStream();
                            ImageIO.write(map.translucent(), "png", bytes);
                            PictureFile.write(bytes.toByteArray(), file, true);
                            return file;
                        },
                        Tasks.Outcome.of(
                                maps.report()::saved,
                                failure -> maps.report().failed(FailureMessages.of(failure))));
    }
}
