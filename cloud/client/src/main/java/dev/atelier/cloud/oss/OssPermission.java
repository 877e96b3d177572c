package dev.atelier.cloud.oss;

import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Message;

/// What a call needs leave for, in the words of a RAM policy.
enum OssPermission {
    BUCKETS("oss:ListBuckets", "store.verb-list"),
    LIST("oss:ListObjects", "store.verb-list"),
    READ("oss:GetObject", "store.verb-read"),
    WRITE("oss:PutObject", "store.verb-write"),
    DELETE("oss:DeleteObject", "store.verb-delete"),
    LIST_PARTS("oss:ListParts", "store.verb-parts"),
    ABORT("oss:AbortMultipartUpload", "store.verb-drop");

    private final String action;
    private final String verb;

    OssPermission(String action, String verb) {
        this.action = action;
        this.verb = verb;
    }

    String action() {
        return action;
    }

    Message verb() {
        return Message.of(verb);
    }

    /// What the action must be allowed on.
    String resource(OssAddress address) {
        return "acs:oss:*:*:"
                + address.bucket()
                + (this == LIST || address.key().isEmpty() ? "" : "/" + address.key());
    }
}
