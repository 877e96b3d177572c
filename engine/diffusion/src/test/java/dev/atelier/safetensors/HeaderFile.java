package dev.atelier.safetensors;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files made of any header, sound or not, and zeros for data that take no room on the disk.
final class HeaderFile {
    private HeaderFile() {}

    static Path write(Path file, String header, long dataBytes) throws IOException {
        return write(file, header.getBytes(StandardCharsets.UTF_8), dataBytes);
    }

    static Path write(Path file, byte[] header, long dataBytes) throws IOException {
        return write(file, header.length, header, dataBytes);
    }

    static Path write(Path file, long announced, byte[] header, long dataBytes) throws IOException {
        var start = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, start.putLong(announced).put(header).array());
        if (dataBytes > 0) {
            try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(8 + header.length + dataBytes);
            }
        }
        return file;
    }
}
