package dev.atelier.app.control;

import dev.atelier.app.control.ControlMapsModel.View;
import dev.atelier.app.control.ControlMapsModel.What;
import dev.atelier.app.queue.Durations;
import dev.atelier.app.ui.DropHighlight;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Needed;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.ControlUnit;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.KeyStroke;
import javax.swing.TransferHandler;

/// The source and the map of a unit side by side, each with a line below.
final class ControlPictures {
    private static final int THUMB = 88;

    private final Messages messages = Messages.of(ControlPictures.class);
    private final ThemedPanel panel =
            ThemedPanel.clear(
                    "gap 8 2,wrap 2",
                    "[grow,fill,sg t,0::][grow,fill,sg t,0::]",
                    "[" + THUMB + "!,fill][18!]");
    private final ControlParts parts;
    private final int unit;
    private final ControlThumb source;
    private final ControlThumb map;
    private final PictureVerbs verbs;
    private final TransferHandler drop;
    private final Needed needed;
    private final Label sourceLine = Label.small("");
    private final Label mapLine = Label.small("");

    ControlPictures(ControlParts parts, int unit, String suffix) {
        this.parts = parts;
        this.unit = unit;
        drop = parts.sources().drops(this::use);
        source = new ControlThumb(messages.text("control.source"), this::clickSource);
        map = new ControlThumb(messages.text("control.map"), this::clickMap);
        source.setName("control-source" + suffix);
        map.setName("control-map" + suffix);
        sourceLine.setName("control-source-line" + suffix);
        mapLine.setName("control-map-line" + suffix);
        source.setTransferHandler(drop);
        map.setTransferHandler(drop);
        DropHighlight.on(source, source::glow);
        DropHighlight.on(map, source::glow); // what is dropped on either becomes the source
        for (int modifier : new int[] {InputEvent.CTRL_DOWN_MASK, InputEvent.META_DOWN_MASK}) {
            source.getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_V, modifier), "paste");
        }
        source.getActionMap().put("paste", TransferHandler.getPasteAction());
        verbs = new PictureVerbs(source, messages, suffix);
        verbs.add("folder", "control.choose", this::choose);
        verbs.add("image", "control.canvas", this::takeCanvas);
        verbs.add("close", "control.clear", this::clear);
        needed = new Needed(source, this::missing);
        parts.fields().add(needed);
        panel.add(source, "wmin 0");
        panel.add(map, "wmin 0");
        panel.add(sourceLine, "wmin 0");
        panel.add(mapLine, "wmin 0");
    }

    JComponent component() {
        return panel;
    }

    /// Lets pictures that fall beside the small ones be the source too: around the card a picture
    /// that is dropped replaces the whole recipe.
    void takeDropsOn(JComponent card) {
        card.setTransferHandler(drop);
        DropHighlight.on(card, source::glow);
    }

    /// A unit that counts needs a picture of its own, or one that the recipe starts from. What has
    /// no model yet is led there.
    private String missing() {
        var now = now();
        boolean bare = MapOrder.source(now, parts.draft().recipe().get()).isEmpty();
        boolean whole = Units.isOn(now) && !now.model().isEmpty();
        return bare && whole ? messages.text("control.bare", unit + 1) : "";
    }

    /// Gives up its field.
    void close() {
        parts.fields().remove(needed);
    }

    private void clickSource() {
        if (MapOrder.source(now(), parts.draft().recipe().get()).isEmpty()) {
            choose();
        } else {
            parts.maps().toggle(unit, What.SOURCE);
        }
    }

    private void clickMap() {
        switch (parts.maps().state(unit)) {
            case MapState.NoSource _ -> choose();
            case MapState.Failed(_, var gone, _) when gone -> choose();
            default -> parts.maps().toggle(unit, What.OVERLAY);
        }
    }

    private ControlUnit now() {
        return parts.units().all().get(unit);
    }

    void choose() {
        var chooser = new FileChooser();
        chooser.setDialogTitle(messages.text("control.choose"));
        if (chooser.showOpenDialog(panel) == JFileChooser.APPROVE_OPTION) {
            parts.sources().keep(chooser.getSelectedFile().toPath(), this::use);
        }
    }

    /// Takes the finished picture that the canvas shows.
    void takeCanvas() {
        var picture = parts.canvas().get();
        if (picture.isEmpty()) {
            parts.verbs().complain().accept(messages.text("control.canvas.none"));
        } else {
            parts.sources().keep(picture.get(), this::use);
        }
    }

    void paste() {
        var contents = Toolkit.getDefaultToolkit().getSystemClipboard().getContents(null);
        if (contents == null || !parts.sources().take(contents, this::use)) {
            parts.verbs().complain().accept(messages.text("control.paste.none"));
        }
    }

    void clear() {
        parts.units().change(unit, "", it -> it.withImage(""));
    }

    private void use(Path kept) {
        parts.units().change(unit, "", it -> it.withImage(kept.toString()));
    }

    /// Shows the unit as it is now, and where its map stands.
    void show(ControlUnit now) {
        var file = MapOrder.source(now, parts.draft().recipe().get());
        var state = parts.maps().state(unit);
        var drawn = state.drawn();
        verbs.has(!now.image().isEmpty());
        source.looked(looks(What.SOURCE));
        map.looked(looks(What.MAP) || looks(What.OVERLAY) || looks(What.PICTURE));
        map.busy(state instanceof MapState.Running);
        if (state instanceof MapState.Failed failed) {
            fail(failed, file);
            return;
        }
        var hint = messages.text("control.drop");
        source.show(drawn.map(it -> it.small().source()), file.isEmpty() ? hint : "");
        map.show(drawn.map(it -> it.small().map()), messages.text("control.map.none"));
        sourceLine.color("text.tertiary");
        sourceLine.setText(sourceWords(now, file, drawn));
        mapLine.color(isStale(state) ? "warn" : "text.tertiary");
        mapLine.setText(mapWords(state, now));
        sourceLine.setToolTipText(file.map(Path::toString).orElse(null));
        mapLine.setToolTipText(null);
    }

    private boolean looks(What what) {
        return parts.maps().look().get().equals(Optional.of(new View(unit, what)));
    }

    private void fail(MapState.Failed failed, Optional<Path> file) {
        boolean gone = failed.gone();
        var name = file.map(it -> String.valueOf(it.getFileName())).orElse("");
        sourceLine.setText(name);
        sourceLine.color(gone ? "error" : "text.tertiary");
        sourceLine.setToolTipText(file.map(Path::toString).orElse(null));
        if (gone) {
            source.fail(messages.text("control.gone"));
            map.show(Optional.empty(), messages.text("control.gone.way"));
        } else {
            source.show(failed.source(), "");
            map.fail(failed.why());
        }
        mapLine.setText("");
    }

    private static boolean isStale(MapState state) {
        return state instanceof MapState.Drawn(_, var current) && !current;
    }

    private String sourceWords(ControlUnit now, Optional<Path> file, Optional<DrawnMap> drawn) {
        if (file.isEmpty()) {
            return "";
        }
        if (now.image().isEmpty()) {
            return messages.text("control.start");
        }
        return ControlSources.isNamed(file.get())
                ? String.valueOf(file.get().getFileName())
                : drawn.map(it -> it.from().width() + " × " + it.from().height()).orElse("");
    }

    private String mapWords(MapState state, ControlUnit now) {
        return switch (state) {
            case MapState.NoSource _, MapState.Failed _ -> "";
            case MapState.Running(var before) ->
                    before.map(this::took).orElse(messages.text("control.drawing"));
            case MapState.Drawn(var map, var current) when current ->
                    LiveMap.isPlain(now.preprocessing().module())
                            ? messages.text("control.plain")
                            : took(map);
            case MapState.Drawn _ -> messages.text("control.stale");
        };
    }

    private String took(DrawnMap map) {
        double seconds = Math.max(10, map.took().toMillis()) / 1000.0;
        return messages.text(
                "control.drawn",
                seconds < 10
                        ? String.format(Locale.ROOT, "%.2f s", seconds)
                        : Durations.text(map.took()));
    }
}
