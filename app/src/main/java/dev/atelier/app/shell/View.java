package dev.atelier.app.shell;

import javax.swing.JComponent;

/// A place in the rail.
///
/// @param id for settings
/// @param icon of the icon family
/// @param title in the present language
/// @param component the view itself
/// @param focus takes the keyboard to where a person begins in it
/// @param atEnd down at the rail's foot
public record View(
        String id,
        String icon,
        String title,
        JComponent component,
        Runnable focus,
        boolean atEnd) {}
