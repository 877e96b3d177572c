package dev.atelier.app.control;

import dev.atelier.app.control.ScopeEditor.Part;
import dev.atelier.app.control.ScopeEditor.Target;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NumberField;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.Switch;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.control.ControlMaps;
import dev.atelier.control.Preprocessor;
import dev.atelier.control.Preprocessors;
import dev.atelier.control.Slider;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Passes;
import java.awt.Font;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.swing.JButton;
import javax.swing.JComponent;

/// What is seldom changed of a unit, folded to one line of its values.
final class ControlMore {
    private final Messages messages = Messages.of(ControlMore.class);
    private final ThemedPanel panel = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final ThemedPanel rows = ThemedPanel.clear("wrap 1", "[grow,fill,0::]", "");
    private final ControlParts parts;
    private final int unit;
    private final JButton fold;
    private final Label summary = Label.small("");
    private final Value<Balance> balance = Value.of(Balance.BALANCED);
    private final Value<Fit> fit = Value.of(Fit.CROP);
    private final Value<Passes> passes = Value.of(Passes.BOTH);
    private final MaskRow region;
    private final MaskRow repainted;
    private final JComponent repaintedLine;
    private final Value<Double> resolution = Value.of(Slider.RESOLUTION.value());
    private final NumberField field;
    private final Switch perfect;
    private boolean showing;

    ControlMore(ControlParts parts, int unit, String suffix) {
        this.parts = parts;
        this.unit = unit;
        fold = fold(suffix);
        perfect = new Switch(messages.text("control.perfect"));
        perfect.setName("control-perfect" + suffix);
        var legal =
                new NumberField.Limits(Slider.RESOLUTION.min(), Slider.RESOLUTION.max(), 8, true);
        field = new NumberField(messages.text("control.resolution"), legal, resolution::set);
        field.component().setName("control-resolution" + suffix);
        field.tip(messages.text("control.resolution.help"));
        parts.fields().add(field);
        var head = ThemedPanel.clear("", "[][grow,right]", "[24!]");
        head.add(fold, "h 24!");
        head.add(summary, "wmin 0");
        panel.add(head);
        row(
                "control.mode",
                "control.mode.help",
                segment("control-mode" + suffix, List.of(Balance.values()), balance));
        row(
                "control.fit",
                "control.fit.help",
                segment("control-fit" + suffix, List.of(Fit.values()), fit));
        row("control.perfect", "control.perfect.help", size());
        row(
                "control.hires",
                "control.hires.help",
                segment("control-hires" + suffix, List.of(Passes.values()), passes));
        region =
                mask(
                        "control-region" + suffix,
                        new MaskRow.Words(
                                messages.text("control.region.none"),
                                messages.text("control.region.help"),
                                messages.text("control.region.paint")),
                        Part.REGION);
        row("control.region", "control.region.help", region.component());
        repainted =
                mask(
                        "control-mask" + suffix,
                        new MaskRow.Words(
                                messages.text("control.mask.none"),
                                messages.text("control.mask.help"),
                                messages.text("control.mask.paint")),
                        Part.MASK);
        repaintedLine = row("control.mask", "control.mask.help", repainted.component());
        panel.add(rows, "gaptop 4");
        open(false);
        bind();
    }

    JComponent component() {
        return panel;
    }

    private JButton fold(String suffix) {
        var button =
                new JButton(messages.text("control.more")) {
                    @Override
                    public Font getFont() {
                        return TextStyle.LABEL.font(String.valueOf(getText()));
                    }
                };
        button.putClientProperty("JButton.buttonType", "toolBarButton");
        button.putClientProperty(
                "FlatLaf.style", "toolbar.margin: 0,0,0,4; toolbar.spacingInsets: 0,0,0,0");
        button.setIconTextGap(6);
        button.setName("control-fold" + suffix);
        button.addActionListener(event -> open(!rows.isVisible()));
        return button;
    }

    private void open(boolean open) {
        rows.setVisible(open);
        summary.setVisible(!open);
        fold.setIcon(Icons.of(open ? "chevron-down" : "chevron-right", 16, "text.tertiary"));
    }

    private <T extends Enum<T>> JComponent segment(String name, List<T> all, Value<T> value) {
        return Segment.following(name, all, this::words, value);
    }

    private String words(Enum<?> choice) {
        var of =
                switch (choice) {
                    case Fit _ -> "resize.";
                    case Passes _ -> "hires.";
                    default -> "mode.";
                };
        return messages.text(of + choice.name());
    }

