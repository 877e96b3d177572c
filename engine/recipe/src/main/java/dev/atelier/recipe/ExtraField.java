package dev.atelier.recipe;

/// A field of an infotext as it was written, for what a recipe has no word for: those of A1111's
/// extensions, and known ones in a form of their own.
///
/// @param value equal to `name` where the field is a bare word
/// @param after the field it stands behind, such as `Seed`; empty for the place where A1111 puts
///   what extensions add
public record ExtraField(String name, String value, String after) {}
