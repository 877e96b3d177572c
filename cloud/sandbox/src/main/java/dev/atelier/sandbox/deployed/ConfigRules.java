package dev.atelier.sandbox.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.sandbox.inventory.SandboxInventory;
import dev.atelier.sandbox.sign.RefusedException;
import java.util.HashSet;
import java.util.regex.Pattern;

/// What the control plane refuses to take as a service. The wording of these 400s is chosen, where
/// no source gives it.
public final class ConfigRules {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{2,62}");
    private static final int MAX_INSTANCES = 100;

    private ConfigRules() {}

    /// The body of a call as a service.
    ///
    /// @throws RefusedException where it is no JSON object
    public static ObjectNode read(byte[] body) {
        return Json.objectOf(body).orElseThrow(() -> bad("service config is not valid JSON"));
    }

    public static String name(JsonNode config) {
        return config.at("/metadata/name").asText(config.path("name").asText(""));
    }

    public static int instances(JsonNode config) {
        return config.at("/metadata/instance").asInt(1);
    }

    public static boolean async(JsonNode config) {
        return config.at("/metadata/type").asText("").equals("Async");
    }

    /// @throws RefusedException with the first rule that it breaks
    public static void check(ObjectNode config) {
        require(
                NAME.matcher(name(config)).matches(),
                "service name must match [a-z0-9_], 3 to 63 characters, starting with a letter");
        instanceCount(instances(config));
        require(
                !config.path("containers").isEmpty() || config.has("processor"),
                "containers or processor is required");
        containers(config);
        require(
                !config.has("queue") || async(config),
                "queue is only allowed for services of type Async");
        networking(config);
        storage(config);
        machine(config);
    }

    public static void instanceCount(int count) {
        require(count >= 0 && count <= MAX_INSTANCES, "instance must be between 0 and 100");
    }

    private static void containers(JsonNode config) {
        for (var container : config.path("containers")) {
            require(!container.path("image").asText("").isEmpty(), "container image is required");
            require(
                    !(container.has("script") && container.has("command")),
                    "only one of script and command is allowed");
            int port = container.path("port").asInt(0);
            require(port != 8080 && port != 9090, "port " + port + " is reserved by the system");
        }
    }

    private static void networking(JsonNode config) {
        var networking = config.at("/cloud/networking");
        int given = 0;
        for (var key : new String[] {"vpc_id", "vswitch_id", "security_group_id"}) {
            given += networking.path(key).asText("").isEmpty() ? 0 : 1;
        }
        require(given == 0 || given == 3, "vpcId, vswId and securityGroupId are required");
        boolean nas = config.path("storage").findValue("nfs") != null;
        require(!nas || given == 3, "vpcId, vswId and securityGroupId are required");
    }

    private static void storage(JsonNode config) {
        var seen = new HashSet<String>();
        for (var storage : config.path("storage")) {
            var mount = storage.path("mount_path").asText("");
            require(mount.startsWith("/"), "mount_path must be an absolute path");
            require(seen.add(mount), "mount_path " + mount + " is used twice");
            require(
                    !storage.has("oss") || storage.at("/oss/path").asText("").startsWith("oss://"),
                    "oss path must start with oss://");
        }
    }

    private static void machine(JsonNode config) {
        var type = config.at("/cloud/computing/instance_type").asText("");
        require(
                type.isEmpty() || SandboxInventory.machine(type).isPresent(),
                "instance type " + type + " is not supported");
    }

    public static void require(boolean holds, String message) {
        if (!holds) {
            throw bad(message);
        }
    }

    public static RefusedException bad(String message) {
        return EasError.BAD_REQUEST.because(message);
    }
}
