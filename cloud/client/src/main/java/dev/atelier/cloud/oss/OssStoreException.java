package dev.atelier.cloud.oss;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The store refused, did not answer, or a file on this side failed. The message is one sentence
/// for the user, without anything secret.
public final class OssStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String requestId;
    private final @Nullable String endpoint;

    /// What to make of it.
    public enum Kind {
        NO_BUCKET("Check the bucket's name, and the account whose keys are used."),
        NO_OBJECT("Look at the list of objects."),
        /// The keys are good but may not do this.
        FORBIDDEN("Add it to the RAM policy of the access key."),
        /// The keys themselves are refused.
        KEYS("Check the access key and its secret."),
        WRONG_REGION("Choose the region of the bucket."),
        CLOCK("Set the clock of this computer."),
        /// Something is there already.
        EXISTS("Choose another name, or replace it."),
        /// It became something else meanwhile.
        CHANGED("Start again."),
        /// The bytes that arrived are not those that were sent.
        CORRUPT("Start again; if it happens twice, look for what changes the data on its way."),
        INVALID("Change the address."),
        THROTTLED("Wait a moment and try again."),
        NETWORK("Check the network; a transfer goes on where it stopped."),
        DISK_FULL(
                "Free some space, or choose another disk; the transfer goes on where it stopped."),
        READ_ONLY("Choose a folder on a disk that can be written."),
        NO_ACCESS("Choose a folder that you may write, or change its permissions."),
        FILE("Check the file and its folder."),
        /// The store is in trouble.
        SERVER("Try again later.");

        private final String remedy;

        Kind(String remedy) {
            this.remedy = remedy;
        }

        public String remedy() {
            return remedy;
        }
    }

    OssStoreException(Kind kind, String sentence, @Nullable Throwable cause) {
        this(kind, sentence, "", null, cause);
    }

    OssStoreException(
            Kind kind,
            String sentence,
            String requestId,
            @Nullable String endpoint,
            @Nullable Throwable cause) {
        super(sentence, cause);
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
