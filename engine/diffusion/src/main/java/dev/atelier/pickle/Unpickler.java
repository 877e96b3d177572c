package dev.atelier.pickle;

import dev.atelier.pickle.Pickled.Made;
import dev.atelier.pickle.Pickled.None;
import dev.atelier.pickle.Pickled.Storage;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads Python's pickle format, protocols 0 to 5, into data. The format is a program for a stack
/// machine (`Lib/pickletools.py` lists its operations); this machine makes lists, maps and values,
/// and of the names of classes and functions only those in [AllowedNames]. It runs nothing.
final class Unpickler {
    /// A model needs a few ten thousand; nothing sound comes near this.
    private static final int MOST_OPERATIONS = 5_000_000;

    private static final int LONGEST_NUMBER = 1000;

    private final Cursor in;
    private final List<Object> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private final Map<String, Storage> storages = new HashMap<>();

    private Unpickler(Cursor in) {
        this.in = in;
    }

    /// The value of the pickle that begins where `in` stands, which then stands behind it.
    static Object read(Cursor in) throws MalformedPickleException {
        return new Unpickler(in).run();
    }

    /// @param storages every storage that the value names, by key
    record Noted(Object value, Map<String, Storage> storages) {}

    /// The same, and the storages it names.
    static Noted readNoting(Cursor in) throws MalformedPickleException {
        var unpickler = new Unpickler(in);
        var value = unpickler.run();
        return new Noted(value, unpickler.storages);
    }

    /// The value of a pickle that fills `bytes`.
    static Object read(MemorySegment bytes) throws MalformedPickleException {
        return read(new Cursor(bytes, 0));
    }

    private Object run() throws MalformedPickleException {
        int code = in.u8();
        for (int count = 0; code != '.'; count++) {
            if (count == MOST_OPERATIONS) {
                throw MalformedPickleException.of("pickle.endless");
            }
            if (!(number(code) || text(code) || container(code) || remember(code))) {
                name(code);
            }
            code = in.u8();
        }
        return pop();
    }

