package dev.atelier.cloud.eas;

import dev.atelier.cloud.account.CallException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The control plane refused or did not answer. The message is one sentence for the user, without
/// anything secret.
public final class EasException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String code;
    private final String requestId;
    private final @Nullable String permission;

    /// What to make of it.
    public enum Kind {
        /// Wrong keys, or keys that may not do this.
        FORBIDDEN("Check the access key, and that its RAM policy allows this call."),
        /// There is no such service.
        NOT_FOUND("Look at the list of services."),
        /// The name is taken, or the service is busy changing.
        CONFLICT("Choose another name, or wait until the service has settled."),
        /// The request itself is wrong.
        INVALID("Change the configuration as the message says."),
        /// Too many calls.
        THROTTLED("Wait a moment and try again."),
        /// The clocks of this computer and the cloud are too far apart.
        CLOCK("Set the clock of this computer."),
        /// It answered, and is itself in trouble.
        SERVER("The control plane answered, so the network is fine: try again in a minute."),
        /// No answer came.
        UNREACHABLE("Check the network and the region, or the address in ATELIER_CLOUD_ENDPOINT.");

        private final String remedy;

        Kind(String remedy) {
            this.remedy = remedy;
        }

        public String remedy() {
            return remedy;
        }

        private static Kind of(CallException.Kind kind) {
            return switch (kind) {
                case FORBIDDEN -> FORBIDDEN;
                case NOT_FOUND -> NOT_FOUND;
                case CONFLICT -> CONFLICT;
                case INVALID -> INVALID;
                case THROTTLED -> THROTTLED;
                case CLOCK -> CLOCK;
                case SERVER -> SERVER;
                case UNREACHABLE -> UNREACHABLE;
            };
        }
    }

    EasException(
            Kind kind, String code, String sentence, String requestId, @Nullable Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
        this.code = code;
        this.requestId = requestId;
        this.permission = null;
    }

    private EasException(CallException refused) {
        super(refused.getMessage(), refused);
        this.kind = Kind.of(refused.kind());
        this.code = refused.code();
        this.requestId = refused.requestId();
        this.permission = refused.permission().orElse(null);
    }

    static EasException of(CallException refused) {
        return new EasException(refused);
    }

    public Kind kind() {
        return kind;
    }

    /// The vendor's code, such as `InvalidService.NotFound`.
    public String code() {
        return code;
    }

    /// What the vendor's support asks for; may be empty.
    public String requestId() {
        return requestId;
    }

    /// The action that the keys' RAM policy lacks, such as `eas:CreateService`.
    public Optional<String> permission() {
        return Optional.ofNullable(permission);
    }
}
