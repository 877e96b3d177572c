/// The table of all samplers and what A1111 says about each. Start reading at [Samplers].
@NullMarked
package dev.atelier.sampling.catalog;

import org.jspecify.annotations.NullMarked;
