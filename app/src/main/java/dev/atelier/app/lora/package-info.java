/// LoRAs while a picture is made: their cards in the form, which are the tags of the prompt, and
/// the list to choose from.
@NullMarked
package dev.atelier.app.lora;

import org.jspecify.annotations.NullMarked;
