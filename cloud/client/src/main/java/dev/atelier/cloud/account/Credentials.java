package dev.atelier.cloud.account;

import java.util.Optional;
import java.util.regex.Pattern;

/// A key pair of an account or a RAM user, or one that was lent by STS.
///
/// @param accessKeyId may be shown
/// @param session present for lent credentials
/// @param region where calls go, such as `cn-shanghai`; may be empty
public record Credentials(
        String accessKeyId, Secret accessKeySecret, Optional<Secret> session, String region) {
    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+){1,5}");
    private static final int LONGEST_REGION = 40;

    public static Credentials of(String accessKeyId, String accessKeySecret, String region) {
        return new Credentials(accessKeyId, new Secret(accessKeySecret), Optional.empty(), region);
    }

    public Credentials withRegion(String value) {
        return new Credentials(accessKeyId, accessKeySecret, session, value);
    }

    /// Whether a text can be a region's name. It becomes part of a host, and what is signed must
    /// not go to anybody else's.
    public static boolean isRegion(String text) {
        return text.length() <= LONGEST_REGION && REGION.matcher(text).matches();
    }
}
