package dev.atelier.cloud.oss;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The store refused, did not answer, or a file on this side failed.
public final class OssStoreException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String requestId;
    private final @Nullable String endpoint;

    /// What to make of it.
    public enum Kind {
        NO_BUCKET("store.bucket-advice"),
        NO_OBJECT("store.object-advice"),
        /// The keys are good but may not do this.
        FORBIDDEN("store.forbidden-advice"),
        /// The keys themselves are refused.
        KEYS("store.keys-advice"),
        WRONG_REGION("store.region-advice"),
        CLOCK("store.clock-advice"),
        /// Something is there already.
        EXISTS("store.exists-advice"),
        /// It became something else meanwhile.
        CHANGED("store.changed-advice"),
        /// The bytes that arrived are not those that were sent.
        CORRUPT("store.corrupt-advice"),
        INVALID("store.invalid-advice"),
        THROTTLED("store.throttled-advice"),
        NETWORK("store.network-advice"),
        DISK_FULL("store.disk-full-advice"),
        READ_ONLY("store.read-only-advice"),
        NO_ACCESS("store.no-access-advice"),
        FILE("store.file-advice"),
        /// The store is at fault.
        SERVER("store.server-advice");

        private final String advice;

        Kind(String advice) {
            this.advice = advice;
        }

        /// What to do, one sentence.
        public Message advice() {
            return Message.of(advice);
        }
    }

    OssStoreException(Kind kind, Message what, @Nullable Throwable cause) {
        this(kind, what, "", null, cause);
    }

    OssStoreException(
            Kind kind,
            Message what,
            String requestId,
            @Nullable String endpoint,
            @Nullable Throwable cause) {
        super(what, kind.advice(), cause);
        this.kind = kind;
        this.requestId = requestId;
        this.endpoint = endpoint;
    }

    public Kind kind() {
        return kind;
    }

    /// What the vendor's support asks for; may be empty.
    public String requestId() {
        return requestId;
    }

    /// Where the bucket answers, when the region was wrong and the store says so.
    public Optional<String> endpoint() {
        return Optional.ofNullable(endpoint);
    }
}
