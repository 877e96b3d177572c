/// The cloud on one loopback port: control plane, gateway, object store and webui API, proven by
/// the vendors' own clients and sharing no protocol code with ours.
@NullMarked
package dev.atelier.sandbox;

import org.jspecify.annotations.NullMarked;
