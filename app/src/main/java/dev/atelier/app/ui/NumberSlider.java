package dev.atelier.app.ui;

import dev.atelier.app.observe.Subscription;
import dev.atelier.app.observe.Value;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.JComponent;
import javax.swing.JSlider;

/// A slider for the coarse and a field for the exact: the field takes any legal number, the slider
/// only the usual ones.
public final class NumberSlider {
    private static final int WIDTH = 56;

    private final ThemedPanel panel;
    private final JSlider slider;
    private final NumberField field;
    private final Range range;
    private boolean following;

    /// @param from usual range of the slider
    /// @param step of the slider
    /// @param reset where a double click on the track goes
    public record Range(double from, double to, double step, double reset) {}

    public NumberSlider(String name, Range range, NumberField field, Value<Double> value) {
        this(name, range, field, value, WIDTH);
    }

    /// @param width of the field in pixels
    public NumberSlider(
            String name, Range range, NumberField field, Value<Double> value, int width) {
        panel = ThemedPanel.clear("", "[grow,fill,0::]8[" + width + "!,fill]", "[28!]");
        this.range = range;
        this.field = field;
        int ticks = (int) Math.round((range.to - range.from) / range.step);
        slider = new JSlider(0, ticks);
        slider.setOpaque(false);
        slider.getAccessibleContext().setAccessibleName(name);
        slider.addChangeListener(event -> {
            if (!following) {
                value.set(rounded(range.from + slider.getValue() * range.step));
            }
        });
        slider.addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mouseClicked(MouseEvent event) {
                        if (event.getClickCount() == 2) {
                            value.set(range.reset);
                        }
                    }
                });
        // The thumb at either end is flush with the fields: the room around it is for its focus
        // ring.
        panel.add(slider, "h 28!,w 20:60:,wmin 0,pad 0 -4 0 4");
        panel.add(field.component(), "h 28!,wmin 0");
    }

    /// What tests find the slider by.
    public void name(String name) {
        slider.setName(name);
    }

    public JComponent component() {
        return panel;
    }

    /// Follows `value` until closed.
    public Subscription follow(Value<Double> value) {
        return value.bind(this::show);
    }

    private void show(double number) {
        following = true;
        slider.setValue((int) Math.round((number - range.from) / range.step));
        following = false;
        field.show(number);
    }

    /// Away with the dust of binary fractions.
    private static double rounded(double number) {
        return Math.round(number * 1e6) / 1e6;
    }
}
