package dev.atelier.sandbox.oss.wire;

import dev.atelier.http.Percent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a request is about: nothing (all buckets), a bucket, or an object.
///
/// @param bucket empty for the service itself
/// @param key empty for a bucket
public record Address(String bucket, String key) {
    /// All buckets.
    public static final Address SERVICE = new Address("", "");

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]");
    private static final Pattern NUMERIC =
            Pattern.compile("[0-9.]+|localhost|\\[.*]|oss-[a-z0-9.-]+|");

    /// Reads path style for an IP address, `localhost` or a bare endpoint, host style otherwise.
    ///
    /// @throws OssException on names that OSS does not allow
    public static Address of(String host, String rawPath) {
        var path = Percent.decode(rawPath.startsWith("/") ? rawPath.substring(1) : rawPath, false);
        var name = host.startsWith("[") ? host : host.replaceFirst(":[0-9]*$", "");
        if (!NUMERIC.matcher(name).matches() && name.indexOf('.') > 0) {
            return new Address(name.substring(0, name.indexOf('.')), path).checked();
        }
        int slash = path.indexOf('/');
        return slash < 0
                ? new Address(path, "").checked()
                : new Address(path.substring(0, slash), path.substring(slash + 1)).checked();
    }

    /// The address with the bucket of the host named in the path once more, as npm's ali-oss sends
    /// it where its endpoint is an IP address.
    public Optional<Address> withoutRepeatedBucket() {
        return !bucket.isEmpty() && (key + "/").startsWith(bucket + "/")
                ? Optional.of(
                        new Address(
                                bucket, key.substring(Math.min(key.length(), bucket.length() + 1))))
                : Optional.empty();
    }

    private Address checked() {
        if (bucket.isEmpty() && key.isEmpty()) {
            return this;
        }
        if (!BUCKET.matcher(bucket).matches()) {
            throw OssError.INVALID_BUCKET_NAME.exception();
        }
        checkKey(key);
        return this;
    }

    /// @throws OssException on a key that OSS does not allow
    public static void checkKey(String key) {
        if (key.startsWith("/")
                || key.startsWith("\\")
                || key.getBytes(StandardCharsets.UTF_8).length > 1023) {
            throw OssError.INVALID_OBJECT_NAME.exception();
        }
    }
}
