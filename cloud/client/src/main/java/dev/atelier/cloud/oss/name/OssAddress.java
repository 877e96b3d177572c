package dev.atelier.cloud.oss.name;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Where an object is, or where many begin: `oss://bucket/key`.
///
/// @param key empty for the bucket itself; ends with a slash for what is seen as a folder
public record OssAddress(String bucket, String key) {
    private static final String SCHEME = "oss://";
    private static final int MOST_BYTES = 1023;
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]");

    public OssAddress {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException("no bucket can be called \"" + bucket + "\"");
        }
        if (key.startsWith("/") || key.startsWith("\\")) {
            throw new IllegalArgumentException("a key cannot begin with a slash: " + key);
        }
        if (key.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a key has at most %d bytes: %s".formatted(MOST_BYTES, key));
        }
    }

    /// Reads `oss://bucket`, `oss://bucket/` or `oss://bucket/key`.
    ///
    /// @throws IllegalArgumentException when it is none; the message says why
    public static OssAddress parse(String text) {
        if (!text.startsWith(SCHEME)) {
            throw new IllegalArgumentException("expected oss://bucket/key, got " + text);
        }
        var rest = text.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        return slash < 0
                ? new OssAddress(rest, "")
                : new OssAddress(rest.substring(0, slash), rest.substring(slash + 1));
    }

    /// Another key of the same bucket.
    public OssAddress at(String otherKey) {
        return new OssAddress(bucket, otherKey);
    }

    /// What stands behind the last slash; empty for a folder.
    public String last() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    public boolean isFolder() {
        return key.isEmpty() || key.endsWith("/");
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }
}
