/// The choice of the checkpoint and its autoencoder in Create.
@NullMarked
package dev.atelier.app.create.model;

import org.jspecify.annotations.NullMarked;
