package dev.atelier.cloud.oss;

import com.aliyun.oss.common.utils.CRC64;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Part of a file as a stream that can be read again from its start, should the call be repeated.
/// The channel stays open.
final class FileSlice extends InputStream {
    private static final int BLOCK = 64 * 1024;

    private final FileChannel channel;
    private final long start;
    private final long end;
    private final Step step;
    private long at;

    /// Called before and after each block; may throw to end the stream.
    @FunctionalInterface
    interface Step {
        Step NONE = _ -> {};

        /// @param done bytes of the slice that were read
        void at(long done);
    }

    FileSlice(FileChannel channel, long start, long length, Step step) {
        this.channel = channel;
        this.start = start;
        this.end = start + length;
        this.step = step;
        at = start;
    }

    /// The check sum of the whole slice, read here and now.
    static long crc(FileChannel channel, long start, long length, Step step) throws IOException {
        var crc = new CRC64();
        var buffer = new byte[BLOCK];
        try (var in = new FileSlice(channel, start, length, step)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, n);
            }
        }
        return crc.getValue();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        step.at(at - start);
        if (at >= end) {
            return -1;
        }
        int most = (int) Math.min(Math.min(length, BLOCK), end - at);
        int n = channel.read(ByteBuffer.wrap(bytes, offset, most), at);
        if (n < 0) {
            throw new MessageException(Message.of("store.shorter"));
        }
        at += n;
        step.at(at - start);
        return n;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - at);
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    /// The start of the slice is the only mark.
    @Override
    public synchronized void mark(int limit) {}

    @Override
    public synchronized void reset() {
        at = start;
    }
}
