package dev.atelier.sandbox.oss.image;

/// A result.
///
/// @param type its media type
public record ProcessedImage(String type, byte[] bytes) {}
