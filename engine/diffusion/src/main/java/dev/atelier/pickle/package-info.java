/// Files that PyTorch's `torch.save` wrote (.ckpt, .pt, .bin), read without running anything: a
/// pickle is a program, and here only the few operations that describe tensors are understood.
@NullMarked
package dev.atelier.pickle;

import org.jspecify.annotations.NullMarked;
