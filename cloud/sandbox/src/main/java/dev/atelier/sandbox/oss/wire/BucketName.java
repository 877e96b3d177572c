package dev.atelier.sandbox.oss.wire;

import java.util.regex.Pattern;

/// Which bucket names OSS creates.
public final class BucketName {
    private static final Pattern CREATABLE = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    private BucketName() {}

    public static boolean valid(String bucket) {
        return CREATABLE.matcher(bucket).matches();
    }

    /// Refuses a name that OSS would not create.
    public static void checkCreatable(String bucket) {
        if (!valid(bucket)) {
            throw OssError.INVALID_BUCKET_NAME.exception();
        }
    }
}
