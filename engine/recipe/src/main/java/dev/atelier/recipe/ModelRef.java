package dev.atelier.recipe;

/// A model by name and hash, as infotext names it; either may be empty.
///
/// @param name file name without extension
/// @param hash first ten hexadecimal digits of the file's SHA-256
public record ModelRef(String name, String hash) {}
