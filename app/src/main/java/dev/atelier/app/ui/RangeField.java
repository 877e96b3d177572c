package dev.atelier.app.ui;

import dev.atelier.app.observe.Value;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.swing.JComponent;
import javax.swing.JTextField;
import javax.swing.SwingConstants;

/// Two numbers on a slider and in one field, such as `0–80 %`. What is no legal span stays in the
/// field, outlined, and changes nothing; Escape takes it back.
public final class RangeField extends TypedField {
    private static final Pattern SPAN =
            Pattern.compile(
                    "\\s*(\\d{1,6}(?:[.,]\\d{0,6})?)\\s*(?:[-–—:]|\\s)\\s*"
                            + "(\\d{1,6}(?:[.,]\\d{0,6})?)\\s*%?\\s*");

    private final Messages messages = Messages.of(RangeField.class);
    private final ThemedPanel panel;
    private final RangeSlider.Scale scale;
    private final Value<Span> value;
    private final String unit;

    /// @param name of the field; its thumbs are called after it
    public RangeField(
            String name,
            Span.Words words,
            RangeSlider.Scale scale,
            Format look,
            Value<Span> value) {
        super(new JTextField(), name, words.both());
        this.scale = scale;
        this.value = value;
        unit = look.unit;
        panel = ThemedPanel.clear("", "[grow,fill,0::]8[" + look.width + "!,fill]", "[28!]");
        text.setHorizontalAlignment(SwingConstants.RIGHT);
        selectWhenEntered();
        panel.add(new RangeSlider(name, words, scale, value), "h 28!,w 20:60:,wmin 0");
        panel.add(text, "h 28!,wmin 0");
        value.bind(now -> takeBack());
    }

    /// @param unit behind the numbers, such as ` %`; may be empty
    /// @param width of the field in pixels
    public record Format(String unit, int width) {}

    /// The slider and the field.
    public JComponent row() {
        return panel;
    }

    @Override
    String shown() {
        return shown(value.get());
    }

    @Override
    String refusal() {
        return typed().isPresent()
                ? ""
                : messages.text(
                        "range.none",
                        text.getText().strip(),
                        plain(scale.from()),
                        plain(scale.to()));
    }

    @Override
    void take() {
        value.set(typed().orElseThrow());
        takeBack();
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
}
