package dev.atelier.app.device;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A web server with a small archive that is laid out like libtorch's, which behaves as such
/// servers do, and badly.
public final class ArchiveServer implements AutoCloseable {
    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
    private final byte[] archive;
    private final HttpServer server;
    private volatile int breaksAfter = Integer.MAX_VALUE;
    private volatile int status = 200;
    private volatile CountDownLatch held = new CountDownLatch(0);

    public ArchiveServer() {
        try {
            archive = makeArchive();
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    byte[] archive() {
        return archive;
    }

    /// What was requested, in order.
    List<String> ranges() {
        return ranges;
    }

    /// Ends each answer after so many bytes.
    public void breakAfter(int bytes) {
        breaksAfter = bytes;
    }

    /// Keeps the connection open after what it has sent, until [#letGo].
    public void hold() {
        held = new CountDownLatch(1);
    }

    public void letGo() {
        held.countDown();
    }

    public void refuse(int code) {
        status = code;
    }

    private void await() {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(String.valueOf(range));
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (status != 200) {
            exchange.sendResponseHeaders(status, -1);
        } else if (from >= archive.length) {
            exchange.sendResponseHeaders(416, -1);
        } else {
            exchange.sendResponseHeaders(range == null ? 200 : 206, archive.length - from);
            int until = (int) Math.min(archive.length, (long) from + breaksAfter);
            exchange.getResponseBody().write(Arrays.copyOfRange(archive, from, until));
            exchange.getResponseBody().flush();
            await();
        }
        exchange.close();
    }

    private static byte[] makeArchive() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, "libtorch/build-version", "2.7.1+cu128\n".getBytes(StandardCharsets.US_ASCII));
            put(zip, "libtorch/include/torch.h", new byte[100]);
            put(zip, "libtorch/lib/libprotobuf.a", new byte[100]);
            put(zip, "libtorch/lib/../../../evil.so", new byte[10]);
            var noise = new byte[300_000];
            new Random(7).nextBytes(noise);
            for (var name : CudaPlatform.LINUX.libraries()) {
                put(
                        zip,
                        "libtorch/lib/" + (name.contains(".") ? name : name + "-ab12.so.12"),
                        name.equals("libtorch_cuda.so") ? noise : new byte[20]);
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /// @param unpacked bytes that it says it needs
    public CudaPackage wanted(long unpacked) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256").digest(archive);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        return new CudaPackage(
                "libtorch-2.7.1-cu128-linux-x86_64",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/libtorch.zip"),
                OptionalLong.empty(),
                archive.length,
                unpacked,
                HexFormat.of().formatHex(digest));
    }

    @Override
    public void close() {
        letGo();
        server.stop(0);
    }
}
