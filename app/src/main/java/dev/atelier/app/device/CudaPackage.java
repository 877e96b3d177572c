package dev.atelier.app.device;

import dev.atelier.recipe.Message;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// PyTorch's CUDA build as its makers publish it. It holds CUDA's and cuDNN's libraries, so that
/// nothing besides the driver has to be installed.
///
/// DJL publishes no jar of this build, see its issue 3784: the archive of PyTorch itself is what
/// DJL's own files are unpacked from. PyTorch publishes no check sums of it; these are what others
/// have pinned, three projects for Linux and two for Windows, all alike.
///
/// @param name of the archive, which the folder it is unpacked to has too
/// @param bytes of the archive; empty where only its check sum is known
/// @param about bytes of the archive, for a sentence
/// @param unpacked bytes of what is kept of it, about
/// @param sha256 in hexadecimal digits
public record CudaPackage(
        String name, URI address, OptionalLong bytes, long about, long unpacked, String sha256) {
    /// Where all of this is from.
    public static final String LICENCE = "PyTorch BSD-3-Clause, NVIDIA CUDA EULA";

    private static final String FROM = "https://download.pytorch.org/libtorch/cu128/";

    /// What would be fetched: version, size, licence.
    public Message sentence() {
        return Message.of(
                "card.package", CudaFiles.VERSION, tenths(about), tenths(unpacked), LICENCE);
    }

    private static String tenths(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e9);
    }

    /// What a system needs; empty where there is none for it.
    public static Optional<CudaPackage> of(CudaPlatform platform) {
        return switch (platform) {
            case LINUX ->
                    Optional.of(
                            new CudaPackage(
                                    "libtorch-2.7.1-cu128-linux-x86_64",
                                    URI.create(
                                            FROM
                                                    + "libtorch-cxx11-abi-shared-with-deps-2.7.1%2Bcu128.zip"),
                                    OptionalLong.empty(),
                                    3_300_000_000L,
                                    6_000_000_000L,
                                    "ae513b437ae99150744ef1d06b02a4ecbbb9275c9ffe540c88909623e3293041"));
            case WINDOWS ->
                    Optional.of(
                            new CudaPackage(
                                    "libtorch-2.7.1-cu128-win-x86_64",
                                    URI.create(
                                            FROM
                                                    + "libtorch-win-shared-with-deps-2.7.1%2Bcu128.zip"),
                                    OptionalLong.of(3_214_239_381L),
                                    3_214_239_381L,
                                    6_000_000_000L,
                                    "bdbf643d648e2bf9e8603472d6c6ff4bae5f79a49fe4776f215b4c45c90a7f19"));
            case OTHER -> Optional.empty();
        };
    }
}
