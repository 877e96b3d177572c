package dev.atelier.cloud.account;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.ProblemException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The cloud refused a signed call or did not answer.
public final class CallException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String code;
    private final String requestId;
    private final @Nullable String permission;

    /// What to make of it.
    public enum Kind {
        /// Wrong keys, or keys that may not do this.
        FORBIDDEN("call.forbidden-advice"),
        /// There is no such thing.
        NOT_FOUND("call.not-found-advice"),
        /// The name is taken, or something is busy changing.
        CONFLICT("call.conflict-advice"),
        /// The request itself is wrong.
        INVALID("call.invalid-advice"),
        THROTTLED("call.throttled-advice"),
        /// The clocks of this computer and the cloud are too far apart.
        CLOCK("call.clock-advice"),
        /// It answered, and is itself at fault.
        SERVER("call.server-advice"),
        /// No answer came.
        UNREACHABLE("call.unreachable-advice");

        private final String advice;

        Kind(String advice) {
            this.advice = advice;
        }

        /// What to do, one sentence.
        public Message advice() {
            return Message.of(advice);
        }
    }

    /// What the vendor answered.
    ///
    /// @param code such as `Forbidden.RAM`
    /// @param message its message
    /// @param ofServer whether the server itself is at fault
    record Refusal(String code, String message, String requestId, boolean ofServer) {
        Kind kind() {
            var lower = code.toLowerCase(Locale.ROOT);
            if (lower.startsWith("forbidden") || isAboutKeys() || lower.contains("nopermission")) {
                return Kind.FORBIDDEN;
            }
            if (lower.contains("notfound")) {
                return Kind.NOT_FOUND;
            }
            if (lower.startsWith("throttling")) {
                return Kind.THROTTLED;
            }
            if (lower.contains("conflict") || lower.contains("exist")) {
                return Kind.CONFLICT;
            }
            if (lower.contains("timestamp") || lower.contains("timetooskewed")) {
                return Kind.CLOCK;
            }
            if (lower.startsWith("sdk.")) {
                return Kind.UNREACHABLE;
            }
            return ofServer ? Kind.SERVER : Kind.INVALID;
        }

        /// Such a message repeats what was signed, which helps nobody.
        boolean isAboutKeys() {
            return code.contains("Signature")
                    || code.contains("AccessKey")
                    || code.contains("SecurityToken");
        }

        /// The same as a part of a sentence.
        Message clause() {
            return message.isEmpty() || isAboutKeys()
                    ? Message.of("call.refused-code", code)
                    : Message.foreign(message);
        }

        /// What the client library says of a call without an answer is its whole address.
        Message what() {
            if (kind() == Kind.UNREACHABLE) {
                return Message.of("call.unreachable");
            }
            return message.isEmpty() || isAboutKeys()
                    ? Message.of("call.refused", code)
                    : Message.of("failure.sentence", Message.foreign(message));
        }
    }

    /// @param permission what the call needs, empty for nothing
    static CallException of(Refusal refusal, Optional<String> permission, Throwable cause) {
        boolean lacking = refusal.kind() == Kind.FORBIDDEN && !refusal.isAboutKeys();
        var missing = lacking ? permission : Optional.<String>empty();
        var whole =
                missing.map(action -> Message.of("call.lacking", refusal.clause(), action))
                        .orElseGet(refusal::what);
        return new CallException(refusal, whole, missing.orElse(null), cause);
    }

    /// What the object store said.
    ///
    /// @param refused the permission that the keys lack, empty text where the keys are wrong; empty
    ///   where they were not refused
    public static CallException ofStore(
            ProblemException thrown, String requestId, Optional<String> refused) {
        var code = refused.isPresent() ? "Forbidden" : "";
        var refusal = new Refusal(code, "", requestId, true);
        var missing = refused.filter(action -> !action.isEmpty()).orElse(null);
        return new CallException(refusal, thrown.what(), missing, thrown);
    }

    static CallException noJson(Throwable cause) {
        var refusal = new Refusal("", "", "", true);
        return new CallException(refusal, Message.of("call.no-json"), null, cause);
    }

    private CallException(
            Refusal refusal, Message what, @Nullable String permission, Throwable cause) {
        super(what, refusal.kind().advice(), cause);
        this.kind = refusal.kind();
        this.code = refusal.code();
        this.requestId = refusal.requestId();
        this.permission = permission;
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
