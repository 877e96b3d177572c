package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The types of fields, as pydantic 1 names and coerces them.
enum FieldType {
    STR("str type expected", "type_error.str"),
    INT("value is not a valid integer", "type_error.integer"),
    FLOAT("value is not a valid float", "type_error.float"),
    BOOL("value could not be parsed to a boolean", "type_error.bool"),
    LIST("value is not a valid list", "type_error.list"),
    DICT("value is not a valid dict", "type_error.dict");

    private static final Set<String> TRUE = Set.of("1", "true", "t", "yes", "y", "on");
    private static final Set<String> FALSE = Set.of("0", "false", "f", "no", "n", "off");

    private final String words;
    private final String type;

    FieldType(String words, String type) {
        this.words = words;
        this.type = type;
    }

    static FieldType of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String words() {
        return words;
    }

    String type() {
        return type;
    }

    /// The type's name in a schema of OpenAPI.
    String schemaType() {
        return switch (this) {
            case STR -> "string";
            case INT -> "integer";
            case FLOAT -> "number";
            case BOOL -> "boolean";
            case LIST -> "array";
            case DICT -> "object";
        };
    }

    /// The value in this type, or empty where it has none.
    Optional<JsonNode> read(JsonNode value) {
        return switch (this) {
            case STR ->
                    value.isValueNode() && !value.isBoolean()
                            ? Optional.of(TextNode.valueOf(value.asText()))
                            : Optional.empty();
            case INT -> whole(value);
            case FLOAT -> number(value).map(DoubleNode::valueOf);
            case BOOL -> flag(value);
            case LIST -> value.isArray() ? Optional.of(value) : Optional.empty();
            case DICT -> value.isObject() ? Optional.of(value) : Optional.empty();
        };
    }

    /// Whole numbers are as large as one likes in Python, and seeds need all of 64 bits.
    private static Optional<JsonNode> whole(JsonNode value) {
        if (value.isTextual()) {
            var digits = value.asText().strip();
            return digits.matches("[+-]?[0-9]{1,40}")
                    ? Optional.of(node(new BigInteger(digits)))
                    : Optional.empty();
        }
        return number(value)
                .filter(n -> Math.abs(n) < 1e40)
                .map(n ->
                        node(
                                value.isIntegralNumber()
                                        ? value.bigIntegerValue()
                                        : new BigDecimal(n).toBigInteger()));
    }

    private static JsonNode node(BigInteger number) {
        return number.bitLength() < Long.SIZE
                ? LongNode.valueOf(number.longValue())
                : BigIntegerNode.valueOf(number);
    }

    private static Optional<Double> number(JsonNode value) {
        try {
            double number =
                    value.isBoolean()
                            ? (value.booleanValue() ? 1 : 0)
                            : value.isNumber()
                                    ? value.doubleValue()
                                    : value.isTextual()
                                            ? Double.parseDouble(value.asText())
                                            : Double.NaN;
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> flag(JsonNode value) {
        if (value.isBoolean()) {
            return Optional.of(value);
        }
        var text = value.asText("").toLowerCase(Locale.ROOT);
        if (TRUE.contains(text)) {
            return Optional.of(BooleanNode.TRUE);
        }
        return FALSE.contains(text) ? Optional.of(BooleanNode.FALSE) : Optional.empty();
    }
}
