package dev.atelier.cloud.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The JSON that EAS deploys, with names for the parts that matter to Stable Diffusion. Everything
/// else in it stays as it was, in its place and order. Immutable.
///
/// Settings may be written nested (`"rpc": {"keepalive": 1}`) or dotted (`"rpc.keepalive": 1`);
/// both are found under the dotted name.
public final class ServiceConfig {
    private final ObjectNode root;

    ServiceConfig(ObjectNode root) {
        this.root = root;
    }

    /// A place where a setting stands.
    ///
    /// @param pointer JSON pointer
    public record Spot(String pointer, JsonNode value) {}

    /// One container; its texts are empty where the config has none.
    ///
    /// @param pointer where it stands
    public record Container(String pointer, String image, Script script, Optional<Integer> port) {}

    /// The three ids of a private network; each may be empty.
    public record Networking(String vpc, String vswitch, String securityGroup) {
        public boolean complete() {
            return !vpc.isEmpty() && !vswitch.isEmpty() && !securityGroup.isEmpty();
        }

        public boolean absent() {
            return vpc.isEmpty() && vswitch.isEmpty() && securityGroup.isEmpty();
        }

        /// The same, with the ids of another where it has none.
        public Networking or(Networking other) {
            return new Networking(
                    vpc.isEmpty() ? other.vpc : vpc,
                    vswitch.isEmpty() ? other.vswitch : vswitch,
                    securityGroup.isEmpty() ? other.securityGroup : securityGroup);
        }
    }

    /// How an asynchronous service queues.
    public record QueueSettings(int cpu, int memory, int maxDelivery, String resource) {}

    /// Reads a text that may have trailing commas, comments or single quotation marks.
    public static ServiceConfig read(String text) throws ConfigException {
        return new ServiceConfig(ConfigText.lenient(text));
    }

    /// Strict JSON, indented, without null values.
    public String toJson() {
        return ConfigText.strict(withoutNulls().root, true);
    }

    /// The text that this was changed from, with only what differs put into it where that has
    /// comments and they can stay; else as [#toJson].
    ///
    /// @param before that [#read] understands
    public String toJson(String before) {
        if (!ConfigText.leniencies(before).containsKey(JsonDeviation.COMMENT)) {
            return toJson();
        }
        try {
            return ConfigPatch.of(before, ConfigText.lenient(before), root).orElseGet(this::toJson);
        } catch (ConfigException e) {
            return toJson();
        }
    }

    /// Strict JSON in one line, as it is sent.
    public String toCompactJson() {
        return ConfigText.strict(withoutNulls().root, false);
    }

    /// The name, empty when there is none.
    public String name() {
        return text("metadata.name").or(() -> text("name")).orElse("");
    }

    /// `metadata.type`; `Standard` when there is none.
    public String type() {
        return text("metadata.type").orElse("Standard");
    }

    public boolean isAsync() {
        return type().equals("Async");
    }

    public Optional<String> workspace() {
        return text("metadata.workspace_id");
    }

    public Optional<Integer> instances() {
        return number("metadata.instance");
    }

    public Optional<String> machine() {
        return text("cloud.computing.instance_type").filter(type -> !type.isEmpty());
    }

    public Networking networking() {
        return new Networking(
                text("cloud.networking.vpc_id").orElse(""),
                text("cloud.networking.vswitch_id").orElse(""),
                text("cloud.networking.security_group_id").orElse(""));
    }

    public List<Container> containers() {
        var found = new ArrayList<Container>();
        int index = 0;
        for (var node : list("containers")) {
            var script = node.path("script").asText(node.path("command").asText(""));
            var port =
                    node.path("port").canConvertToInt() || node.path("port").isTextual()
                            ? Optional.of(node.path("port").asInt())
                            : Optional.<Integer>empty();
            var image = node.path("image").asText("");
            found.add(new Container("/containers/" + index++, image, new Script(script), port));
        }
        return found;
    }

    public List<Mount> mounts() {
        var found = new ArrayList<Mount>();
        int index = 0;
        for (var node : list("storage")) {
            found.add(Mount.of("/storage/" + index++, node));
        }
        return found;
    }

    /// Empty where something else stands there.
    private Iterable<JsonNode> list(String key) {
        return root.path(key) instanceof ArrayNode array ? array : List.of();
    }

