/// What can go wrong in a cloud, by switch, so that a client's patience can be tested.
@NullMarked
package dev.atelier.sandbox.fault;

import org.jspecify.annotations.NullMarked;
