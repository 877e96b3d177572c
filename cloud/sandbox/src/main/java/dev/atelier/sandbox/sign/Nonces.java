package dev.atelier.sandbox.sign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The latest signature nonces: each may be used once.
final class Nonces {
    private static final int KEPT = 10_000;

    private final Set<String> seen =
            Collections.newSetFromMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                            return size() > KEPT;
                        }
                    });

    /// False where the nonce was used before.
    synchronized boolean use(String nonce) {
        return seen.add(nonce);
    }
}
