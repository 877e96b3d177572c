package dev.atelier.app.device;

import java.util.List;
import java.util.Locale;

/// The systems for which there is a CUDA build of PyTorch, and what it consists of there.
///
/// The least drivers are those of CUDA 12.x by minor version compatibility: CUDA 12.8 release
/// notes, table "Minimum Required Driver Version".
public enum CudaPlatform {
    LINUX(
            "525.60.13",
            List.of(
                    "libc10.so",
                    "libc10_cuda.so",
                    "libtorch.so",
                    "libtorch_cpu.so",
                    "libtorch_cuda.so",
                    "libcudart",
                    "libcublas",
                    "libcudnn")),
    WINDOWS(
            "528.33",
            List.of(
                    "c10.dll",
                    "c10_cuda.dll",
                    "torch.dll",
                    "torch_cpu.dll",
                    "torch_cuda.dll",
                    "cudart64",
                    "cublas64",
                    "cudnn64")),
    /// macOS, and processors for which nobody builds it.
    OTHER("", List.of());

    private final String leastDriver;
    private final List<String> libraries;

    CudaPlatform(String leastDriver, List<String> libraries) {
        this.leastDriver = leastDriver;
        this.libraries = libraries;
    }

    public static CudaPlatform ofThisMachine() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static CudaPlatform of(String os, String arch) {
        var system = os.toLowerCase(Locale.ROOT);
        if (!arch.equals("amd64") && !arch.equals("x86_64")) {
            return OTHER;
        }
        if (system.startsWith("linux")) {
            return LINUX;
        }
        return system.startsWith("windows") ? WINDOWS : OTHER;
    }

    /// The oldest driver that runs CUDA 12.8.
    public String leastDriver() {
        return leastDriver;
    }

    /// Names of libraries that have to be there; those without an ending are followed by a version.
    List<String> libraries() {
        return libraries;
    }

    /// Whether a file name is that of a native library.
    boolean isLibrary(String name) {
        return switch (this) {
            case LINUX -> name.endsWith(".so") || name.contains(".so.");
            case WINDOWS -> name.toLowerCase(Locale.ROOT).endsWith(".dll");
            case OTHER -> false;
        };
    }
}
