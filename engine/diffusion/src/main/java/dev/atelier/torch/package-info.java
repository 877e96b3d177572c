/// The only package that sees DJL: it starts PyTorch, turns network texts (TorchScript source under
/// `resources/dev/atelier/torch`) into modules, and moves tensors across the border. Everything
/// here runs on the one thread that generates pictures. Start reading at [Torch].
@NullMarked
package dev.atelier.torch;

import org.jspecify.annotations.NullMarked;