    public Optional<QueueSettings> queue() {
        var node = root.path("queue");
        return node.isObject()
                ? Optional.of(
                        new QueueSettings(
                                node.path("cpu").asInt(1),
                                node.path("memory").asInt(4000),
                                node.path("max_delivery").asInt(5),
                                node.path("resource").asText("")))
                : Optional.empty();
    }

    /// A text under a dotted name.
    public Optional<String> text(String dotted) {
        return spot(dotted)
                .map(Spot::value)
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(text -> !text.equals("null"));
    }

    /// A whole number under a dotted name.
    public Optional<Integer> number(String dotted) {
        return spot(dotted).map(Spot::value).filter(JsonNode::canConvertToInt).map(JsonNode::asInt);
    }

    /// The same with a value at a JSON pointer; objects on the way are made.
    ///
    /// @param value text, number, truth, or null to take the key out
    public ServiceConfig with(String pointer, @Nullable Object value) {
        return new ServiceConfig(ConfigText.edited(root, pointer, ConfigText.node(value)));
    }

    /// The same without the key at a JSON pointer.
    public ServiceConfig without(String pointer) {
        return with(pointer, null);
    }

    /// The same in a private network.
    public ServiceConfig withNetworking(Networking network) {
        return withNamed("cloud.networking.vpc_id", network.vpc())
                .withNamed("cloud.networking.vswitch_id", network.vswitch())
                .withNamed("cloud.networking.security_group_id", network.securityGroup());
    }

    /// The same with a value under a dotted name: where that stands, else nested.
    public ServiceConfig withNamed(String dotted, Object value) {
        var pointer = spot(dotted).map(Spot::pointer).orElse("/" + dotted.replace('.', '/'));
        return with(pointer, value);
    }

    /// The same without null values, which mean nothing to EAS.
    public ServiceConfig withoutNulls() {
        return new ServiceConfig((ObjectNode) cleaned(root));
    }

    private static JsonNode cleaned(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var copy = JsonNodeFactory.instance.objectNode();
            object.properties().stream()
                    .filter(entry -> !entry.getValue().isNull())
                    .forEach(entry -> copy.set(entry.getKey(), cleaned(entry.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(cleaned(element)));
            return copy;
        }
        return node;
    }

    /// Where a text is not strict JSON: the first line of each deviation, 1-based.
    public static Map<JsonDeviation, Integer> deviations(String text) {
        return ConfigText.leniencies(text);
    }

    /// A text with JSON's own quotation marks and punctuation where others stand in their place,
    /// such as those of word processors and Chinese keyboards. All else stays, comments too.
    public static String straightened(String text) {
        return Typography.straight(text);
    }

    /// A text that is no config only because of its brackets, with these set right: closed where
    /// they are open, dropped where they close nothing. Its lines keep their numbers. Empty where
    /// that does not make it a config, and where nothing is wrong with them.
    public static Optional<String> repaired(String text) {
        return Brackets.repaired(text);
    }

    /// The line of a text in which something stands, or would stand; 1-based.
    ///
    /// @param pointer JSON pointer
    public static int lineOf(String text, String pointer) {
        return ConfigText.line(text, pointer);
    }

    /// What stands at a JSON pointer: read only, a missing node where there is nothing.
    public JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /// The tree itself: read only.
    ObjectNode root() {
        return root;
    }

    /// The first place that a dotted name may mean.
    public Optional<Spot> spot(String dotted) {
        return spots(dotted).stream().findFirst();
    }

    /// All places that a dotted name may mean.
    public List<Spot> spots(String dotted) {
        return spots(new Spot("", root), dotted);
    }

    /// All places below another one that a dotted name may mean.
    public static List<Spot> spots(Spot from, String dotted) {
        var found = new ArrayList<Spot>();
        collect(from, dotted, found);
        return found;
    }

    private static void collect(Spot from, String dotted, List<Spot> found) {
        for (int end = dotted.length(); end > 0; end = dotted.lastIndexOf('.', end - 1)) {
            var key = dotted.substring(0, end);
            var value = from.value().get(key);
            if (value != null) {
                var spot = new Spot(from.pointer() + "/" + escaped(key), value);
                if (end == dotted.length()) {
                    found.add(spot);
                } else {
                    collect(spot, dotted.substring(end + 1), found);
                }
            }
        }
    }

    /// A key as one step of a JSON pointer.
    public static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServiceConfig that && root.equals(that.root);
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }

    /// Only the name: a config may hold a token.
    @Override
    public String toString() {
        return "ServiceConfig[" + name() + "]";
    }
}
