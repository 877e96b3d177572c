package dev.atelier.cloud.account;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a place says, before anybody looked whether it can be used.
///
/// @param session empty for none
/// @param region empty for none
record AccessKeys(Secret id, Secret secret, Secret session, String region) {
    /// They go into headers, so no space and no line break may be in them.
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]*");

    private static final int LONGEST = 8192;

    AccessKeys(String id, String secret, String session, String region) {
        this(new Secret(id), new Secret(secret), new Secret(session), region);
    }

    boolean incomplete() {
        return id.isEmpty() || secret.isEmpty();
    }

    boolean sane() {
        return sane(id) && sane(secret) && sane(session);
    }

    private static boolean sane(Secret secret) {
        var text = secret.reveal();
        return text.length() <= LONGEST && PRINTABLE.matcher(text).matches();
    }

    /// @param otherRegion where the place names none
    Credentials credentials(String otherRegion) {
        var named = region.isEmpty() ? otherRegion : region;
        return new Credentials(
                id.reveal(),
                secret,
                session.isEmpty() ? Optional.empty() : Optional.of(session),
                Credentials.isRegion(named) ? named : "");
    }
}
