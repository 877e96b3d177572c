package dev.atelier.app.viewer;

import dev.atelier.app.ui.popover.Help;
import javax.swing.JSlider;

/// Sets the size of a brush, and follows it. The keys `[` and `]` make brushes larger than it can.
public final class BrushSlider extends JSlider {
    private boolean following;

    /// @param most the largest size that it sets, pixels of the picture
    /// @param words what it is for, as a tooltip and for screen readers
    public BrushSlider(Brush brush, int least, int most, String words) {
        super(least, most);
        setOpaque(false);
        setToolTipText(words);
        Help.on(this, words);
        getAccessibleContext().setAccessibleName(words);
        brush.size().bind(this::follow);
        addChangeListener(event -> {
            if (!following) {
                brush.size().set((double) getValue());
            }
        });
    }

    private void follow(double size) {
        following = true;
        setValue((int) Math.round(size));
        following = false;
    }
}
