package dev.atelier.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parses and checks the JSON header: every tensor has a known format, a shape that fits its bytes,
/// and bytes of its own; together they fill the file without a hole, as the reference
/// implementation demands.
final class SafetensorsHeader {
    private static final long LENGTH_BYTES = 8;

    /// The limit of the reference implementation.
    private static final long MAX_HEADER_BYTES = 100_000_000;

    /// PyTorch's own limit. Without one a header of 100 MB could ask for gigabytes of numbers.
    private static final int MAX_DIMENSIONS = 64;

    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    // Names come from the file: not worth a table that outlives it.
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(8)
                                    .maxStringLength((int) MAX_HEADER_BYTES)
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

    /// Reads the header of a whole file's `bytes`.
    static SafetensorsHeader read(Path file, MemorySegment bytes) throws SafetensorsException {
        long size = bytes.byteSize();
        if (size < LENGTH_BYTES) {
            throw new SafetensorsException(file, Message.of("safetensors.short", size));
        }
        long length = bytes.get(LONG, 0);
        if (length < 2 || length > MAX_HEADER_BYTES) {
            throw new SafetensorsException(
                    file, Message.of("safetensors.other", Long.toUnsignedString(length)));
        }
        if (length > size - LENGTH_BYTES) {
            throw SafetensorsException.cutShort(
                    file, Message.of("safetensors.cut-header", length, size));
        }
        var header = new SafetensorsHeader(file, LENGTH_BYTES + length, size);
        header.parse(header.text(bytes.asSlice(LENGTH_BYTES, length)));
        header.checkRanges();
        return header;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    Map<String, TensorInfo> tensors() {
        return tensors;
    }

    /// Decoded here and strictly: the JSON parser would guess UTF-16 and UTF-32 too.
    private CharBuffer text(MemorySegment json) throws SafetensorsException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(json.asByteBuffer());
        } catch (CharacterCodingException e) {
            throw new SafetensorsException(file, Message.of("safetensors.text"), e);
        }
    }

    private void parse(CharBuffer text) throws SafetensorsException {
        try (var parser = JSON.createParser(text.array(), 0, text.limit())) {
            header(parser);
        } catch (SafetensorsException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new SafetensorsException(
                    file,
                    Message.of(
                            "safetensors.json",
                            e.getLocation() == null ? 0 : e.getLocation().getCharOffset()),
                    e);
        } catch (IOException e) {
            throw new SafetensorsException(file, Message.of("safetensors.no-json"), e);
        }
    }

    private void header(JsonParser parser) throws IOException {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "safetensors.header");
        boolean described = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            if (name.equals("__metadata__")) {
                expect(!described, "safetensors.twice", "__metadata__");
                described = true;
                metadata(parser);
            } else {
                var info = tensor(name, parser);
                expect(tensors.put(name, info) == null, "safetensors.twice", name);
            }
        }
        expect(parser.currentToken() == JsonToken.END_OBJECT, "safetensors.ends");
        expect(parser.nextToken() == null, "safetensors.after");
    }

    private void metadata(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_OBJECT, "safetensors.no-strings");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var key = parser.currentName();
            expect(parser.nextToken() == JsonToken.VALUE_STRING, "safetensors.no-string", key);
            expect(
                    metadata.put(key, parser.getText()) == null,
                    "safetensors.field-twice",
                    "__metadata__",
                    key);
        }
    }

    private TensorInfo tensor(String name, JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_OBJECT, "safetensors.no-object", name);
        var fields = new HashSet<String>();
        String dtype = "";
        List<Long> shape = List.of();
        List<Long> offsets = List.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            expect(fields.add(field), "safetensors.field-twice", name, field);
            parser.nextToken();
            switch (field) {
                case "dtype" -> dtype = string(name, parser);
                case "shape" -> shape = numbers(name, parser);
                case "data_offsets" -> offsets = numbers(name, parser);
                default -> parser.skipChildren();
            }
        }
        for (var field : List.of("dtype", "shape", "data_offsets")) {
            expect(fields.contains(field), "safetensors.missing", name, field);
        }
        expect(offsets.size() == 2, "safetensors.offsets", name, offsets.size());
        return checked(name, dtype(name, dtype), shape, offsets);
    }

    private String string(String name, JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.VALUE_STRING, "safetensors.no-format", name);
        return parser.getText();
    }

    private List<Long> numbers(String name, JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_ARRAY, "safetensors.no-list", name);
        var numbers = new ArrayList<Long>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(
                    parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER,
                    "safetensors.no-number",
                    name);
            long number = parser.getLongValue();
            expect(number >= 0, "safetensors.negative", name, number);
            expect(numbers.size() < MAX_DIMENSIONS, "safetensors.dimensions", name, MAX_DIMENSIONS);
            numbers.add(number);
        }
        return numbers;
    }

    private DType dtype(String tensor, String dtype) throws SafetensorsException {
        var type = DType.named(dtype);
        if (type.isEmpty()) {
            throw new SafetensorsException(file, Message.of("safetensors.format", tensor, dtype));
        }
        return type.get();
    }

    private TensorInfo checked(String name, DType type, List<Long> shape, List<Long> offsets)
            throws SafetensorsException {
        long begin = offsets.get(0);
        long end = offsets.get(1);
        expect(begin <= end, "safetensors.backwards", name);
        if (end > fileSize - dataStart) {
            throw SafetensorsException.cutShort(
                    file, Message.of("safetensors.cut", name, end, fileSize - dataStart));
        }
        long bytes = sizeBytes(name, type, shape);
        if (bytes != end - begin) {
            throw new SafetensorsException(
                    file, Message.of("safetensors.bytes", name, bytes, type, shape, end - begin));
        }
        return new TensorInfo(name, type, shape, dataStart + begin, dataStart + end);
    }

    private long sizeBytes(String name, DType type, List<Long> shape) throws SafetensorsException {
        try {
            long bytes = type.sizeBytes();
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new SafetensorsException(file, Message.of("safetensors.shape", name, shape), e);
        }
    }

    /// Bytes that two tensors share, or that no tensor has, mean a file that is damaged or made to
    /// deceive.
    private void checkRanges() throws SafetensorsException {
        var sorted = new ArrayList<>(tensors.values());
        sorted.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
        long reached = dataStart;
        for (var info : sorted) {
            if (info.begin() < reached) {
                throw new SafetensorsException(
                        file, Message.of("safetensors.overlap", info.name()));
            }
            if (info.begin() > reached) {
                throw new SafetensorsException(file, Message.of("safetensors.hole", info.name()));
            }
            reached = info.end();
        }
        if (reached != fileSize) {
            throw new SafetensorsException(file, Message.of("safetensors.rest", reached, fileSize));
        }
    }

    /// @param key of the sentence that names the rule of the format, with its arguments; the
    ///   message is made only where a rule is broken, since files have thousands of tensors
    private void expect(boolean sound, String key, Object... arguments)
            throws SafetensorsException {
        if (!sound) {
            throw new SafetensorsException(file, Message.of(key, arguments));
        }
    }
}
