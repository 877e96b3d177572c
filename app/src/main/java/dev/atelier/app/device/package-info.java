/// Which device computes: the graphics card, its driver, PyTorch's CUDA build, and what is chosen.
@NullMarked
package dev.atelier.app.device;

import org.jspecify.annotations.NullMarked;
