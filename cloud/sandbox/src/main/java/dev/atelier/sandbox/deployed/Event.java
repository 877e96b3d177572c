package dev.atelier.sandbox.deployed;

/// Something that happened to a service.
///
/// @param at milliseconds since 1970
/// @param warning or normal
public record Event(long at, boolean warning, String reason, String message) {}
