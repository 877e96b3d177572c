package dev.atelier.app.ui;

import dev.atelier.app.observe.Value;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyEvent;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.swing.JComponent;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;
import org.jspecify.annotations.Nullable;

/// Two numbers on a slider and in one field, such as `0–80 %`. What is no legal span stays in the
/// field, outlined, and changes nothing; Escape takes it back.
public final class RangeField implements Typed {
    private static final Pattern SPAN =
            Pattern.compile(
                    "\\s*(\\d{1,6}(?:[.,]\\d{0,6})?)\\s*(?:[-–—:]|\\s)\\s*"
                            + "(\\d{1,6}(?:[.,]\\d{0,6})?)\\s*%?\\s*");

    private final Messages messages = Messages.of(RangeField.class);
    private final ThemedPanel panel;
    private final JTextField text = new JTextField();
    private final RangeSlider.Scale scale;
    private final Value<Span> value;
    private final String unit;
    private @Nullable String tip;

    /// @param name of the field; its thumbs are called after it
    public RangeField(
            String name,
            Span.Words words,
            RangeSlider.Scale scale,
            Format look,
            Value<Span> value) {
        this.scale = scale;
        this.value = value;
        unit = look.unit;
        panel = ThemedPanel.clear("", "[grow,fill,0::]8[" + look.width + "!,fill]", "[28!]");
        text.setName(name);
        text.setHorizontalAlignment(SwingConstants.RIGHT);
        text.getAccessibleContext().setAccessibleName(words.both());
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
        escape();
        panel.add(new RangeSlider(name, words, scale, value), "h 28!,w 20:60:,wmin 0");
        panel.add(text, "h 28!,wmin 0");
        value.bind(now -> takeBack());
    }

    /// @param unit behind the numbers, such as ` %`; may be empty
    /// @param width of the field in pixels
    public record Format(String unit, int width) {}

    private void escape() {
        Keys.on(
                text,
                JComponent.WHEN_FOCUSED,
                KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                this::isTouched,
                () -> {
                    takeBack();
                    text.selectAll();
                });
    }

    /// The slider and the field.
    public JComponent row() {
        return panel;
    }

    @Override
    public JComponent component() {
        return text;
    }

    public void tip(String words) {
        tip = words;
        text.setToolTipText(words);
    }

    @Override
    public boolean commit() {
        if (!isTouched()) {
            mark("");
            return true;
        }
        var wrong = wrong();
        if (!wrong.isEmpty()) {
            mark(wrong);
            return false;
        }
        value.set(typed().orElseThrow());
        takeBack();
        return true;
    }

    @Override
    public void takeBack() {
        mark("");
        var shown = shown(value.get());
        if (!text.getText().equals(shown)) {
            text.setText(shown);
        }
    }

    @Override
    public String wrong() {
        if (!isTouched() || typed().isPresent()) {
            return "";
        }
        return messages.text(
                "range.none", text.getText().strip(), plain(scale.from()), plain(scale.to()));
    }

    private boolean isTouched() {
        return !text.getText().equals(shown(value.get()));
    }

    private String shown(Span span) {
        return plain(span.low()) + "–" + plain(span.high()) + unit;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private Optional<Span> typed() {
        var match = SPAN.matcher(text.getText());
        if (!match.matches()) {
            return Optional.empty();
        }
        double one = Double.parseDouble(match.group(1).replace(',', '.'));
        double other = Double.parseDouble(match.group(2).replace(',', '.'));
        double low = Math.min(one, other);
        double high = Math.max(one, other);
        return low < scale.from() || high > scale.to()
                ? Optional.empty()
                : Optional.of(new Span(low, high));
    }

    private void mark(String wrong) {
        text.putClientProperty("JComponent.outline", wrong.isEmpty() ? null : "error");
        text.setToolTipText(wrong.isEmpty() ? tip : wrong);
        text.repaint();
    }
}
