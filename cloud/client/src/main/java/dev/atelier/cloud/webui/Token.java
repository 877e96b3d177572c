package dev.atelier.cloud.webui;

import dev.atelier.recipe.Message;
import java.util.function.Supplier;

/// The secret that opens a service, and where it comes from, so that a refusal can name the place.
/// Never prints the secret.
///
/// @param value asked for at every call and never kept; empty for none
/// @param origin where it comes from, such as `the environment variable EAS_TOKEN`
/// @param advice what to do where the service does not take it
public record Token(Supplier<String> value, Message origin, Message advice) {
    /// Of a caller of this program's code.
    public static Token of(Supplier<String> value) {
        return new Token(
                value, Message.of("service.from-caller"), Message.of("service.other-token"));
    }

    /// Of an environment variable.
    public static Token ofVariable(String name, Supplier<String> value) {
        return new Token(
                value,
                Message.of("service.from-variable", name),
                Message.of("service.set-variable", name));
    }

    /// As the control plane says it for the service.
    public static Token ofAccount(Supplier<String> value) {
        return new Token(
                value, Message.of("service.from-account"), Message.of("service.account-token"));
    }

    @Override
    public String toString() {
        return "token from " + origin.english();
    }
}
