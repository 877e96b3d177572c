/// The sandbox, judged by the vendors' clients.
@NullMarked
package dev.atelier.sandbox;

import org.jspecify.annotations.NullMarked;
