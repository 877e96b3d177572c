package dev.atelier.app.mask;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.viewer.BrushSlider;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JToggleButton;

/// The tools below the canvas while a mask is painted or a picture is cut.
public final class MaskBar {
    private static final int FEATHER = 8;
    private static final int SLIDER = 200;

    private final Messages messages = Messages.of(MaskBar.class);
    private final ThemedPanel bar =
            ThemedPanel.block("bg.overlay", 10, "insets 4 6 4 6,gap 2,nogrid", "");
    private final Map<MaskTool, JToggleButton> toggles = new EnumMap<>(MaskTool.class);
    private final ThemedPanel whole = ThemedPanel.clear("gap 2", "", "");
    private final MaskEditor editor;

    public MaskBar(MaskEditor editor) {
        this.editor = editor;
        var group = new ButtonGroup(); // a click on the chosen one keeps it chosen
        for (var tool : MaskTool.values()) {
            var toggle =
                    Buttons.toggle(
                            tool.icon(),
                            messages.text("tool." + tool.name().toLowerCase(Locale.ROOT)));
            toggle.setName("tool-" + tool.name().toLowerCase(Locale.ROOT));
            toggle.addActionListener(event -> editor.choose(tool));
            group.add(toggle);
            toggles.put(tool, toggle);
            bar.add(toggle, "h 32!,hidemode 3");
        }
        bar.add(slider(), "w 110!,h 32!,gapleft 6,hidemode 3");
        whole.add(action("mask", "fill", mask -> mask.fill(true)), "h 32!");
        whole.add(action("swap", "invert", Mask::invert), "h 32!");
        whole.add(action("opacity", "feather", mask -> mask.feather(FEATHER)), "h 32!");
        whole.add(action("trash", "clear", mask -> mask.fill(false)), "h 32!");
        bar.add(whole, "gapleft 6,hidemode 3");
        var done = Buttons.quiet(messages.text("mask.done"), () -> editor.open().set(false));
        done.setName("mask-done");
        bar.add(done, "h 32!,gapleft 6");
        editor.tool()
                .bind(chosen ->
                        toggles.forEach((tool, toggle) -> toggle.setSelected(tool == chosen)));
        editor.changes().bind(now -> offer());
    }

    public JComponent component() {
        return bar;
    }

    /// Without a mask a picture can only be cut.
    private void offer() {
        toggles.forEach((tool, toggle) -> toggle.setVisible(editor.offers(tool)));
        whole.setVisible(editor.mask().isPresent());
    }

    private JComponent action(String icon, String key, Consumer<Mask> action) {
        var button = Buttons.icon(icon, messages.text("mask." + key), () -> editor.change(action));
        button.setName("mask-" + key);
        return button;
    }

    private JComponent slider() {
        var slider = new BrushSlider(editor.brush(), 2, SLIDER, messages.text("mask.size"));
        slider.setName("mask-size");
        slider.setFocusable(false);
        editor.changes().bind(now -> slider.setVisible(editor.mask().isPresent()));
        return slider;
    }
}
