/// Where buckets and objects live: a directory that survives restarts, or memory.
@NullMarked
package dev.atelier.sandbox.oss.store;

import org.jspecify.annotations.NullMarked;
