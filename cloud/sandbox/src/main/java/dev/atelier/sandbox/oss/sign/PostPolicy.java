package dev.atelier.sandbox.oss.sign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Json;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.OssException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/// What the signer of a form allows in it: the field `policy`.
public final class PostPolicy {
    private final JsonNode conditions;

    private PostPolicy(JsonNode conditions) {
        this.conditions = conditions;
    }

    /// @param field as it came, in Base64
    /// @throws OssException where it cannot be read or has expired
    public static PostPolicy read(String field, Instant now) {
        try {
            var json =
                    Json.objectOf(Base64.getMimeDecoder().decode(field))
                            .orElseThrow(PostPolicy::malformed);
            if (!json.path("conditions").isArray()) {
                throw malformed();
            }
            if (now.isAfter(Instant.parse(json.path("expiration").asText()))) {
                throw denied("Policy expired.");
            }
            return new PostPolicy(json.path("conditions"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw malformed();
        }
    }

    /// Checks all but the size.
    ///
    /// @param fields by lower-case name
    public void check(String bucket, Map<String, String> fields) {
        for (var condition : conditions) {
            if (condition.isObject()) {
                condition
                        .properties()
                        .forEach(e ->
                                require(
                                        value(e.getKey(), bucket, fields)
                                                .equals(e.getValue().asText()),
                                        condition));
            } else if (!range(condition)) {
                var name = condition.path(1).asText().replaceFirst("^\\$", "");
                require(holds(condition, value(name, bucket, fields)), condition);
            }
        }
    }

    private static boolean holds(JsonNode condition, String value) {
        var wanted = condition.path(2);
        return switch (condition.path(0).asText().toLowerCase(Locale.ROOT)) {
            case "eq" -> value.equals(wanted.asText());
            case "starts-with" -> value.startsWith(wanted.asText());
            case "in" -> has(wanted, value);
            case "not-in" -> !has(wanted, value);
            default -> throw malformed();
        };
    }

    private static boolean has(JsonNode list, String value) {
        for (var item : list) {
            if (item.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    /// @throws OssException where a `content-length-range` excludes the size
    public void checkSize(long bytes) {
        for (var condition : conditions) {
            if (range(condition)) {
                if (bytes < condition.path(1).asLong()) {
                    throw OssError.ENTITY_TOO_SMALL.exception();
                }
                if (bytes > condition.path(2).asLong()) {
                    throw OssError.ENTITY_TOO_LARGE.exception();
                }
            }
        }
    }

    private static boolean range(JsonNode condition) {
        return condition.path(0).asText().equals("content-length-range");
    }

    private static String value(String name, String bucket, Map<String, String> fields) {
        return name.equals("bucket")
                ? bucket
                : fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    private static void require(boolean holds, JsonNode condition) {
        if (!holds) {
            throw denied("Policy Condition failed: " + condition);
        }
    }

    private static OssException denied(String why) {
        return OssError.ACCESS_DENIED.because("Invalid according to Policy: " + why);
    }

    private static OssException malformed() {
        return OssError.INVALID_POLICY_DOCUMENT.exception();
    }
}
