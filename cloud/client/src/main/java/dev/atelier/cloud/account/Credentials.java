package dev.atelier.cloud.account;

import java.util.Optional;

/// A key pair of an account or a RAM user, or one that was lent by STS.
///
/// @param accessKeyId may be shown
/// @param session present for lent credentials
/// @param region where calls go, such as `cn-shanghai`; may be empty
public record Credentials(
        String accessKeyId, Secret accessKeySecret, Optional<Secret> session, String region) {
    public static Credentials of(String accessKeyId, String accessKeySecret, String region) {
        return new Credentials(accessKeyId, new Secret(accessKeySecret), Optional.empty(), region);
    }

    public Credentials withRegion(String value) {
        return new Credentials(accessKeyId, accessKeySecret, session, value);
    }
}
