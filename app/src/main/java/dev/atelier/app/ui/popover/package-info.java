/// What opens beside a control and closes by itself.
@NullMarked
package dev.atelier.app.ui.popover;

import org.jspecify.annotations.NullMarked;
