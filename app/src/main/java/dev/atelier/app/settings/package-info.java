/// What the studio remembers between starts, and the view to change it.
@NullMarked
package dev.atelier.app.settings;

import org.jspecify.annotations.NullMarked;
