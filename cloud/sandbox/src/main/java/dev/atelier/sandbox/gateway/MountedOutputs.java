package dev.atelier.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.webui.Outputs;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A container's files, as far as they lie on the object store: the longest mount that holds a path
/// decides its key.
final class MountedOutputs implements Outputs {
    private final List<Mount> mounts;
    private final ObjectSink sink;

    /// @param path without a slash at its end
    /// @param prefix of the keys, empty or ending with a slash
    private record Mount(String path, String bucket, String prefix) {
        boolean holds(String file) {
            return file.startsWith(path + "/");
        }
    }

    MountedOutputs(JsonNode config, ObjectSink sink) {
        this.mounts =
                StreamSupport.stream(config.path("storage").spliterator(), false)
                        .filter(s -> s.has("oss"))
                        .map(MountedOutputs::mount)
                        .sorted(Comparator.comparingInt((Mount m) -> m.path().length()).reversed())
                        .toList();
        this.sink = sink;
    }

    private static Mount mount(JsonNode storage) {
        var path = storage.path("mount_path").asText("").replaceAll("/+$", "");
        var oss = storage.at("/oss/path").asText("").replaceFirst("^oss://", "");
        int slash = oss.indexOf('/');
        var bucket = slash < 0 ? oss : oss.substring(0, slash);
        var prefix = slash < 0 ? "" : oss.substring(slash + 1).replaceAll("/+$", "");
        return new Mount(path, bucket, prefix.isEmpty() ? "" : prefix + "/");
    }

    /// Names of the files in a folder of the container, as far as it lies on the object store.
    List<String> names(String folder) {
        return mounts.stream()
                .filter(m -> m.holds(folder))
                .limit(1)
                .flatMap(m -> names(m, folder.substring(m.path().length() + 1) + "/"))
                .toList();
    }

    private Stream<String> names(Mount mount, String folder) {
        var prefix = mount.prefix() + folder;
        return sink.keys(mount.bucket(), prefix).stream()
                .map(key -> key.substring(prefix.length()))
                .filter(name -> !name.isEmpty() && !name.contains("/"));
    }

    @Override
    public void write(String path, byte[] bytes) {
        mounts.stream()
                .filter(m -> m.holds(path))
                .findFirst()
                .ifPresent(m ->
                        sink.put(
                                m.bucket(),
                                m.prefix() + path.substring(m.path().length() + 1),
                                bytes));
    }
}
