package dev.atelier.app.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.device.CardProbe.Result;
import dev.atelier.app.device.GraphicsCard.Capability;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What nvidia-smi prints, as its documentation and reports of its users show it.
class NvidiaSmiTest {
    private static NvidiaSmi saying(int code, String text, String... graphics) {
        return new NvidiaSmi(
                _ -> Optional.of(new NvidiaSmi.Answer(code, text)), () -> List.of(graphics));
    }

    @Test
    void readsCardsAndDriver() {
        var seen =
                saying(
                                0,
                                """
                                0, NVIDIA GeForce RTX 3060, 12288, 11834, 535.183.01, 8.6
                                1, NVIDIA H100 80GB HBM3, 81559, 81000, 535.183.01, 9.0
                                """)
                        .look();

        assertThat(seen)
                .isEqualTo(
                        new Result.Working(
                                "535.183.01",
                                List.of(
                                        new GraphicsCard(
                                                0,
                                                "NVIDIA GeForce RTX 3060",
                                                12288L << 20,
                                                11834L << 20,
                                                Optional.of(new Capability(8, 6))),
                                        new GraphicsCard(
                                                1,
                                                "NVIDIA H100 80GB HBM3",
                                                81559L << 20,
                                                81000L << 20,
                                                Optional.of(new Capability(9, 0))))));
    }

    @Test
    void asksOldDriversWithoutTheCapability() {
        var probe =
                new NvidiaSmi(
                        command ->
                                Optional.of(
                                        command.get(1).contains("compute_cap")
                                                ? new NvidiaSmi.Answer(
                                                        2,
                                                        "Field \"compute_cap\" is not a valid field to"
                                                                + " query.\n")
                                                : new NvidiaSmi.Answer(
                                                        0,
                                                        "0, GeForce GTX 970, 4043, 3900, 390.157\n")),
                        List::of);

        assertThat(probe.look())
                .isEqualTo(
                        new Result.Working(
                                "390.157",
                                List.of(
                                        new GraphicsCard(
                                                0,
                                                "GeForce GTX 970",
                                                4043L << 20,
                                                3900L << 20,
                                                Optional.empty()))));
    }

    @Test
    void passesOnWhatASilentDriverSays() {
        assertThat(
                        saying(
                                        18,
                                        """

                                        Failed to initialize NVML: Driver/library version mismatch
                                        NVML library version: 570.124
                                        """)
                                .look())
                .isEqualTo(
                        new Result.Silent(
                                Message.plain(
                                        "Failed to initialize NVML: Driver/library version mismatch")));
    }

    @Test
    void seesACardWithoutADriver() {
        assertThat(
                        new NvidiaSmi(
                                        _ -> Optional.empty(),
                                        () -> List.of("Intel UHD", "NVIDIA 0x2504"))
                                .look())
                .isEqualTo(new Result.NoDriver("NVIDIA 0x2504"));
        assertThat(saying(6, "No devices were found\n").look()).isEqualTo(new Result.NoCard());
    }

    @Test
    void readsLinuxDevices(@TempDir Path devices) throws IOException {
        device(devices, "0000:00:02.0", "0x8086", "0x030000");
        device(devices, "0000:01:00.0", "0x10de", "0x030000");
        device(devices, "0000:01:00.1", "0x10de", "0x040300"); // its sound

        assertThat(NvidiaSmi.pci(devices)).containsExactly("NVIDIA 0x2504");
    }

    private static void device(Path devices, String at, String vendor, String kind)
            throws IOException {
        var folder = Files.createDirectories(devices.resolve(at));
        Files.writeString(folder.resolve("vendor"), vendor + "\n");
        Files.writeString(folder.resolve("class"), kind + "\n");
        Files.writeString(folder.resolve("device"), "0x2504\n");
    }
}
