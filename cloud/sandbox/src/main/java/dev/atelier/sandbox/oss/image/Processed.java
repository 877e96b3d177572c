package dev.atelier.sandbox.oss.image;

/// A result.
///
/// @param type its media type
public record Processed(String type, byte[] bytes) {}
