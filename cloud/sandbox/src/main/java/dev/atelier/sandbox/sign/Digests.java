package dev.atelier.sandbox.sign;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The sums that the signatures are made of.
public final class Digests {
    private Digests() {}

    /// HMAC-SHA1 in Base64.
    public static String hmacSha1(String key, String text) {
        return Base64.getEncoder().encodeToString(hmac("HmacSHA1", key, text));
    }

    /// HMAC-SHA256 in hexadecimal digits.
    static String hmacSha256(String key, String text) {
        return HexFormat.of().formatHex(hmac("HmacSHA256", key, text));
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-256", bytes));
    }

    /// MD5, sixteen bytes.
    public static byte[] md5(byte[] bytes) {
        return digest("MD5", bytes);
    }

    /// Compares in a time that does not depend on how much was right.
    public static boolean same(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(String algorithm, String key, String text) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
