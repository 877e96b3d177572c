/// The networks of a checkpoint as Java sees them: a class each for the text encoder, the UNet and
/// the autoencoder, over the texts in `resources/dev/atelier/torch`, and the loader that fills them
/// from a file. Tensors go in and out; nothing here knows prompts, noise or samplers. Start reading
/// at [Networks].
@NullMarked
package dev.atelier.network;

import org.jspecify.annotations.NullMarked;
