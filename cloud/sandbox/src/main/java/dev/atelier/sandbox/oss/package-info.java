/// The object store: OSS's HTTP interface over a port of ours, signatures verified from their
/// documented formulas.
@NullMarked
package dev.atelier.sandbox.oss;

import org.jspecify.annotations.NullMarked;
