package dev.atelier.pickle;

import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.safetensors.TensorInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes tensors of halves or floats the way `torch.save` writes a state dictionary: a zip archive
/// of a pickle of protocol 2 and one stored entry for each tensor.
public final class TorchZip {
    private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    private int count;

    private TorchZip() {}

    /// Writes all tensors of a file of halves and floats.
    public static Path write(SafetensorsFile tensors, Path target) throws IOException {
        var zip = new TorchZip();
        zip.op(0x80).op(2).op('}').op('('); // PROTO 2, EMPTY_DICT, MARK
        for (var info : tensors.tensors().values()) {
            zip.tensor(info, info.name());
        }
        zip.op('u').op('.'); // SETITEMS, STOP
        return zip.finish(tensors, target);
    }

    /// The same as dictionaries in a dictionary, by what stands before the first full stop.
    public static Path writeNested(SafetensorsFile tensors, Path target) throws IOException {
        var zip = new TorchZip();
        zip.op(0x80).op(2).op('}').op('(');
        var before = "";
        for (var info : tensors.tensors().values()) {
            var part = info.name().substring(0, info.name().indexOf('.'));
            if (!part.equals(before)) {
                if (!before.isEmpty()) {
                    zip.op('u');
                }
                zip.text(part);
                zip.op('}').op('(');
                before = part;
            }
            zip.tensor(info, info.name().substring(part.length() + 1));
        }
        zip.op('u').op('u').op('.');
        return zip.finish(tensors, target);
    }

    private Path finish(SafetensorsFile tensors, Path target) throws IOException {
        var zip = this;
        try (var out = new ZipOutputStream(Files.newOutputStream(target))) {
            stored(out, "archive/data.pkl", zip.pickle.toByteArray());
            int key = 0;
            for (var info : tensors.tensors().values()) {
                stored(out, "archive/data/" + key++, tensors.bytes(info.name()));
            }
            stored(out, "archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        }
        return target;
    }

    private static void stored(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        var crc = new CRC32();
        crc.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
    }

    /// `_rebuild_tensor_v2(storage, 0, size, stride, False, OrderedDict())`.
    private void tensor(TensorInfo info, String name) {
        text(name);
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        op('(');
        text("storage");
        global("torch", info.dtype() == DType.F32 ? "FloatStorage" : "HalfStorage");
        text(String.valueOf(count++));
        text("cpu");
        number(info.count()).op('t').op('Q'); // TUPLE, BINPERSID
        number(0);
        op('(');
        info.shape().forEach(this::number);
        op('t').op('(');
        long stride = info.count();
        for (long size : info.shape()) {
            stride /= size;
            number(stride);
        }
        op('t').op(0x89); // NEWFALSE
        global("collections", "OrderedDict").op(')').op('R'); // EMPTY_TUPLE, REDUCE
        op('t').op('R');
    }

    private TorchZip op(int code) {
        pickle.write(code);
        return this;
    }

    private void text(String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        op('X');
        four(bytes.length);
        pickle.writeBytes(bytes);
    }

    private TorchZip global(String module, String name) {
        op('c');
        pickle.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private TorchZip number(long value) {
        op('J');
        four(Math.toIntExact(value));
        return this;
    }

    private void four(int value) {
        pickle.writeBytes(
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }
}
