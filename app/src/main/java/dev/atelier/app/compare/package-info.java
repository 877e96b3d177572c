/// Two pictures beside each other: how alike they are, in numbers, and what of their recipes
/// differs.
@NullMarked
package dev.atelier.app.compare;

import org.jspecify.annotations.NullMarked;