    private boolean number(int code) throws MalformedPickleException {
        switch (code) {
            case 0x80 -> protocol(in.u8());
            case 0x95 -> in.i64(); // a frame: a hint for reading ahead
            case 'N' -> push(None.VALUE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'I' -> push(line(in.line()));
            case 'L' -> push(decimal(in.line().replace("L", "")));
            case 'J' -> push((long) in.i32());
            case 'K' -> push((long) in.u8());
            case 'M' -> push((long) in.u16());
            case 0x8a -> push(whole(in.bytes(in.u8())));
            case 0x8b -> push(whole(in.bytes(in.i32())));
            case 'F' -> push(real(in.line()));
            case 'G' -> push(ByteBuffer.wrap(in.bytes(8)).getDouble());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void protocol(int version) throws MalformedPickleException {
        if (version > 5) {
            throw MalformedPickleException.of("pickle.protocol", version);
        }
    }

    private static Object line(String text) throws MalformedPickleException {
        return switch (text) {
            case "00" -> false;
            case "01" -> true;
            default -> decimal(text);
        };
    }

    private static Object decimal(String text) throws MalformedPickleException {
        try {
            if (text.length() > LONGEST_NUMBER) {
                throw MalformedPickleException.of("pickle.long-number");
            }
            return small(new BigInteger(text.strip()));
        } catch (NumberFormatException e) {
            throw MalformedPickleException.of("pickle.number");
        }
    }

    private static Object real(String text) throws MalformedPickleException {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw MalformedPickleException.of("pickle.number");
        }
    }

    /// Two's complement, the least byte first.
    private static Object whole(byte[] bytes) throws MalformedPickleException {
        if (bytes.length > LONGEST_NUMBER) {
            throw MalformedPickleException.of("pickle.long-number");
        }
        var reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[bytes.length - 1 - i] = bytes[i];
        }
        return small(bytes.length == 0 ? BigInteger.ZERO : new BigInteger(reversed));
    }

    private static Object small(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private boolean text(int code) throws MalformedPickleException {
        switch (code) {
            case 'S' -> push(unquoted(in.line()));
            case 'V' -> push(in.line());
            case 'T' -> push(latin(in.bytes(in.i32())));
            case 'U' -> push(latin(in.bytes(in.u8())));
            case 'X' -> push(in.utf8(in.u32()));
            case 0x8c -> push(in.utf8(in.u8()));
            case 0x8d -> push(in.utf8(in.i64()));
            case 'B' -> push(in.bytes(in.u32()));
            case 'C' -> push(in.bytes(in.u8()));
            case 0x8e, 0x96 -> push(in.bytes(in.i64()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String unquoted(String text) throws MalformedPickleException {
        if (text.length() < 2 || text.charAt(0) != text.charAt(text.length() - 1)) {
            throw MalformedPickleException.of("pickle.quotes");
        }
        return text.substring(1, text.length() - 1);
    }

    private boolean container(int code) throws MalformedPickleException {
        switch (code) {
            case '(' -> marks.add(stack.size());
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> push(top());
            case ']', 0x8f -> push(new ArrayList<>());
            case '}' -> push(new LinkedHashMap<>());
            case ')' -> push(List.of());
            case 'l', 0x91 -> push(popToMark());
            case 't' -> push(Collections.unmodifiableList(popToMark()));
            case 0x85 -> push(Collections.unmodifiableList(pop(1)));
            case 0x86 -> push(Collections.unmodifiableList(pop(2)));
            case 0x87 -> push(Collections.unmodifiableList(pop(3)));
            case 'a' -> append(pop(1));
            case 'e', 0x90 -> append(popToMark());
            case 'd' -> {
                var items = popToMark();
                push(new LinkedHashMap<>());
                set(items);
            }
            case 's' -> set(pop(2));
            case 'u' -> set(popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("unchecked") // only this class puts lists and maps on the stack
    private void append(List<Object> items) throws MalformedPickleException {
        switch (top()) {
            case ArrayList<?> list -> ((ArrayList<Object>) list).addAll(items);
            case Made made -> made.state().add(items);
            case null, default -> throw MalformedPickleException.of("pickle.list");
        }
    }

    @SuppressWarnings("unchecked")
    private void set(List<Object> items) throws MalformedPickleException {
        if (items.size() % 2 != 0) {
            throw MalformedPickleException.of("pickle.no-value");
        }
        switch (top()) {
            case LinkedHashMap<?, ?> map -> {
                for (int i = 0; i < items.size(); i += 2) {
                    ((LinkedHashMap<Object, Object>) map).put(key(items.get(i)), items.get(i + 1));
                }
            }
            case Made made -> made.state().add(items);
            case null, default -> throw MalformedPickleException.of("pickle.map");
        }
    }

    /// A key that can be compared in no time: containers are distinguished by what they are, not by
    /// what they hold, which could be themselves.
    static Object key(Object key) {
        return key instanceof List || key instanceof Map || key instanceof Made
                ? new Object()
                : key;
    }

    private boolean remember(int code) throws MalformedPickleException {
        switch (code) {
            case 'p' -> memo.put(index(in.line()), top());
            case 'q' -> memo.put((long) in.u8(), top());
            case 'r' -> memo.put(in.u32(), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'g' -> push(remembered(index(in.line())));
            case 'h' -> push(remembered(in.u8()));
            case 'j' -> push(remembered(in.u32()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static long index(String line) throws MalformedPickleException {
        if (decimal(line) instanceof Long index) {
            return index;
        }
        throw MalformedPickleException.of("pickle.long-number");
    }

    private Object remembered(long index) throws MalformedPickleException {
        var value = memo.get(index);
        if (value == null) {
            throw MalformedPickleException.of("pickle.memo");
        }
        return value;
    }

    private void name(int code) throws MalformedPickleException {
        switch (code) {
            case 'c' -> push(AllowedNames.global(in.line(), in.line()));
            case 0x93 -> {
                var names = pop(2);
                if (!(names.get(0) instanceof String module)
                        || !(names.get(1) instanceof String name)) {
                    throw MalformedPickleException.of("pickle.name");
                }
                push(AllowedNames.global(module, name));
            }
            case 'R', 0x81 -> {
                var call = pop(2);
                push(AllowedNames.call(call.get(0), call.get(1)));
            }
            case 0x92 -> {
                var call = pop(3);
                push(AllowedNames.call(call.get(0), call.get(1)));
            }
            case 'b' -> {
                var state = pop();
                AllowedNames.build(top(), state);
            }
            case 'P' -> throw MalformedPickleException.of("pickle.id");
            case 'Q' -> {
                var storage = AllowedNames.storage(pop());
                storages.put(storage.key(), storage);
                push(storage);
            }
            case 'i' ->
                    throw MalformedPickleException.of(
                            "pickle.refused", in.line() + "." + in.line());
            case 'o' -> throw MalformedPickleException.of("pickle.class");
            case 0x82, 0x83, 0x84 -> throw MalformedPickleException.of("pickle.extension");
            default -> throw MalformedPickleException.of("pickle.operation", code);
        }
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() throws MalformedPickleException {
        requireValues(1);
        return stack.getLast();
    }

    private Object pop() throws MalformedPickleException {
        requireValues(1);
        return stack.removeLast();
    }

    private List<Object> pop(int count) throws MalformedPickleException {
        requireValues(count);
        return cut(stack.size() - count);
    }

    private void requireValues(int count) throws MalformedPickleException {
        int floor = marks.isEmpty() ? 0 : marks.getLast();
        if (stack.size() - floor < count) {
            throw MalformedPickleException.of("pickle.stack");
        }
    }

    private List<Object> popToMark() throws MalformedPickleException {
        if (marks.isEmpty()) {
            throw MalformedPickleException.of("pickle.stack");
        }
        return cut(marks.removeLast());
    }

    private List<Object> cut(int from) {
        var tail = stack.subList(from, stack.size());
        var items = new ArrayList<>(tail);
        tail.clear();
        return items;
    }
}
