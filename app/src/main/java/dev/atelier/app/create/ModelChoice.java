package dev.atelier.app.create;

/// A checkpoint that can be chosen.
///
/// @param name what recipes call it
/// @param detail family, number format and size, in words
/// @param nativeSize the edge of the pictures it was trained on, in pixels
public record ModelChoice(String name, String detail, int nativeSize) {}
