/// Which cloud account this program works for.
@NullMarked
package dev.atelier.app.account;

import org.jspecify.annotations.NullMarked;
