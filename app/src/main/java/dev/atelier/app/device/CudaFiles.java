package dev.atelier.app.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a folder holds of PyTorch's CUDA build. Reads names, sizes and one line.
///
/// The layouts are those of libtorch's archive (`libtorch/lib` with `libtorch/build-version`) and
/// of a Python installation (`torch/lib` with `torch/version.py`).
public sealed interface CudaFiles {
    /// The one version that DJL's bridge of this program fits.
    String VERSION = "2.7.1";

    /// How DJL calls the build, and the bridge for it.
    String FLAVOR = "cu128";

    /// Nothing of it.
    record None() implements CudaFiles {}

    /// Some of it.
    ///
    /// @param missing names of libraries
    record Incomplete(Path folder, List<String> missing) implements CudaFiles {
        public Incomplete {
            missing = List.copyOf(missing);
        }
    }

    /// Of another version or build.
    ///
    /// @param version as the folder says, such as `2.6.0+cu126`
    record Other(Path folder, String version) implements CudaFiles {}

    /// All of it.
    ///
    /// @param libraries the folder with the libraries themselves
    record Whole(Path libraries, String version) implements CudaFiles {}

    /// Looks into a folder: libtorch's own, the one around it, or its `lib`.
    static CudaFiles in(Path folder, CudaPlatform platform) {
        for (var inside : List.of("", "lib", "libtorch/lib", "torch/lib")) {
            var libraries = folder.resolve(inside);
            var found = sizes(libraries, platform);
            boolean some = platform.libraries().stream().anyMatch(it -> found.containsKey(it));
            if (some) {
                return of(libraries.normalize(), found, platform);
            }
        }
        return new None();
    }

    private static CudaFiles of(Path libraries, Map<String, Long> found, CudaPlatform platform) {
        var version = version(libraries);
        if (version.isPresent() && !fits(version.get())) {
            return new Other(libraries, version.get());
        }
        var missing =
                platform.libraries().stream()
                        .filter(name -> found.getOrDefault(name, 0L) == 0)
                        .toList();
        return missing.isEmpty()
                ? new Whole(libraries, version.orElse(VERSION + "+" + FLAVOR))
                : new Incomplete(libraries, missing);
    }

    private static boolean fits(String version) {
        return version.equals(VERSION + "+" + FLAVOR);
    }

    /// The largest file of each library; a download that broke off leaves empty ones.
    private static Map<String, Long> sizes(Path folder, CudaPlatform platform) {
        var sizes = new TreeMap<String, Long>();
        if (!Files.isDirectory(folder)) {
            return sizes;
        }
        try (var all = Files.list(folder)) {
            for (var file : all.toList()) {
                var name = String.valueOf(file.getFileName());
                platform.libraries().stream()
                        .filter(it -> name.equals(it) || (!it.contains(".") && name.startsWith(it)))
                        .filter(it -> platform.isLibrary(name))
                        .forEach(it -> sizes.merge(it, file.toFile().length(), Math::max));
            }
        } catch (IOException e) {
            return Map.of();
        }
        return sizes;
    }

    private static Optional<String> version(Path libraries) {
        var above = libraries.toAbsolutePath().getParent();
        if (above == null) {
            return Optional.empty();
        }
        var plain = text(above.resolve("build-version")).map(String::strip);
        return plain.isPresent() ? plain : text(above.resolve("version.py")).flatMap(CudaFiles::py);
    }

    private static Optional<String> py(String source) {
        var found = Pattern.compile("__version__\\s*=\\s*['\"]([^'\"]+)['\"]").matcher(source);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
