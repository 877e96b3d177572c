/// The words of OSS's protocol: addresses, parameters, XML, errors.
@NullMarked
package dev.atelier.sandbox.oss.wire;

import org.jspecify.annotations.NullMarked;
