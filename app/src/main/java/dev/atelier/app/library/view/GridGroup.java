package dev.atelier.app.library.view;

/// Some rows of a grid in a line, under a title.
///
/// @param note behind the title, such as how many they are
/// @param first its first row, 0-based; it ends where the next begins
public record GridGroup(String title, String note, int first) {}
