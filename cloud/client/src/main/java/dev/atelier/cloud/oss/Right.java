package dev.atelier.cloud.oss;

import dev.atelier.cloud.oss.name.OssAddress;

/// What a call needs leave for, in the words of a RAM policy.
enum Right {
    BUCKETS("oss:ListBuckets", "list"),
    LIST("oss:ListObjects", "list"),
    READ("oss:GetObject", "read"),
    WRITE("oss:PutObject", "write"),
    DELETE("oss:DeleteObject", "delete"),
    LIST_PARTS("oss:ListParts", "look for parts of"),
    ABORT("oss:AbortMultipartUpload", "drop the parts of");

    private final String action;
    private final String verb;

    Right(String action, String verb) {
        this.action = action;
        this.verb = verb;
    }

    String action() {
        return action;
    }

    String verb() {
        return verb;
    }

    /// What the action must be allowed on.
    String resource(OssAddress address) {
        return "acs:oss:*:*:"
                + address.bucket()
                + (this == LIST || address.key().isEmpty() ? "" : "/" + address.key());
    }
}
