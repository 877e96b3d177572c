package dev.atelier.app.settings;

/// A measured peak of memory.
///
/// @param megapixels at once
public record MemoryPoint(double megapixels, double bytes) {}
