package dev.atelier.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Errors as PyTorch words them.
class PyTorchErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 7.79 GiB total capacity)",
                "true | CUDA error: out of memory",
                "true | [enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 1073741824000 bytes. Error code 12 (Cannot allocate memory)",
                "true | [enforce fail at ..\\c10\\core\\impl\\alloc_cpu.cpp:72] data. DefaultCPUAllocator: not enough memory: you tried to allocate 1073741824 bytes.",
                "true | CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
                "false | CUDA error: device-side assert triggered",
                "false | mat1 and mat2 shapes cannot be multiplied (77x768 and 1024x320)"
            })
    void tellsALackOfMemory(boolean memory, String text) {
        assertEquals(memory, PyTorchErrors.isOutOfMemory(text));
    }
}
