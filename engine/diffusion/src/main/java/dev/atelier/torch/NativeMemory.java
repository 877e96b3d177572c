package dev.atelier.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How native memory is taken on Linux; elsewhere nothing happens.
///
/// Large tensors lie in huge pages where the system allows it. The first touch of a page is what
/// fresh memory costs, and a decoder's activations are hundreds of megabytes for each layer.
///
/// glibc is kept from hoarding. While weights are loaded, every large block is mapped by itself, so
/// that the conversions between file and network leave no holes behind; afterwards blocks are kept
/// and reused, since mapping them again for every activation would cost page faults all the time.
///
/// Sources: PyTorch `c10/core/impl/alloc_cpu.cpp`; setenv(3), mallopt(3), malloc_trim(3).
public final class NativeMemory {
    private static final Logger log = LoggerFactory.getLogger(NativeMemory.class);

    private static final String HUGE_PAGES = "THP_MEM_ALLOC_ENABLE";

    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_MMAP_THRESHOLD = -3;
    private static final int LOADING_BYTES = 128 << 10;

    /// The largest threshold that mallopt accepts on 64-bit systems is 32 MB.
    private static final int RUNNING_BYTES = 32 << 20;

    private static final int KEPT_BYTES = 512 << 20;

    private NativeMemory() {}

    /// Before PyTorch's libraries are loaded: they read the variable when they first take memory.
    /// One that the user has set stays.
    static void useHugePages() {
        var signature =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT);
        function("setenv", signature)
                .ifPresent(handle -> {
                    try (var arena = Arena.ofConfined()) {
                        var name = arena.allocateFrom(HUGE_PAGES);
                        int _ = (int) handle.invokeExact(name, arena.allocateFrom("1"), 0);
                    } catch (Throwable e) { // what a method handle declares
                        log.debug("setenv failed", e);
                    }
                });
    }

    /// Before weights are loaded.
    public static void beginLoading() {
        mallopt(M_MMAP_THRESHOLD, LOADING_BYTES);
    }

    /// After they are.
    public static void endLoading() {
        call("malloc_trim", 0L, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
        mallopt(M_MMAP_THRESHOLD, RUNNING_BYTES);
        mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    }

    private static void mallopt(int parameter, int value) {
        var signature =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        function("mallopt", signature)
                .ifPresent(handle -> {
                    try {
                        int _ = (int) handle.invokeExact(parameter, value);
                    } catch (Throwable e) { // what a method handle declares
                        log.debug("mallopt failed", e);
                    }
                });
    }

    private static void call(String name, long argument, FunctionDescriptor signature) {
        function(name, signature)
                .ifPresent(handle -> {
                    try {
                        int _ = (int) handle.invokeExact(argument);
                    } catch (Throwable e) { // what a method handle declares
                        log.debug("{} failed", name, e);
                    }
                });
    }

    @SuppressWarnings("restricted") // calling C is what this class is for
    private static Optional<MethodHandle> function(String name, FunctionDescriptor signature) {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        var linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(address -> linker.downcallHandle(address, signature));
    }
}
