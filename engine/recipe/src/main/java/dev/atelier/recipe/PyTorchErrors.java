package dev.atelier.recipe;

import java.util.List;

/// What PyTorch says when it fails, as far as this program makes something of it. It throws a C++
/// error with nothing but text; services that run it pass that text on.
public final class PyTorchErrors {
    /// Of a lack of memory.
    private static final List<String> MEMORY =
            List.of(
                    // c10/cuda/CUDACachingAllocator.cpp, c10/cuda/CUDAException.cpp ("CUDA error:
                    // out of memory"), aten/src/ATen/mps/MPSAllocator.mm ("MPS backend out of
                    // memory")
                    "out of memory",
                    // c10/core/impl/alloc_cpu.cpp, on Linux and macOS
                    "DefaultCPUAllocator: can't allocate memory",
                    // the same, on Windows
                    "DefaultCPUAllocator: not enough memory",
                    // aten/src/ATen/cuda/Exceptions.h and cudnn/Exceptions.h
                    "CUBLAS_STATUS_ALLOC_FAILED",
                    "CUDNN_STATUS_ALLOC_FAILED");

    private PyTorchErrors() {}

    /// Whether the machine's or the device's memory ran out.
    ///
    /// @param text of the error, with or without its stack
    public static boolean isOutOfMemory(String text) {
        return MEMORY.stream().anyMatch(text::contains);
    }
}
