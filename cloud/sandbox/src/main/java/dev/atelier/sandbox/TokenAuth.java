package dev.atelier.sandbox;

import dev.atelier.sandbox.http.Incoming;
import dev.atelier.sandbox.http.Reply;
import dev.atelier.sandbox.sign.Digests;
import dev.atelier.sandbox.webui.request.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Who may use what carries no signature of its own: anyone where no token is set, else who knows
/// it.
record TokenAuth(Optional<String> token) {
    /// As A1111 asks for a password; empty where the request may pass.
    Optional<Reply> refusal(Incoming incoming) {
        return admits(incoming)
                ? Optional.empty()
                : Optional.of(
                        ApiException.http(401, "Incorrect username or password")
                                .reply()
                                .with("WWW-Authenticate", "Basic"));
    }

    boolean admits(Incoming incoming) {
        if (token.isEmpty()) {
            return true;
        }
        var given = incoming.header("authorization").orElse("");
        return given.startsWith("Bearer ")
                ? Digests.same(token.get(), given.substring("Bearer ".length()))
                : given.startsWith("Basic ") && password(given.substring("Basic ".length()));
    }

    private boolean password(String basic) {
        try {
            var pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon >= 0 && Digests.same(token.orElse(""), pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return token.isPresent() ? "a token" : "anyone";
    }
}
