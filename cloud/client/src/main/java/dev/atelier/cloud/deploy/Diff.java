package dev.atelier.cloud.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What changes from one config to another, null values and the order of keys aside.
///
/// @param changes in the order of the first config, then what is only in the second
/// @param same what both have, in the order of the first config
public record Diff(List<Change> changes, List<Change> same) {
    private static final Set<String> SECRETS = Set.of("token", "dockerAuth");

    /// One value of the two configs.
    ///
    /// @param path JSON pointer
    /// @param before JSON, empty when it was not there
    /// @param after JSON, empty when it is gone
    public record Change(String path, String before, String after) {
        public boolean added() {
            return before.isEmpty();
        }

        public boolean removed() {
            return after.isEmpty();
        }

        /// The path as people write it, such as `containers[0].image`.
        public String place() {
            return path.substring(1)
                    .replaceAll("/([0-9]+)(?=/|$)", "[$1]")
                    .replace('/', '.')
                    .replace("~1", "/")
                    .replace("~0", "~");
        }

        @Override
        public String toString() {
            if (added()) {
                return "+ %s: %s".formatted(path, after);
            }
            return removed()
                    ? "- %s: %s".formatted(path, before)
                    : "~ %s: %s -> %s".formatted(path, before, after);
        }
    }

    public Diff {
        changes = List.copyOf(changes);
        same = List.copyOf(same);
    }

    public static Diff between(ServiceConfig before, ServiceConfig after) {
        var changes = new ArrayList<Change>();
        var same = new ArrayList<Change>();
        new Walk(changes, same).on("", before.withoutNulls().root(), after.withoutNulls().root());
        return new Diff(changes, same);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    private record Walk(List<Change> changes, List<Change> same) {
        void on(String path, JsonNode before, JsonNode after) {
            if (before.isObject() && after.isObject()) {
                var keys = new LinkedHashSet<String>();
                before.fieldNames().forEachRemaining(keys::add);
                after.fieldNames().forEachRemaining(keys::add);
                keys.forEach(key ->
                        on(
                                path + "/" + ServiceConfig.escaped(key),
                                before.path(key),
                                after.path(key)));
            } else if (before.isArray() && after.isArray()) {
                for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                    on(path + "/" + i, before.path(i), after.path(i));
                }
            } else {
                var kind = before.equals(after) ? same : changes;
                kind.add(new Change(path, shown(path, before), shown(path, after)));
            }
        }
    }

    private static String shown(String path, JsonNode node) {
        if (node instanceof MissingNode) {
            return "";
        }
        var key = path.substring(path.lastIndexOf('/') + 1);
        return SECRETS.contains(key) ? "(secret)" : ConfigText.strict(node, false);
    }
}
