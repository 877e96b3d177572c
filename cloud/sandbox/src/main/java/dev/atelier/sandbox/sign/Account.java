package dev.atelier.sandbox.sign;

/// Whom the sandbox knows.
///
/// @param id sixteen digits
public record Account(String id, String accessKeyId, String accessKeySecret) {
    /// The account of every sandbox that is reached from this machine only.
    public static final Account FIXED =
            new Account("1000000000000001", "AtelierSandboxKey", "atelier-sandbox-secret");

    /// The same account with another secret.
    public Account withSecret(String secret) {
        return new Account(id, accessKeyId, secret);
    }

    @Override
    public String toString() {
        return accessKeyId;
    }
}
