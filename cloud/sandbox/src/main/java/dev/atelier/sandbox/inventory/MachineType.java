package dev.atelier.sandbox.inventory;

/// A machine type that services can run on.
///
/// @param memoryGb main memory
/// @param gpu its model, empty for none
/// @param gpuMemoryGb of one GPU
/// @param inStock whether one can be had
public record MachineType(
        String type, int cpus, int memoryGb, String gpu, int gpuMemoryGb, boolean inStock) {}
