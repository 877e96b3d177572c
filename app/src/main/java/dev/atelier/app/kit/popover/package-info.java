/// What opens beside a control and closes by itself.
@NullMarked
package dev.atelier.app.kit.popover;

import org.jspecify.annotations.NullMarked;
