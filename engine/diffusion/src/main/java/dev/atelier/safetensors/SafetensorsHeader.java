package dev.atelier.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parses and checks the JSON header: every tensor has a known format, a shape that fits its bytes,
/// and bytes of its own inside the file.
final class SafetensorsHeader {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(8)
                                    .maxStringLength(50_000_000)
                                    .build())
                    .build();

    private final Path file;
    private final long dataStart;
    private final long fileSize;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    private SafetensorsHeader(Path file, long dataStart, long fileSize) {
        this.file = file;
        this.dataStart = dataStart;
        this.fileSize = fileSize;
    }

    static SafetensorsHeader parse(Path file, byte[] json, long fileSize)
            throws SafetensorsException {
        var header = new SafetensorsHeader(file, 8L + json.length, fileSize);
        try (var parser = JSON.createParser(json)) {
            header.object(parser);
        } catch (SafetensorsException e) {
            throw e;
        } catch (IOException e) {
            throw new SafetensorsException(file, "header is not sound JSON", e);
        }
        header.checkRanges();
        return header;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    Map<String, TensorInfo> tensors() {
        return tensors;
    }

    private void object(JsonParser parser) throws IOException {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "header: expected a JSON object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            if (name.equals("__metadata__")) {
                metadata(parser);
            } else {
                var info = tensor(name, parser);
                expect(tensors.put(name, info) == null, name + ": named twice");
            }
        }
        expect(parser.currentToken() == JsonToken.END_OBJECT, "header ends early");
    }

    private void metadata(JsonParser parser) throws IOException {
        expect(
                parser.currentToken() == JsonToken.START_OBJECT,
                "__metadata__: expected an object of strings");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var key = parser.currentName();
            expect(
                    parser.nextToken() == JsonToken.VALUE_STRING,
                    "__metadata__: expected a string for " + key);
            expect(
                    metadata.put(key, parser.getText()) == null,
                    "__metadata__: " + key + " named twice");
        }
    }

    private TensorInfo tensor(String name, JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_OBJECT, name + ": expected an object");
        String dtype = "";
        List<Long> shape = List.of();
        List<Long> offsets = List.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "dtype" -> dtype = String.valueOf(parser.getValueAsString(""));
                case "shape" -> shape = numbers(name, parser);
                case "data_offsets" -> offsets = numbers(name, parser);
                default -> parser.skipChildren();
            }
        }
        return checked(name, dtype, shape, offsets);
    }

    private List<Long> numbers(String name, JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_ARRAY, name + ": expected whole numbers");
        var numbers = new ArrayList<Long>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(
                    parser.currentToken() == JsonToken.VALUE_NUMBER_INT,
                    name + ": expected whole numbers");
            long number = parser.getLongValue();
            expect(number >= 0, name + ": expected no negative number, got " + number);
            numbers.add(number);
        }
        return numbers;
    }

    private TensorInfo checked(String name, String dtype, List<Long> shape, List<Long> offsets)
            throws SafetensorsException {
        var type = DType.named(dtype).orElse(null);
        if (type == null) {
            throw new SafetensorsException(file, name + ": unknown number format \"" + dtype + "\"");
        }
        expect(offsets.size() == 2, name + ": expected two data offsets");
        long begin = offsets.get(0);
        long end = offsets.get(1);
        expect(begin <= end, name + ": data ends before it begins");
        expect(
                end <= fileSize - dataStart,
                name + ": data reaches beyond the end of the file, which may be cut short");
        try {
            long bytes = type.sizeBytes();
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
            expect(
                    bytes == end - begin,
                    "%s: expected %d bytes for %s %s, got %d"
                            .formatted(name, bytes, dtype, shape, end - begin));
        } catch (ArithmeticException e) {
            throw new SafetensorsException(file, name + ": shape " + shape + " is too large", e);
        }
        return new TensorInfo(name, type, shape, dataStart + begin, dataStart + end);
    }

    /// No two tensors may share bytes: a file that says so is damaged or made to deceive.
    private void checkRanges() throws SafetensorsException {
        var sorted = new ArrayList<>(tensors.values());
        sorted.removeIf(info -> info.sizeBytes() == 0);
        sorted.sort(Comparator.comparingLong(TensorInfo::begin));
        for (int i = 1; i < sorted.size(); i++) {
            var before = sorted.get(i - 1);
            var after = sorted.get(i);
            expect(
                    before.end() <= after.begin(),
                    after.name() + ": its bytes overlap those of " + before.name());
        }
    }

    private void expect(boolean sound, String message) throws SafetensorsException {
        if (!sound) {
            throw new SafetensorsException(file, message);
        }
    }
}
