package dev.atelier.app.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.atelier.app.device.CudaDownload.Phase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The download against a web server that behaves as such servers do, and badly.
class CudaDownloadTest {
    @TempDir private Path folder;
    private final List<String> ranges = new ArrayList<>();
    private byte[] archive = {};
    private HttpServer server;

    /// Bytes after which each answer breaks off.
    private int breaksAfter = Integer.MAX_VALUE;

    private int status = 200;

    CudaDownloadTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() throws IOException {
        archive = archive();
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
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
        }
        exchange.close();
    }

    private static byte[] archive() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, "libtorch/build-version", "2.7.1+cu128\n".getBytes("ASCII"));
            put(zip, "libtorch/include/torch.h", new byte[100]);
            put(zip, "libtorch/lib/libprotobuf.a", new byte[100]);
            put(zip, "libtorch/lib/../../../evil.so", new byte[10]);
            var noise = new byte[300_000];
            new Random(7).nextBytes(noise);
            for (var name : Platform.LINUX.libraries()) {
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

    private CudaPackage wanted(long unpacked) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(archive);
        return new CudaPackage(
                "runtime",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/libtorch.zip"),
                OptionalLong.empty(),
                archive.length,
                unpacked,
                HexFormat.of().formatHex(digest));
    }

    private CudaDownload download(CudaDownload.Watch watch) throws Exception {
        return new CudaDownload(wanted(1000), Platform.LINUX, folder, watch);
    }

    @Test
    void fetchesChecksAndUnpacksTheLibrariesAlone() throws Exception {
        var phases = EnumSet.noneOf(Phase.class);

        var runtime = download((phase, bytes, of) -> phases.add(phase)).run();

        assertThat(phases).containsExactlyInAnyOrder(Phase.values());
        assertThat(CudaFiles.in(runtime, Platform.LINUX))
                .isEqualTo(new CudaFiles.Whole(runtime.resolve("lib"), "2.7.1+cu128"));
        try (var left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile).map(it -> it.getFileName().toString()))
                    .contains("evil.so") // by its last name, inside
                    .doesNotContain("libprotobuf.a", "torch.h", "runtime.zip", "runtime.zip.part");
        }
        assertThat(folder.resolve("runtime/lib/evil.so")).exists();
        assertThat(runtime.resolve("lib/libtorch_cuda.so")).hasSize(300_000);
    }

    @Test
    void goesOnWhereACancelledRunStopped() throws Exception {
        assertThatThrownBy(() ->
                        download(
                                        (phase, bytes, of) -> {
                                            if (bytes > 100_000) {
                                                throw new CancellationException();
                                            }
                                        })
                                .run())
                .isInstanceOf(CancellationException.class);
        long arrived = CudaDownload.arrived(wanted(0), folder);
        assertThat(arrived).isGreaterThan(100_000).isLessThan(archive.length);

        download((phase, bytes, of) -> {}).run();

        assertThat(ranges).containsExactly("null", "bytes=" + arrived + "-");
    }

    @Test
    void goesOnOverBrokenConnectionsAndGivesUpInWords() throws Exception {
        breaksAfter = 40_000;
        assertThatThrownBy(() -> download((phase, bytes, of) -> {}).run())
                .isInstanceOfSatisfying(
                        DeviceProblem.class,
                        e -> {
                            assertThat(e).hasMessage("127.0.0.1 cannot be reached.");
                            assertThat(e.advice().english()).contains("what has arrived is kept");
                        });
        breaksAfter = Integer.MAX_VALUE;
        assertThat(download((phase, bytes, of) -> {}).run()).isDirectoryContaining("glob:**lib");
        assertThat(ranges.getLast()).isEqualTo("bytes=160000-");
    }

    @Test
    void dropsWhatIsNotWhatWasExpected() throws Exception {
        var wanted = wanted(1000);
        archive[200_000] ^= 1;

        assertThatThrownBy(() ->
                        new CudaDownload(wanted, Platform.LINUX, folder, (phase, at, of) -> {})
                                .run())
                .hasMessageContaining("check sum differs");

        assertThat(CudaDownload.arrived(wanted, folder)).isZero();
        assertThat(folder.resolve("runtime")).doesNotExist();
    }

    @Test
    void saysThatTheDiskIsTooSmallBeforeItBegins() throws Exception {
        var huge = wanted(Long.MAX_VALUE / 4);

        assertThatThrownBy(() ->
                        new CudaDownload(huge, Platform.LINUX, folder, (phase, at, of) -> {}).run())
                .isInstanceOfSatisfying(
                        DeviceProblem.class,
                        e -> {
                            assertThat(e.what().english()).contains("GB are needed on the disk of");
                            assertThat(e.advice().english()).contains("Make room");
                        });
        assertThat(ranges).isEmpty();
    }

    @Test
    void passesOnWhatAServerRefuses() throws Exception {
        status = 403;
        assertThatThrownBy(() -> download((phase, bytes, of) -> {}).run())
                .isInstanceOfSatisfying(
                        DeviceProblem.class,
                        e -> {
                            assertThat(e).hasMessage("127.0.0.1 answered with 403.");
                            assertThat(e.advice().english()).contains("with a browser");
                        });
    }

    @Test
    void theRealPackagesAreThoseOfPyTorch() {
        for (var platform : List.of(Platform.LINUX, Platform.WINDOWS)) {
            var real = CudaPackage.of(platform).orElseThrow();
            assertThat(real.address()).hasScheme("https").hasHost("download.pytorch.org");
            assertThat(real.address().getPath()).endsWith("-2.7.1+cu128.zip");
            assertThat(real.sha256()).matches("[0-9a-f]{64}");
            assertThat(real.sentence().english()).contains("PyTorch 2.7.1 for CUDA 12.8", "NVIDIA");
        }
        assertThat(CudaPackage.of(Platform.OTHER)).isEmpty();
    }
}
