package dev.atelier.webui;

import dev.atelier.http.Incoming;
import dev.atelier.http.Reply;
import dev.atelier.webui.request.WebuiError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/// Who may use what carries no signature of its own: anyone where no token is set, else who knows
/// it: as `Bearer`, as Basic's password, or bare, as clients of PAI-EAS send theirs.
public record TokenAuth(Optional<String> token) {
    /// As A1111 asks for a password; empty where the request may pass.
    public Optional<Reply> refusal(Incoming incoming) {
        return admits(incoming)
                ? Optional.empty()
                : Optional.of(
                        WebuiError.UNAUTHORIZED
                                .exception()
                                .reply()
                                .with("WWW-Authenticate", "Basic"));
    }

    public boolean admits(Incoming incoming) {
        if (token.isEmpty()) {
            return true;
        }
        var given = incoming.header("authorization").orElse("");
        if (given.startsWith("Basic ")) {
            return password(given.substring("Basic ".length()));
        }
        var bearer = given.startsWith("Bearer ") ? given.substring("Bearer ".length()) : given;
        return same(token.get(), bearer);
    }

    private boolean password(String basic) {
        try {
            var pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon >= 0 && same(token.orElse(""), pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Compares in a time that does not depend on how much was right.
    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return token.isPresent() ? "a token" : "anyone";
    }
}
