package dev.atelier.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes the smallest TorchScript archive that `torch.jit.load` accepts: a zip of a version, an
/// empty constant table, the source text, and a pickle of the module object with its attributes.
///
/// Source: PyTorch's `torch/csrc/jit/serialization` (file layout) and Python's `pickletools`
/// (protocol 2 opcodes).
final class TorchArchive {
    /// The module class every network text becomes.
    static final String CLASS_NAME = "Network";

    /// Operator set 10 is the newest that both PyTorch 2.5 and 2.7 accept.
    private static final String VERSION = "10\n";

    private static final byte[] EMPTY_TUPLE_PICKLE = {(byte) 0x80, 2, ')', '.'};

    private TorchArchive() {}

    /// A complete archive of `source`, which defines the class [#CLASS_NAME] with the attribute `w
    /// : Dict[str, Tensor]`, empty at first, and the given whole-number attributes.
    static byte[] write(String source, Map<String, Long> attributes) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, "archive/data.pkl", modulePickle(attributes));
            put(zip, "archive/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            put(zip, "archive/constants.pkl", EMPTY_TUPLE_PICKLE);
            put(zip, "archive/version", VERSION.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a byte array cannot fail
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        var crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] modulePickle(Map<String, Long> attributes) {
        var out = new ByteArrayOutputStream();
        out.write(0x80); // PROTO 2
        out.write(2);
        global(out, "__torch__", CLASS_NAME);
        out.write(')'); // EMPTY_TUPLE
        out.write(0x81); // NEWOBJ
        out.write('}'); // EMPTY_DICT
        out.write('('); // MARK
        text(out, "training");
        out.write(0x89); // NEWFALSE
        text(out, "w");
        emptyTensorDict(out);
        attributes.forEach((name, value) -> {
            text(out, name);
            out.write('J'); // BININT
            littleEndian(out, Math.toIntExact(value));
        });
        out.write('u'); // SETITEMS
        out.write('b'); // BUILD
        out.write('.'); // STOP
        return out.toByteArray();
    }

    private static void emptyTensorDict(ByteArrayOutputStream out) {
        global(out, "torch.jit._pickle", "restore_type_tag");
        out.write('('); // MARK
        out.write('}'); // EMPTY_DICT
        text(out, "Dict[str, Tensor]");
        out.write('t'); // TUPLE
        out.write('R'); // REDUCE
    }

    private static void global(ByteArrayOutputStream out, String module, String name) {
        out.write('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void text(ByteArrayOutputStream out, String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        out.write('X'); // BINUNICODE
        littleEndian(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void littleEndian(ByteArrayOutputStream out, int value) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(value >>> shift);
        }
    }
}
