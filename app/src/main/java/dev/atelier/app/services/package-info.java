/// The services of the connected account: what they are doing and costing, places of the queue, and
/// what starts, stops and guards them. Start reading at `ServicesModel`.
@NullMarked
package dev.atelier.app.services;

import org.jspecify.annotations.NullMarked;