    private MaskRow mask(String name, MaskRow.Words words, Part part) {
        return new MaskRow(
                parts.sources(),
                name,
                words,
                path -> edit(it -> it.with(part.in(it.scope(), path))),
                () -> parts.scopes().toggle(unit, part));
    }

    private JComponent size() {
        var row = ThemedPanel.clear("", "[grow,right]8[80!,fill]8[32!]", "[28!]");
        row.add(Label.small(messages.text("control.at")), "wmin 0");
        row.add(field.component(), "h 28!,wmin 0");
        row.add(perfect, "w 32!,h 20!");
        return row;
    }

    /// @return all of the row
    private JComponent row(String key, String help, JComponent control) {
        var row = ThemedPanel.clear("", ControlCard.COLUMNS, "[28!]");
        var label = Label.field(messages.text(key));
        label.setToolTipText(messages.text(help));
        row.add(label, "wmin 0");
        row.add(control, "h 28!,wmin 0");
        rows.add(row, "gapbottom 4,hidemode 3");
        return row;
    }

    private void bind() {
        balance.onChange(now -> edit(it -> it.withBalance(now)));
        fit.onChange(now -> edit(it -> it.withPreprocessing(it.preprocessing().withFit(now))));
        passes.onChange(now -> edit(it -> it.with(it.scope().withPasses(now))));
        resolution.bind(field::show);
        resolution.onChange(now ->
                edit(it ->
                        it.withPreprocessing(it.preprocessing().withResolution(now.intValue()))));
        parts.scopes()
                .target()
                .onChange(now -> {
                    if (unit < parts.units().all().size()) {
                        paints(parts.units().all().get(unit));
                    }
                });
        perfect.addActionListener(event ->
                edit(it ->
                        it.withPreprocessing(
                                it.preprocessing().withPixelPerfect(perfect.isSelected()))));
    }

    private void edit(UnaryOperator<ControlUnit> change) {
        if (!showing) {
            parts.units().change(unit, "", change);
        }
    }

    void show(ControlUnit now) {
        showing = true;
        var made = now.preprocessing();
        balance.set(now.balance());
        fit.set(made.fit());
        passes.set(now.scope().passes());
        region.show(now.scope().region());
        repainted.show(now.scope().mask());
        paints(now);
        perfect.setSelected(made.pixelPerfect());
        var preprocessor = Preprocessors.named(made.module());
        boolean masked = preprocessor.filter(Preprocessor::takesMask).isPresent();
        repaintedLine.setVisible(masked || !now.scope().mask().isEmpty());
        boolean used =
                preprocessor
                        .filter(it -> it.resolution() == Preprocessor.Resolution.USED)
                        .isPresent();
        int shown = resolution(now);
        resolution.set((double) shown); // which leaves alone what is being typed
        field.component().setEnabled(used && !made.pixelPerfect());
        perfect.setEnabled(used);
        summary.setText(summary(now, used ? " · " + shown + " px" : ""));
        showing = false;
    }

    private void paints(ControlUnit now) {
        var painted = parts.scopes().target().get();
        region.offer(true, painted.equals(Optional.of(new Target(unit, Part.REGION))));
        repainted.offer(
                ScopeEditor.takesMask(now),
                painted.equals(Optional.of(new Target(unit, Part.MASK))));
    }

    /// The values, those of its scope where they are not the usual ones.
    private String summary(ControlUnit now, String size) {
        var scope = now.scope();
        var all =
                new StringBuilder(words(now.balance()))
                        .append(" · ")
                        .append(words(now.preprocessing().fit()))
                        .append(size);
        if (scope.passes() != Passes.BOTH) {
            all.append(" · ").append(messages.text("only." + scope.passes()));
        }
        if (!scope.region().isEmpty()) {
            all.append(" · ").append(messages.text("control.region"));
        }
        return all.toString();
    }

    /// At which the map is drawn.
    private int resolution(ControlUnit now) {
        var made = now.preprocessing();
        var size = parts.draft().recipe().get().size();
        return parts.maps()
                .state(unit)
                .drawn()
                .filter(map -> made.pixelPerfect())
                .map(map -> ControlMaps.perfect(map.from(), made.fit(), size))
                .orElse((int) Slider.RESOLUTION.bounded(made.resolution()));
    }

    /// Gives up its field.
    void close() {
        parts.fields().remove(field);
    }
}
