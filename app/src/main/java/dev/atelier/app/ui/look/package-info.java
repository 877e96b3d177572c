/// What a person may choose about the look besides light and dark.
@NullMarked
package dev.atelier.app.ui.look;

import org.jspecify.annotations.NullMarked;
