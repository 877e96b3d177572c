package dev.atelier.cloud.deploy.lint;

import dev.atelier.cloud.deploy.Edition;
import dev.atelier.cloud.deploy.ImageRef;
import dev.atelier.cloud.deploy.Mount;
import dev.atelier.cloud.deploy.Mount.Source.Nas;
import dev.atelier.cloud.deploy.Mount.Source.Oss;
import dev.atelier.cloud.deploy.Mount.Source.Other;
import dev.atelier.cloud.deploy.Script;
import dev.atelier.cloud.deploy.ServiceConfig;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.Stream;

/// Rules about `storage`: what is mounted where, and whether it can be reached from there.
final class StorageRules implements Lint.Check {
    @Override
    public Stream<Finding> findings(ServiceConfig config, Surroundings around) {
        return Stream.of(
                        missing(config),
                        duplicates(config),
                        contradictions(config, around),
                        config.mounts().stream().flatMap(m -> each(m, config, around)))
                .flatMap(found -> found);
    }

    /// The region that the mounted NAS lies in.
    static Optional<String> regionOfNas(ServiceConfig config) {
        return config.mounts().stream()
                .flatMap(m -> m.source() instanceof Nas nas ? nas.region().stream() : Stream.of())
                .findFirst();
    }

    /// Where models are best kept: on NAS, which switches them faster than OSS.
    static Optional<Mount> bestForModels(ServiceConfig config) {
        return config.mounts().stream()
                .filter(mount -> !(mount.source() instanceof Other) && !mount.path().isEmpty())
                .min(Comparator.comparingInt(mount -> mount.source() instanceof Nas ? 0 : 1));
    }

    private static Stream<Finding> missing(ServiceConfig config) {
        boolean required =
                config.containers().stream()
                        .flatMap(c -> ImageRef.parse(c.image()).stream())
                        .filter(ImageRef::isWebui)
                        .anyMatch(image ->
                                config.isAsync()
                                        || config.type().equals("SDCluster")
                                        || image.edition().equals(Optional.of(Edition.API))
                                        || image.edition().equals(Optional.of(Edition.CLUSTER)));
        return required && config.mounts().isEmpty()
                ? Stream.of(
                        Finding.of(
                                Rule.STORAGE_MISSING,
                                "/storage",
                                "Nothing is mounted, so there is no place for results.",
                                "Mount an OSS folder or a NAS file system."))
                : Stream.empty();
    }

    private static Stream<Finding> duplicates(ServiceConfig config) {
        var seen = new HashSet<String>();
        return config.mounts().stream()
                .filter(mount -> !mount.path().isEmpty() && !seen.add(mount.folder()))
                .map(mount ->
                        Finding.of(
                                Rule.DUPLICATE_MOUNT,
                                mount.pointer() + "/mount_path",
                                "Two things are mounted at %s.".formatted(mount.folder()),
                                "Keep one of them, or give each its own folder."));
    }

    /// Mounts that lie in several regions, of which the service can be in one at most.
    private static Stream<Finding> contradictions(ServiceConfig config, Surroundings around) {
        var first = regionOfNas(config);
        if (around.region().isPresent() || first.isEmpty()) {
            return Stream.empty();
        }
        return config.mounts().stream()
                .flatMap(mount ->
                        mount.source() instanceof Nas nas
                                ? nas
                                        .region()
                                        .filter(region -> !region.equals(first.get()))
                                        .map(region ->
                                                elsewhere(
                                                        mount, region, "another NAS", first.get()))
                                        .stream()
                                : Stream.of());
    }

    private static Finding elsewhere(Mount mount, String region, String what, String there) {
        return Finding.of(
                Rule.NAS_REGION,
                mount.pointer() + "/nfs/server",
                "The NAS lies in %s, %s in %s.".formatted(region, what, there),
                "Choose a file system of the service's region.");
    }

    private static Stream<Finding> each(Mount mount, ServiceConfig config, Surroundings around) {
        var path =
                mount.path().startsWith("/")
                        ? Stream.<Finding>empty()
                        : Stream.of(
                                Finding.of(
                                        Rule.MOUNT_PATH,
                                        mount.pointer() + "/mount_path",
                                        "A mount needs an absolute path inside the container.",
                                        "Use a path such as " + Script.HOME + "/data."));
        var source =
                switch (mount.source()) {
                    case Oss oss -> oss(mount, oss, around);
                    case Nas nas -> nas(mount, nas, config, around);
                    case Other other -> other(mount, other);
                };
        return Stream.concat(path, source);
    }

    private static Stream<Finding> other(Mount mount, Other other) {
        return other.kind().isEmpty()
                ? Stream.of(
                        Finding.of(
                                Rule.MOUNT_SOURCE,
                                mount.pointer(),
                                "It does not say what is mounted.",
                                "Give an oss or nfs source."))
                : Stream.empty();
    }

    private static Stream<Finding> oss(Mount mount, Oss oss, Surroundings around) {
        var pointer = mount.pointer() + "/oss/path";
        if (!oss.uri().startsWith("oss://") || oss.bucket().isEmpty()) {
            return Stream.of(
                    Finding.of(
                            Rule.OSS_PATH,
                            pointer,
                            "\"%s\" is no OSS folder.".formatted(oss.uri()),
                            "Write oss://bucket/folder/."));
        }
        var slash =
                oss.uri().endsWith("/")
                        ? Stream.<Finding>empty()
                        : Stream.of(
                                Finding.of(
                                                Rule.OSS_PATH_SLASH,
                                                pointer,
                                                "The folder has no slash at its end, so programs"
                                                        + " that join paths as texts go wrong.",
                                                "End it with a slash.")
                                        .fixedBy(c -> c.with(pointer, oss.uri() + "/")));
        return Stream.concat(slash, bucketRegion(pointer, oss, around));
    }

    private static Stream<Finding> bucketRegion(String pointer, Oss oss, Surroundings around) {
        var region = around.regionOfBucket().get(oss.bucket());
        return region == null || around.region().isEmpty() || around.region().get().equals(region)
                ? Stream.empty()
                : Stream.of(
                        Finding.of(
                                Rule.OSS_REGION,
                                pointer,
                                "The bucket lies in %s, the service in %s."
                                        .formatted(region, around.region().get()),
                                "Choose a bucket of the service's region."));
    }

    private static Stream<Finding> nas(
            Mount mount, Nas nas, ServiceConfig config, Surroundings around) {
        var networking = config.networking();
        var none =
                networking.absent()
                        ? Stream.of(
                                Finding.of(
                                        Rule.NAS_WITHOUT_NETWORK,
                                        "/cloud/networking",
                                        "NAS is only reachable inside its VPC, and none is given.",
                                        "Give the VPC of the mount target, a vSwitch and a security"
                                                + " group."))
                        : Stream.<Finding>empty();
        var region =
                nas.region()
                        .filter(r -> around.region().filter(here -> !here.equals(r)).isPresent())
                        .map(r ->
                                elsewhere(mount, r, "the service", around.region().orElseThrow()));
        var vpc =
                Optional.ofNullable(around.vpcOfNas().get(nas.server()))
                        .filter(id -> !networking.absent() && !id.equals(networking.vpc()))
                        .map(id ->
                                Finding.of(
                                        Rule.NAS_OTHER_VPC,
                                        "/cloud/networking/vpc_id",
                                        "The mount target belongs to %s, the service to %s."
                                                .formatted(id, networking.vpc()),
                                        "Use the VPC of the mount target."));
        return Stream.of(none, region.stream(), vpc.stream()).flatMap(found -> found);
    }
}
