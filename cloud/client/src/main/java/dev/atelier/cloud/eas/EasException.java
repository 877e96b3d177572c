package dev.atelier.cloud.eas;

import dev.atelier.cloud.account.CallException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The control plane refused or did not answer.
public final class EasException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String code;
    private final String requestId;
    private final @Nullable String permission;

    /// What to make of it.
    public enum Kind {
        /// Wrong keys, or keys that may not do this.
        FORBIDDEN,
        /// There is no such service.
        NOT_FOUND,
        /// The name is taken, or the service is busy changing.
        CONFLICT,
        /// The request itself is wrong.
        INVALID,
        /// Too many calls.
        THROTTLED,
        /// The clocks of this computer and the cloud are too far apart.
        CLOCK,
        /// It answered, and is itself at fault.
        SERVER,
        /// No answer came.
        UNREACHABLE;

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

    /// A request that is not sent because it is wrong.
    private EasException(Message what, Message advice) {
        super(what, advice, null);
        this.kind = Kind.INVALID;
        this.code = "";
        this.requestId = "";
        this.permission = null;
    }

    private EasException(CallException refused) {
        super(refused.what(), refused.advice(), refused);
        this.kind = Kind.of(refused.kind());
        this.code = refused.code();
        this.requestId = refused.requestId();
        this.permission = refused.permission().orElse(null);
    }

    static EasException invalid(Message what, Message advice) {
        return new EasException(what, advice);
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
