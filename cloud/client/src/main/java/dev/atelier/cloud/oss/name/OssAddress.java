package dev.atelier.cloud.oss.name;

import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Message;
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
            throw new InvalidValueException(Message.of("address.bucket", bucket));
        }
        if (key.startsWith("/") || key.startsWith("\\")) {
            throw new InvalidValueException(Message.of("address.slash", key));
        }
        if (key.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new InvalidValueException(Message.of("address.length", MOST_BYTES, key));
        }
    }

    /// Reads `oss://bucket`, `oss://bucket/` or `oss://bucket/key`.
    ///
    /// @throws InvalidValueException when it is none
    public static OssAddress parse(String text) {
        if (!text.startsWith(SCHEME)) {
            throw new InvalidValueException(Message.of("value.expected", "oss://bucket/key", text));
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
