package dev.atelier.recipe.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Map;

/// JSON without a schema of ours: reports that scripts read, small data files that we read.
public final class JsonText {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonText() {}

    /// Indented text of maps, lists, strings, numbers, truth values and records of these.
    public static String of(Object value) {
        return written(MAPPER.writer(), value);
    }

    /// The same in one line, for one object among many.
    public static String line(Object value) {
        return written(MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT), value);
    }

    private static String written(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON for " + value.getClass().getName(), e);
        }
    }

    /// Reads a JSON object as maps, lists, strings, numbers and truth values.
    ///
    /// @throws IllegalArgumentException when `text` is not a JSON object; the message says where
    public static Map<String, Object> object(String text) {
        try {
            Map<?, ?> read = MAPPER.readValue(text, Map.class);
            return MAPPER.convertValue(
                    read,
                    MAPPER.getTypeFactory()
                            .constructMapType(Map.class, String.class, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON object: " + e.getOriginalMessage(), e);
        }
    }
}
