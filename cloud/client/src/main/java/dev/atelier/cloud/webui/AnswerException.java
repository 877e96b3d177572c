package dev.atelier.cloud.webui;

import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A service answered, but not with what its API promises.
final class AnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String advice;
    private final transient Message reason;

    /// @param key of the sentence, which names the service and `reason`
    /// @param advice of what to do
    AnswerException(String key, String advice, Message reason, @Nullable Throwable cause) {
        super(reason.english(), cause);
        this.key = key;
        this.advice = advice;
        this.reason = reason;
    }

    Failure failure(WebuiService service) {
        return new Failure.Unreachable(
                Message.of(key, service.shown(), reason), Message.of(advice));
    }
}
