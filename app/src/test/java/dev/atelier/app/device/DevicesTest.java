package dev.atelier.app.device;

import static dev.atelier.app.device.FakeCards.card;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.app.device.CardProbe.Result;
import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is decided for every kind of machine, and what is said about it.
class DevicesTest {
    @TempDir private Path folder;
    private DataFolder home = new DataFolder(Path.of("."), Path.of("."));
    private int trials;

    @BeforeEach
    void prepare() {
        home = new DataFolder(folder.resolve("data"), folder.resolve("natives"));
    }

    private Devices devices(Result seen) {
        return devices(seen, Optional.empty());
    }

    private Devices devices(Result seen, Optional<String> problem) {
        return new Devices(
                home,
                () -> seen,
                CudaPlatform.LINUX,
                _ -> {
                    trials++;
                    return problem.map(Message::plain);
                });
    }

    private void putRuntime(String version) {
        FakeCards.libtorch(
                folder.resolve("data/runtimes/libtorch-2.7.1-cu128-linux-x86_64"), version);
    }

    private static String why(Decision decision) {
        var remedy =
                decision instanceof Decision.OnProcessor processor
                        ? processor.remedy().map(Message::english).orElse("")
                        : "";
        assertThat(decision.because().in(Locale.CHINESE)).matches(".*\\p{IsHan}.*");
        return decision.because().english() + " " + remedy;
    }

    @Test
    void takesTheCardThatIsWhole() {
        putRuntime("2.7.1+cu128");

        var decided = devices(FakeCards.rtx3060()).decide();

        assertThat(why(decided)).startsWith("NVIDIA GeForce RTX 3060 with 12 GB draws");
        assertThat(decided)
                .isInstanceOfSatisfying(
                        Decision.OnCard.class,
                        on -> {
                            assertThat(on.files().libraries())
                                    .isEqualTo(
                                            folder.resolve(
                                                    "data/runtimes/libtorch-2.7.1-cu128-linux-x86_64/lib"));
                            assertThat(on.note()).isEmpty();
                        });
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(why(devices(new Result.NoCard()).decide()))
                .contains("No NVIDIA card was found: the processor draws");
        assertThat(why(devices(new Result.NoDriver("NVIDIA 0x2504")).decide()))
                .contains("driver is not installed")
                .contains("Install NVIDIA's driver 525.60.13 or later");
        assertThat(
                        why(
                                devices(new Result.Silent(Message.plain("NVML: version mismatch")))
                                        .decide()))
                .contains("does not answer: NVML: version mismatch")
                .contains("Restart the computer");
        assertThat(why(devices(FakeCards.rtx3060()).decide()))
                .contains("once PyTorch's CUDA build is here")
                .contains("atelier device --fetch");
    }

    @Test
    void refusesOldDriversAndCards() {
        putRuntime("2.7.1+cu128");
        var old = new Result.Working("470.256.02", List.of(card(0, "GTX 1080", 8, 6, 1)));
        var kepler = new Result.Working("525.60.13", List.of(card(0, "GTX 780", 3, 3, 5)));

        assertThat(why(devices(old).decide()))
                .contains("470.256.02 is too old for CUDA 12.8")
                .contains("525.60.13 or later");
        assertThat(why(devices(kepler).decide())).contains("needs compute capability 5.0");
        assertThat(trials).isZero();
    }

    @Test
    void warnsOfASmallCard() {
        putRuntime("2.7.1+cu128");
        var small = new Result.Working("570.1", List.of(card(0, "GTX 1650", 4, 7, 5)));

        assertThat(devices(small).decide())
                .isInstanceOfSatisfying(
                        Decision.OnCard.class,
                        on ->
                                assertThat(on.note().orElseThrow().english())
                                        .contains("With 4 GB, Stable Diffusion 1 fits"));
    }

