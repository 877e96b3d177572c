package dev.atelier.sandbox.deployed;

/// A change of state that is due at a time.
///
/// @param at milliseconds since 1970
/// @param reason in capitals, as DescribeService returns it
/// @param warning whether its event is one
public record Step(long at, Status status, String reason, String message, boolean warning) {}
