package dev.atelier.app.bench;

/// One measurement of the cloud client.
///
/// @param value in `unit`
/// @param aim what it should not exceed, in `unit`; 0 for none
public record CloudRow(String name, double value, String unit, double aim) {}
