/// The safetensors file format: a JSON header naming tensors, then their bytes. Reading maps the
/// file and trusts nothing in it. Start reading at [SafetensorsFile].
///
/// Format: https://github.com/huggingface/safetensors#format
@NullMarked
package dev.atelier.safetensors;

import org.jspecify.annotations.NullMarked;
