package dev.atelier.app.create;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.viewer.Canvas;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import javax.swing.Icon;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import org.jspecify.annotations.Nullable;

/// The line above the canvas: what it shows, a way back to what is made, and the zoom.
final class CanvasHead {
    /// Where less room than this is left of the title, it has the place of the zoom's number, and
    /// then of its buttons.
    private static final int ZOOM_FROM = 240;

    private static final int ZOOM_BUTTONS_FROM = 140;

    private final Messages messages = Messages.of(CanvasHead.class);
    private final ThemedPanel panel =
            ThemedPanel.clear("gap 4,hidemode 3", "[18!][][grow,fill,shp 200][][][][][]", "[32!]");
    private final JLabel icon = new JLabel();
    private final Label title = new Label("", TextStyle.STRONG, "text");
    private final Label facts = new Label("", TextStyle.BODY, "text.secondary");
    private final JButton back;
    private final Label zoom = new Label("", TextStyle.PILL, "text.secondary");
    private final JButton out;
    private final JButton in;

    /// @param follow leads back to the picture that is made
    CanvasHead(Canvas canvas, Runnable follow) {
        title.setName("canvas-title");
        panel.add(icon);
        panel.add(title, "wmin 0");
        panel.add(facts, "wmin 0,gapleft 6");
        back = Buttons.quiet(messages.text("canvas.live"), follow);
        back.setName("canvas-live");
        back.setToolTipText(messages.text("canvas.live.tip"));
        back.setIcon(Icons.of("play", 16, "accent.text"));
        back.setVisible(false);
        panel.add(back, "h 26!");
        zoom.setHorizontalAlignment(JLabel.CENTER);
        canvas.zoom().bind(z -> zoom.setText(Math.round(100 * z) + " %"));
        out = button("zoomout", "zoom-out", canvas::zoomOut);
        in = button("zoomin", "zoom-in", canvas::zoomIn);
        panel.add(out);
        panel.add(zoom, "w 48!");
        panel.add(in);
        panel.add(button("fit", "fit", canvas::fit));
        title.addPropertyChangeListener("text", event -> fit());
        var watch = new Watch();
        panel.addComponentListener(watch);
        back.addComponentListener(watch);
    }

    JComponent component() {
        return panel;
    }

    private JButton button(String icon, String key, Runnable action) {
        var button = Buttons.icon(icon, messages.text("canvas." + key), action);
        button.setName("canvas-" + key);
        return button;
    }

    private void fit() {
        int words = title.getPreferredSize().width;
        int live = back.isVisible() ? back.getPreferredSize().width : 0;
        int room = panel.getWidth() - words - live;
        zoom.setVisible(room >= ZOOM_FROM);
        out.setVisible(room >= ZOOM_BUTTONS_FROM);
        in.setVisible(room >= ZOOM_BUTTONS_FROM);
    }

    /// @param sign null for none
    /// @param words may be empty
    void title(@Nullable Icon sign, String words) {
        icon.setIcon(sign);
        title.setText(words);
    }

    /// Says more of it; the tip has what does not fit.
    void facts(String words) {
        facts.setText(words);
        facts.setToolTipText(words.isEmpty() ? null : words);
    }

    void offerBack(boolean offered) {
        back.setVisible(offered);
    }

    private final class Watch extends ComponentAdapter {
        @Override
        public void componentResized(ComponentEvent event) {
            fit();
        }

        @Override
        public void componentShown(ComponentEvent event) {
            fit();
        }

        @Override
        public void componentHidden(ComponentEvent event) {
            fit();
        }
    }
}
