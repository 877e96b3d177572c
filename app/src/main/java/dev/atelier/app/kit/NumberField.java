package dev.atelier.app.kit;

import java.awt.event.ActionEvent;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyEvent;
import java.math.BigDecimal;
import java.util.function.DoubleConsumer;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;

/// A number that is typed. Up and Down step it, with Shift ten times as far. What is no legal
/// number stays in the field, outlined, and changes nothing.
public final class NumberField {
    private final JTextField text = new JTextField();
    private final Legal legal;
    private final DoubleConsumer change;
    private double shown;

    /// @param whole only integers
    public record Legal(double min, double max, double step, boolean whole) {
        boolean allows(double number) {
            return number >= min && number <= max && (!whole || number == Math.rint(number));
        }
    }

    /// @param change hears each legal number the user sets
    public NumberField(String name, Legal legal, DoubleConsumer change) {
        this.legal = legal;
        this.change = change;
        text.setName(name);
        text.setHorizontalAlignment(SwingConstants.RIGHT);
        text.getAccessibleContext().setAccessibleName(name);
        text.addActionListener(event -> commit());
        text.addFocusListener(
                new FocusAdapter() {
                    @Override
                    public void focusGained(FocusEvent event) {
                        text.selectAll();
                    }

                    @Override
                    public void focusLost(FocusEvent event) {
                        commit();
                    }
                });
        step(KeyEvent.VK_UP, 0, 1);
        step(KeyEvent.VK_DOWN, 0, -1);
        step(KeyEvent.VK_UP, KeyEvent.SHIFT_DOWN_MASK, 10);
        step(KeyEvent.VK_DOWN, KeyEvent.SHIFT_DOWN_MASK, -10);
    }

    public JComponent component() {
        return text;
    }

    public void tip(String words) {
        text.setToolTipText(words);
    }

    /// Shows a number that came from elsewhere.
    public void show(double number) {
        shown = number;
        text.putClientProperty("JComponent.outline", null);
        var plain = plain(number);
        if (!text.getText().equals(plain)) {
            text.setText(plain);
        }
    }

    /// Takes what is typed, if it is a legal number.
    public void commit() {
        try {
            double number = Double.parseDouble(text.getText().strip());
            if (legal.allows(number)) {
                show(number);
                change.accept(number);
                return;
            }
        } catch (NumberFormatException e) {
            // outlined below
        }
        text.putClientProperty("JComponent.outline", "error");
        text.repaint();
    }

    private void step(int key, int modifiers, int times) {
        var name = "step" + times;
        text.getInputMap().put(KeyStroke.getKeyStroke(key, modifiers), name);
        text.getActionMap()
                .put(
                        name,
                        new AbstractAction() {
                            @Override
                            public void actionPerformed(ActionEvent event) {
                                double next = shown + times * legal.step;
                                double inside = Math.clamp(next, legal.min, legal.max);
                                text.setText(plain(Math.round(inside * 1e6) / 1e6));
                                commit();
                            }
                        });
    }

    private static String plain(double number) {
        if (number == Math.rint(number)) {
            return Long.toString((long) number);
        }
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
