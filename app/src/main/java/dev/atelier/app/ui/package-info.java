/// What every view is made of: colours, type, icons, words and the controls that Swing lacks or
/// that always look the same here.
///
/// Colours and fonts are requested when painting, never kept: the theme may change at any time.
/// Start with [ThemeColors] and [TextStyle]; `theme/*.properties` beside this package hold the
/// values.
@NullMarked
package dev.atelier.app.ui;

import org.jspecify.annotations.NullMarked;
