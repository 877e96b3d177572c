/// Who sent a request: signatures V1 and V4, in the header or in the link.
@NullMarked
package dev.atelier.sandbox.oss.sign;

import org.jspecify.annotations.NullMarked;
