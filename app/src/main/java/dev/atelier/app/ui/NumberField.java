package dev.atelier.app.ui;

import java.awt.Dimension;
import java.awt.Insets;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;

/// A number that is typed. Up and Down step it, with Shift ten times as far. What is no legal
/// number stays in the field, outlined, and changes nothing; Escape and undo take it back.
public final class NumberField extends TypedField {
    private static final int LONGEST = 40;

    private static final int NARROWEST = 64;

    /// Digits begin where other fields have their edge: five fit into the narrowest field.
    private static final Insets MARGIN = new Insets(2, 2, 2, 8);

    private final Limits legal;
    private final Consumer<BigDecimal> change;
    private final Messages messages = Messages.of(NumberField.class);
    private BigDecimal shown = BigDecimal.ZERO;

    /// The look gives its least width to its own margin alone.
    private static final class Narrow extends JTextField {
        private static final long serialVersionUID = 1L;

        @Override
        public Dimension getPreferredSize() {
            var size = super.getPreferredSize();
            return new Dimension(Math.max(NARROWEST, size.width), size.height);
        }
    }

    /// @param whole only integers
    public record Limits(BigDecimal min, BigDecimal max, BigDecimal step, boolean whole) {
        public Limits(double min, double max, double step, boolean whole) {
            this(BigDecimal.valueOf(min), BigDecimal.valueOf(max), BigDecimal.valueOf(step), whole);
        }

        /// Whole numbers, which may have more digits than a double keeps.
        public static Limits whole(BigInteger min, BigInteger max) {
            return new Limits(new BigDecimal(min), new BigDecimal(max), BigDecimal.ONE, true);
        }

        boolean allows(BigDecimal number) {
            return number.compareTo(min) >= 0
                    && number.compareTo(max) <= 0
                    && (!whole || number.stripTrailingZeros().scale() <= 0);
        }
    }

    /// @param change receives each legal number the user sets
    public NumberField(String name, Limits legal, DoubleConsumer change) {
        this(name, legal, (Consumer<BigDecimal>) number -> change.accept(number.doubleValue()));
    }

    /// A field of whole numbers.
    ///
    /// @param change receives each legal number the user sets
    public static NumberField whole(String name, Limits legal, Consumer<BigInteger> change) {
        return new NumberField(
                name, legal, (Consumer<BigDecimal>) number -> change.accept(number.toBigInteger()));
    }

    private NumberField(String name, Limits legal, Consumer<BigDecimal> change) {
        super(new Narrow(), name, name);
        this.legal = legal;
        this.change = change;
        text.setHorizontalAlignment(SwingConstants.RIGHT);
        text.setMargin(MARGIN);
        selectWhenEntered();
        takeBackAt(KeyStroke.getKeyStroke(KeyEvent.VK_Z, InputEvent.CTRL_DOWN_MASK));
        step(KeyEvent.VK_UP, 0, 1);
        step(KeyEvent.VK_DOWN, 0, -1);
        step(KeyEvent.VK_UP, KeyEvent.SHIFT_DOWN_MASK, 10);
        step(KeyEvent.VK_DOWN, KeyEvent.SHIFT_DOWN_MASK, -10);
    }

    /// Shows a number that came from elsewhere.
    public void show(double number) {
        show(BigDecimal.valueOf(number));
    }

    /// Shows a whole number that came from elsewhere.
    public void show(BigInteger number) {
        show(new BigDecimal(number));
    }

    private void show(BigDecimal number) {
        shown = number;
        takeBack();
    }

    @Override
    String shown() {
        return plain(shown);
    }

    @Override
    void take() {
        var number = typed().orElseThrow();
        show(number);
        change.accept(number);
    }

    @Override
    String refusal() {
        var typed = typed();
        var words = text.getText().strip();
        if (typed.filter(legal::allows).isPresent()) {
            return "";
        }
        var from = plain(legal.min);
        var to = plain(legal.max);
        if (typed.isEmpty()) {
            return messages.text("number.none", words, from, to);
        }
        boolean inside =
                typed.get().compareTo(legal.min) >= 0 && typed.get().compareTo(legal.max) <= 0;
        return messages.text(inside ? "number.whole" : "number.outside", words, from, to);
    }

    /// A comma is a decimal point where people write it so.
    private Optional<BigDecimal> typed() {
        try {
            return Optional.of(number(text.getText().strip().replace(',', '.')));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void step(int key, int modifiers, int times) {
        Keys.on(
                text,
                KeyStroke.getKeyStroke(key, modifiers),
                () -> {
                    var next = shown.add(legal.step.multiply(BigDecimal.valueOf(times)));
                    text.setText(plain(next.max(legal.min).min(legal.max)));
                    commit();
                });
    }

    /// Reads a number; one with far more digits than any field takes is none.
    private static BigDecimal number(String typed) {
        var number = new BigDecimal(typed.length() > LONGEST ? "" : typed);
        if (Math.abs((long) number.precision() - number.scale()) > LONGEST) {
            throw new NumberFormatException(typed);
        }
        return number;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
