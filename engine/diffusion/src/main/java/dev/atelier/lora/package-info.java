/// LoRA files and their relatives: what they hold, which weights of a checkpoint they change, and
/// the changed weights. The mathematics is in `lora.py`.
@NullMarked
package dev.atelier.lora;

import org.jspecify.annotations.NullMarked;
