/// The vendor's request signatures, recomputed from their documentation: ROA version 1,
/// ACS3-HMAC-SHA256 and RPC version 1. Start reading at `Verifier`.
@NullMarked
package dev.atelier.sandbox.sign;

import org.jspecify.annotations.NullMarked;
