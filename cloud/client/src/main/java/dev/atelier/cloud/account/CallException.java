package dev.atelier.cloud.account;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The cloud refused a signed call or did not answer. The message is one sentence for the user,
/// without anything secret.
public final class CallException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String code;
    private final String requestId;
    private final @Nullable String permission;

    /// What to make of it.
    public enum Kind {
        /// Wrong keys, or keys that may not do this.
        FORBIDDEN,
        /// There is no such thing.
        NOT_FOUND,
        /// The name is taken, or something is busy changing.
        CONFLICT,
        /// The request itself is wrong.
        INVALID,
        THROTTLED,
        /// The clocks of this computer and the cloud are too far apart.
        CLOCK,
        /// It answered, and is itself in trouble.
        SERVER,
        /// No answer came.
        UNREACHABLE
    }

    /// What the vendor answered.
    ///
    /// @param code such as `Forbidden.RAM`
    /// @param said its message
    /// @param ofServer whether the server itself is in trouble
    record Refusal(String code, String said, String requestId, boolean ofServer) {
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

        String sentence() {
            return said.isEmpty() || isAboutKeys()
                    ? "The control plane refused the call (" + code + ")."
                    : said;
        }
    }

    /// @param permission what the call needs, empty for nothing
    static CallException of(Refusal refusal, Optional<String> permission, Throwable cause) {
        boolean lacking = refusal.kind() == Kind.FORBIDDEN && !refusal.isAboutKeys();
        var missing = lacking ? permission : Optional.<String>empty();
        var sentence = refusal.sentence();
        var whole =
                missing.map(action ->
                                sentence.replaceAll("\\s*\\.?$", "")
                                        + "; the call needs "
                                        + action
                                        + ".")
                        .orElse(sentence);
        return new CallException(refusal, whole, missing.orElse(null), cause);
    }

    /// What the object store said, which is a sentence already.
    ///
    /// @param refused the permission that the keys lack, empty text where the keys are wrong; empty
    ///   where they were not refused
    public static CallException ofStore(
            Exception thrown, String requestId, Optional<String> refused) {
        var code = refused.isPresent() ? "Forbidden" : "";
        var refusal = new Refusal(code, "", requestId, true);
        var missing = refused.filter(action -> !action.isEmpty()).orElse(null);
        return new CallException(refusal, String.valueOf(thrown.getMessage()), missing, thrown);
    }

    static CallException noJson(Throwable cause) {
        var refusal = new Refusal("", "", "", true);
        var sentence = "The control plane answered something that is no JSON.";
        return new CallException(refusal, sentence, null, cause);
    }

    private CallException(
            Refusal refusal, String sentence, @Nullable String permission, Throwable cause) {
        super(sentence, cause);
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
