/// Services that are deployed: what they are, which states follow each other, what a config may
/// say, what their containers wrote. Start reading at `Service`, then `Lifecycle`.
@NullMarked
package dev.atelier.sandbox.deployed;

import org.jspecify.annotations.NullMarked;
