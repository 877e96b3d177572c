package dev.atelier.app.library;

/// What is put together under one heading.
public enum Grouping {
    NONE,
    /// By the local day on which they were made.
    DAY,
    MODEL,
    /// By everything of the recipe but the seed.
    RECIPE
}
