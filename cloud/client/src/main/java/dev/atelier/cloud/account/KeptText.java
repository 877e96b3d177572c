package dev.atelier.cloud.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/// Credentials as the one text that an operating system's key store keeps.
final class KeptText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private KeptText() {}

    static String of(Credentials credentials) {
        return JSON.createObjectNode()
                .put("id", credentials.accessKeyId())
                .put("secret", credentials.accessKeySecret().reveal())
                .put("session", credentials.session().map(Secret::reveal).orElse(""))
                .put("region", credentials.region())
                .toString();
    }

    /// Empty where it is something else.
    static Optional<Credentials> read(String text) {
        try {
            JsonNode kept = JSON.readTree(text);
            if (kept == null) {
                return Optional.empty();
            }
            var keys =
                    new AccessKeys(
                            kept.path("id").asText(""),
                            kept.path("secret").asText(""),
                            kept.path("session").asText(""),
                            kept.path("region").asText(""));
            return keys.incomplete() || !keys.sane()
                    ? Optional.empty()
                    : Optional.of(keys.credentials(""));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
