package dev.atelier.app.ui;

import java.util.Optional;
import javax.swing.KeyStroke;

/// Something the palette can lead to: a command, a view, a setting, a field of the recipe.
///
/// @param name in the present language
/// @param english its name in English, which many know it by
/// @param more other words it is found by
/// @param place where it is, such as "Settings"; empty for commands
/// @param go leads there, or does it
public record PaletteEntry(
        String name,
        String english,
        String more,
        String place,
        Optional<KeyStroke> key,
        Runnable go) {}
