package dev.atelier.app.device;

import dev.atelier.app.device.CardProbe.Result;
import dev.atelier.app.device.GraphicsCard.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Cards that are not in this computer, and folders that look like PyTorch's CUDA build.
public final class FakeCards {
    private static final long GIBI = 1L << 30;

    private FakeCards() {}

    public static GraphicsCard card(int index, String name, int gigabytes, int major, int minor) {
        return new GraphicsCard(
                index,
                name,
                gigabytes * GIBI,
                (gigabytes - 1) * GIBI,
                Optional.of(new Capability(major, minor)));
    }

    public static Result rtx3060() {
        return new Result.Working(
                "570.124.06", List.of(card(0, "NVIDIA GeForce RTX 3060", 12, 8, 6)));
    }

    /// The names of the libraries, each with a few bytes.
    public static Path libtorch(Path folder, String version) {
        try {
            var lib = Files.createDirectories(folder.resolve("lib"));
            for (var name : CudaPlatform.LINUX.libraries()) {
                Files.writeString(lib.resolve(name.contains(".") ? name : name + ".so.12"), "ELF");
            }
            Files.writeString(folder.resolve("build-version"), version + "\n");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
