package dev.atelier.app.bench;

/// One measurement.
///
/// @param millis the best of several rounds
/// @param gflops billions of operations a second, 0 where counting makes no sense
/// @param vsMatmul that rate against a 4096³ matrix product of the same format in the same process,
///   0 where there is none
/// @param peakRssMb the most memory the process has held so far, in units of 2^20 bytes
public record BenchRow(
        String name, String dtype, double millis, double gflops, double vsMatmul, long peakRssMb) {}
