/// The choice of the checkpoint and its autoencoder in Create.
@NullMarked
package dev.atelier.app.models.choice;

import org.jspecify.annotations.NullMarked;
