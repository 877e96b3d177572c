package dev.atelier.cloud.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The least that a RAM user must be allowed: its services, what it chooses from, and one bucket.
///
/// @param bucket the only one whose objects may be touched
public record RamPolicy(String bucket) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
    private static final List<String> BUCKETS =
            List.of("oss:ListBuckets", "oss:GetBucketInfo", "oss:GetBucketLocation");
    private static final List<String> OBJECTS =
            List.of(
                    "oss:ListObjects",
                    "oss:GetObject",
                    "oss:PutObject",
                    "oss:DeleteObject",
                    "oss:AbortMultipartUpload",
                    "oss:ListParts");

    /// @throws InvalidValueException where no bucket can be called so
    public RamPolicy {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new InvalidValueException(Message.of("policy.bucket", bucket));
        }
    }

    /// The policy, ready to paste into the RAM console.
    public String toJson() {
        var policy = JsonNodeFactory.instance.objectNode().put("Version", "1");
        var statements = policy.putArray("Statement");
        allow(statements, Permissions.startingWith("eas:"), List.of("*"));
        allow(statements, workspaces(), List.of("*"));
        allow(statements, surroundings(), List.of("*"));
        allow(statements, BUCKETS, List.of("*"));
        var one = "acs:oss:*:*:" + bucket;
        allow(statements, OBJECTS, List.of(one, one + "/*"));
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(policy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /// The vendor's texts disagree about the prefix.
    private static List<String> workspaces() {
        var both = new ArrayList<>(Permissions.startingWith("paiworkspace:"));
        List.copyOf(both).forEach(action -> both.add(action.replaceFirst("^pai", "ai")));
        return both;
    }

    private static List<String> surroundings() {
        var all = new ArrayList<>(Permissions.startingWith("vpc:"));
        all.addAll(Permissions.startingWith("ecs:"));
        all.addAll(Permissions.startingWith("nas:"));
        return all;
    }

    private static void allow(ArrayNode statements, List<String> actions, List<String> resources) {
        var statement = statements.addObject().put("Effect", "Allow");
        actions.forEach(statement.putArray("Action")::add);
        var array = statement.putArray("Resource");
        resources.forEach(array::add);
    }
}
