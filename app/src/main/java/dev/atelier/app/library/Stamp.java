package dev.atelier.app.library;

/// By what a picture is known to be the same as when it was read.
///
/// @param changed milliseconds since 1970
/// @param version the object's tag; empty for files
record Stamp(long bytes, long changed, String version) {}
