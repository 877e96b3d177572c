/// The gateway of PAI-EAS: tokens, warm-up, limits, and the way from a service's path to its
/// container. Start reading at `Gateway`.
@NullMarked
package dev.atelier.sandbox.gateway;

import org.jspecify.annotations.NullMarked;
