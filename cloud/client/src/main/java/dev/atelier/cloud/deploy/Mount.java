package dev.atelier.cloud.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/// One entry of `storage`: something that is seen as a folder inside the container.
///
/// @param pointer where it stands in the config
/// @param path the folder, as written
public record Mount(String pointer, String path, Source source) {
    /// What is mounted.
    public sealed interface Source {
        /// A folder of an OSS bucket.
        ///
        /// @param uri as written, `oss://bucket/folder/`
        record Oss(String uri, boolean readOnly, Optional<String> endpoint) implements Source {
            /// The bucket, empty when the address names none.
            public String bucket() {
                var rest = rest();
                int slash = rest.indexOf('/');
                return slash < 0 ? rest : rest.substring(0, slash);
            }

            /// What keys begin with: no slash in front, one behind unless empty.
            public String prefix() {
                var rest = rest();
                int slash = rest.indexOf('/');
                var folder = slash < 0 ? "" : trimmed(rest.substring(slash + 1));
                return folder.isEmpty() ? "" : folder + "/";
            }

            private String rest() {
                return uri.startsWith("oss://") ? uri.substring("oss://".length()) : "";
            }

            private static String trimmed(String folder) {
                return folder.replaceAll("/+", "/").replaceAll("^/|/$", "");
            }
        }

        /// A folder of a NAS file system.
        record Nas(String server, String path) implements Source {
            /// The region that the server's name carries.
            public Optional<String> region() {
                var parts = server.split("\\.", -1);
                return parts.length >= 5 && parts[parts.length - 3].equals("nas")
                        ? Optional.of(parts[parts.length - 4])
                        : Optional.empty();
            }
        }

        /// A dataset, a git repository, an empty folder, or what is not known here.
        record Other(String kind) implements Source {}
    }

    static Mount of(String pointer, JsonNode node) {
        return new Mount(pointer, node.path("mount_path").asText(""), source(node));
    }

    private static Source source(JsonNode node) {
        if (node.path("oss").isObject()) {
            var oss = node.path("oss");
            return new Source.Oss(
                    oss.path("path").asText(""),
                    oss.path("readOnly").asBoolean(false),
                    Optional.ofNullable(oss.get("endpoint")).map(JsonNode::asText));
        }
        if (node.path("nfs").isObject()) {
            return new Source.Nas(
                    node.path("nfs").path("server").asText(""),
                    node.path("nfs").path("path").asText("/"));
        }
        return new Source.Other(
                node.propertyStream()
                        .map(Map.Entry::getKey)
                        .filter(key -> !key.equals("mount_path") && !key.equals("properties"))
                        .findFirst()
                        .orElse(""));
    }

    /// The folder without doubled or trailing slashes.
    public String folder() {
        return normalised(path);
    }

    /// A path without doubled or trailing slashes.
    public static String normalised(String path) {
        var single = path.strip().replaceAll("/+", "/");
        return single.length() > 1 && single.endsWith("/")
                ? single.substring(0, single.length() - 1)
                : single;
    }

    /// Whether a path inside the container lies in this folder: equal, or below a slash.
    public boolean holds(String containerPath) {
        var inner = normalised(containerPath);
        return inner.equals(folder())
                || inner.startsWith(folder().equals("/") ? "/" : folder() + "/");
    }
}
