/// The choice of the checkpoint in Create.
@NullMarked
package dev.atelier.app.create.model;

import org.jspecify.annotations.NullMarked;
