package dev.atelier.cloud.oss.name;

import dev.atelier.cloud.deploy.Mount;
import dev.atelier.cloud.deploy.ServiceConfig;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Translates between paths inside a service's container and objects, by the config that is
/// deployed. The longest mount path that holds a path on a path boundary counts; where that one is
/// no OSS folder, the path is not on OSS.
public final class Mounts {
    private static final Pattern BETWEEN = Pattern.compile(",(?=\\s*/)");
    private static final Pattern DOTS = Pattern.compile("(^|/)\\.{1,2}(/|$)");

    private final List<Mount> longestFirst;

    public Mounts(List<Mount> mounts) {
        longestFirst =
                mounts.stream()
                        .filter(mount -> mount.folder().startsWith("/"))
                        .sorted(Comparator.comparingInt((Mount m) -> -m.folder().length()))
                        .toList();
    }

    /// @param deployed what the control plane says, not what a form holds
    public static Mounts of(ServiceConfig deployed) {
        return new Mounts(deployed.mounts());
    }

    /// The paths of an `image_url`: absolute, with commas between them. A comma inside a path
    /// stays.
    public static List<String> paths(String imageUrl) {
        return BETWEEN.splitAsStream(imageUrl)
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .toList();
    }

    /// The object that a path inside the container means; empty where it is not on OSS.
    public Optional<OssAddress> address(String containerPath) {
        var path = Mount.normalised(containerPath);
        if (!path.startsWith("/") || DOTS.matcher(path).find()) {
            return Optional.empty();
        }
        return longestFirst.stream()
                .filter(mount -> mount.holds(path))
                .findFirst()
                .flatMap(mount -> inside(mount, path));
    }

    private static Optional<OssAddress> inside(Mount mount, String path) {
        if (!(mount.source() instanceof Mount.Source.Oss oss) || oss.bucket().isEmpty()) {
            return Optional.empty();
        }
        int cut = mount.folder().equals("/") ? 1 : mount.folder().length() + 1;
        var rest = path.length() < cut ? "" : path.substring(cut);
        try {
            return Optional.of(new OssAddress(oss.bucket(), oss.prefix() + rest));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // such as a config that still says <bucket>
        }
    }

    /// Where the container sees an object; empty where it does not.
    public Optional<String> path(OssAddress address) {
        return longestFirst.stream()
                .flatMap(mount -> seen(mount, address).stream())
                .filter(path -> address(path).map(address::equals).orElse(false))
                .findFirst();
    }

    private static Optional<String> seen(Mount mount, OssAddress address) {
        if (mount.source() instanceof Mount.Source.Oss oss
                && oss.bucket().equals(address.bucket())
                && address.key().startsWith(oss.prefix())) {
            var rest = address.key().substring(oss.prefix().length());
            return Optional.of(Mount.normalised(mount.folder() + "/" + rest));
        }
        return Optional.empty();
    }
}
