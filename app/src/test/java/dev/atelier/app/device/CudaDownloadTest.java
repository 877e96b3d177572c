package dev.atelier.app.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.app.device.CudaDownload.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The download against a web server that behaves as such servers do, and badly.
class CudaDownloadTest {
    @TempDir private Path folder;
    private final ArchiveServer server = new ArchiveServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private CudaPackage wanted(long unpacked) {
        return server.wanted(unpacked);
    }

    private CudaDownload download(CudaDownload.Watch watch) throws Exception {
        return new CudaDownload(wanted(1000), CudaPlatform.LINUX, folder, watch);
    }

    @Test
    void fetchesChecksAndUnpacksTheLibrariesAlone() throws Exception {
        var phases = EnumSet.noneOf(Phase.class);

        var runtime = download((phase, bytes, of) -> phases.add(phase)).run();

        assertThat(phases).containsExactlyInAnyOrder(Phase.values());
        assertThat(CudaFiles.in(runtime, CudaPlatform.LINUX))
                .isEqualTo(new CudaFiles.Whole(runtime.resolve("lib"), "2.7.1+cu128"));
        try (var left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile).map(it -> it.getFileName().toString()))
                    .contains("evil.so") // by its last name, inside
                    .doesNotContain(
                            "libprotobuf.a",
                            "torch.h",
                            "libtorch-2.7.1-cu128-linux-x86_64.zip",
                            "libtorch-2.7.1-cu128-linux-x86_64.zip.part");
        }
        assertThat(folder.resolve("libtorch-2.7.1-cu128-linux-x86_64/lib/evil.so")).exists();
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
        assertThat(arrived).isGreaterThan(100_000).isLessThan(server.archive().length);

        download((phase, bytes, of) -> {}).run();

        assertThat(server.ranges()).containsExactly("null", "bytes=" + arrived + "-");
    }

    @Test
    void goesOnOverBrokenConnectionsAndGivesUpInWords() throws Exception {
        server.breakAfter(40_000);
        assertThatThrownBy(() -> download((phase, bytes, of) -> {}).run())
                .isInstanceOfSatisfying(
                        DeviceProblem.class,
                        e -> {
                            assertThat(e).hasMessage("127.0.0.1 cannot be reached.");
                            assertThat(e.advice().english()).contains("what has arrived is kept");
                        });
        server.breakAfter(Integer.MAX_VALUE);
        assertThat(download((phase, bytes, of) -> {}).run()).isDirectoryContaining("glob:**lib");
        assertThat(server.ranges().getLast()).isEqualTo("bytes=160000-");
    }

    @Test
    void dropsWhatIsNotWhatWasExpected() throws Exception {
        var wanted = wanted(1000);
        server.archive()[200_000] ^= 1;

        assertThatThrownBy(() ->
                        new CudaDownload(wanted, CudaPlatform.LINUX, folder, (phase, at, of) -> {})
                                .run())
                .hasMessageContaining("check sum differs");

        assertThat(CudaDownload.arrived(wanted, folder)).isZero();
        assertThat(folder.resolve("libtorch-2.7.1-cu128-linux-x86_64")).doesNotExist();
    }

    @Test
    void saysThatTheDiskIsTooSmallBeforeItBegins() throws Exception {
        var huge = wanted(Long.MAX_VALUE / 4);

        assertThatThrownBy(() ->
                        new CudaDownload(huge, CudaPlatform.LINUX, folder, (phase, at, of) -> {})
                                .run())
                .isInstanceOfSatisfying(
                        DeviceProblem.class,
                        e -> {
                            assertThat(e.what().english()).contains("GB are needed on the disk of");
                            assertThat(e.advice().english()).contains("Make room");
                        });
        assertThat(server.ranges()).isEmpty();
    }

    @Test
    void passesOnWhatAServerRefuses() throws Exception {
        server.refuse(403);
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
        for (var platform : List.of(CudaPlatform.LINUX, CudaPlatform.WINDOWS)) {
            var real = CudaPackage.of(platform).orElseThrow();
            assertThat(real.address()).hasScheme("https").hasHost("download.pytorch.org");
            assertThat(real.address().getPath()).endsWith("-2.7.1+cu128.zip");
            assertThat(real.sha256()).matches("[0-9a-f]{64}");
            assertThat(real.sentence().english()).contains("PyTorch 2.7.1 for CUDA 12.8", "NVIDIA");
        }
        assertThat(CudaPackage.of(CudaPlatform.OTHER)).isEmpty();
    }
}