    @Test
    void tellsRuntimesThatDoNotFit() throws IOException {
        var devices = devices(FakeCards.rtx3060());
        putRuntime("2.6.0+cu126");
        assertThat(why(devices.decide())).contains("holds PyTorch 2.6.0+cu126");

        putRuntime("2.7.1+cu128");
        var lib = folder.resolve("data/runtimes/libtorch-2.7.1-cu128-linux-x86_64/lib");
        Files.delete(lib.resolve("libcudart.so.12"));
        assertThat(why(devices.decide()))
                .contains("without CUDA's own libraries; missing: libcudart")
                .contains("libtorch 2.7.1 for cu128");

        Files.writeString(lib.resolve("libtorch_cuda.so"), "");
        assertThat(why(devices.decide()))
                .contains("is not whole; missing: libtorch_cuda.so, libcudart")
                .contains("Fetch it again");
    }

    @Test
    void choosesTheCardThatIsNamedOrTheLargest() {
        putRuntime("2.7.1+cu128");
        var two =
                new Result.Working(
                        "570.1", List.of(card(0, "small", 6, 8, 6), card(1, "large", 24, 8, 9)));
        var devices = devices(two);

        assertThat(why(devices.decide())).startsWith("large with 24 GB");
        devices.change(it -> it.withChoice(new DeviceChoice.Card(0)));
        assertThat(why(devices.decide())).startsWith("small with 6 GB");
        devices.change(it -> it.withChoice(new DeviceChoice.Card(7)));
        assertThat(why(devices.decide())).contains("cuda:7 was not found");
        devices.change(it -> it.withChoice(new DeviceChoice.Processor()));
        assertThat(why(devices.decide())).contains("The processor is chosen");
        assertThat(devices(two).settings().choice()).isEqualTo(new DeviceChoice.Processor());
    }

    @Test
    void triesACardOnceAndFallsBackInWords() {
        putRuntime("2.7.1+cu128");
        var failing = Optional.of("CUDA error: no kernel image is available");

        var devices = devices(FakeCards.rtx3060(), failing);
        assertThat(why(devices.decide())).contains("no kernel image").contains("Update NVIDIA");
        assertThat(why(devices.decide())).contains("no kernel image");
        assertThat(why(devices(FakeCards.rtx3060(), failing).look().decision()))
                .contains("no kernel image");
        assertThat(trials).isEqualTo(1);

        devices.tryAgain();
        assertThat(devices.look().decision()).isInstanceOf(Decision.OnCard.class);
        assertThat(why(devices.decide())).contains("no kernel image");
        assertThat(trials).isEqualTo(2);
    }

    @Test
    void asksForARestartWhereTheProcessorsLibrariesAreLoaded() {
        putRuntime("2.7.1+cu128");
        var devices = devices(FakeCards.rtx3060());
        assertThat(devices.look().needsRestart()).isFalse();

        devices.using(new Decision.OnProcessor("card.none"));
        assertThat(devices.look().needsRestart()).isTrue();

        devices.using(devices.decide());
        devices.using(new Decision.OnProcessor("card.processor-chosen"));
        assertThat(devices.look().needsRestart()).as("a card was in use").isFalse();
    }

    @Test
    void takesAFolderOfTheUserOrRefusesItInWords() {
        var devices = devices(FakeCards.rtx3060());
        var mine = FakeCards.libtorch(folder.resolve("stick/libtorch"), "2.7.1+cu128");
        var other = FakeCards.libtorch(folder.resolve("stick/other"), "2.8.0+cu129");

        assertThatThrownBy(() -> devices.useFolder(other))
                .hasMessageContaining("holds PyTorch 2.8.0+cu129");
        assertThatThrownBy(() -> devices.useFolder(folder.resolve("nowhere")))
                .hasMessageContaining("holds no CUDA build");
        assertThat(devices.settings().folder()).isEmpty();
        try {
            devices.useFolder(mine.resolveSibling(""));
        } catch (DeviceProblem e) {
            throw new AssertionError(e);
        }
        assertThat(devices.decide()).isInstanceOf(Decision.OnCard.class);
        assertThat(devices(FakeCards.rtx3060()).settings().folder()).isPresent();
    }

    @Test
    void comparesVersionsByTheirNumbers() {
        assertThat(Decision.compareVersions("525.60.13", "525.60.13")).isZero();
        assertThat(Decision.compareVersions("525.105.17", "525.60.13")).isPositive();
        assertThat(Decision.compareVersions("528.2", "528.33")).isNegative();
        assertThat(Decision.compareVersions("570", "528.33")).isPositive();
    }
}
