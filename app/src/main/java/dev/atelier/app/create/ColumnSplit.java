package dev.atelier.app.create;

import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Splitter;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import javax.swing.JComponent;
import javax.swing.JSplitPane;

/// The form and the stage beside it. The width that a person gave the form is kept; in a narrow
/// window the form leaves the picture its bar, until there is room again. Event thread.
final class ColumnSplit {
    private static final int LEAST_COLUMN = 336;

    /// The bar of a picture as icons, with its margins.
    private static final int LEAST_STAGE = 288;

    private final Settings settings;
    private final JSplitPane split;
    private boolean fitting;

    private ColumnSplit(JSplitPane split, Settings settings) {
        this.split = split;
        this.settings = settings;
    }

    static JSplitPane of(JComponent column, JComponent stage, Settings settings) {
        var split = new Splitter(column, stage);
        split.setDividerLocation(settings.get(StudioSettings.CREATE_COLUMN));
        var it = new ColumnSplit(split, settings);
        split.addPropertyChangeListener(JSplitPane.DIVIDER_LOCATION_PROPERTY, event -> it.keep());
        split.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        it.fit();
                    }
                });
        return split;
    }

    private void keep() {
        if (!fitting) {
            settings.put(StudioSettings.CREATE_COLUMN, split.getDividerLocation());
        }
    }

    private void fit() {
        int most = Math.max(LEAST_COLUMN, split.getWidth() - LEAST_STAGE);
        int wanted = Math.min(most, settings.get(StudioSettings.CREATE_COLUMN));
        if (wanted != split.getDividerLocation()) { // Swing lays all out again for the same, too
            fitting = true;
            split.setDividerLocation(wanted);
            fitting = false;
        }
    }
}
