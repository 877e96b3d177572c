/// From a prompt to what the UNet reads: cleaning, byte-pair tokens, chunks of 75, the text encoder
/// behind [ClipEncoder], emphasis. Start reading at [Conditioner].
@NullMarked
package dev.atelier.text;

import org.jspecify.annotations.NullMarked;
