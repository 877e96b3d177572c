package dev.atelier.cloud.deploy.lint;

import dev.atelier.cloud.deploy.Edition;
import dev.atelier.cloud.deploy.ImageRef;
import dev.atelier.cloud.deploy.Mount;
import dev.atelier.cloud.deploy.Mount.Source.Nas;
import dev.atelier.cloud.deploy.Mount.Source.Oss;
import dev.atelier.cloud.deploy.Mount.Source.Other;
import dev.atelier.cloud.deploy.Script;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.recipe.Message;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Rules about `storage`: what is mounted where, and whether it can be reached from there.
final class StorageRules implements Lint.Check {
    @Override
    public Stream<Finding> findings(ServiceConfig config, LintContext context) {
        return Stream.of(
                        missing(config),
                        duplicates(config),
                        contradictions(config, context),
                        config.mounts().stream().flatMap(m -> each(m, config, context)))
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
                                Message.of("lint.no-storage"),
                                Message.of("lint.no-storage-advice")))
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
                                Message.of("lint.same-mount", mount.folder()),
                                Message.of("lint.same-mount-advice")));
    }

    /// Mounts that lie in several regions, of which the service can be in one at most.
    private static Stream<Finding> contradictions(ServiceConfig config, LintContext context) {
        var first = regionOfNas(config);
        if (context.region().isPresent() || first.isEmpty()) {
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
                                                        mount,
                                                        region,
                                                        Message.of("lint.another-nas"),
                                                        first.get()))
                                        .stream()
                                : Stream.of());
    }

    private static Finding elsewhere(Mount mount, String region, Message what, String there) {
        return Finding.of(
                Rule.NAS_REGION,
                mount.pointer() + "/nfs/server",
                Message.of("lint.nas-region", region, what, there),
                Message.of("lint.nas-region-advice"));
    }

    private static Stream<Finding> each(Mount mount, ServiceConfig config, LintContext context) {
        var path =
                mount.path().startsWith("/")
                        ? Stream.<Finding>empty()
                        : Stream.of(
                                Finding.of(
                                        Rule.MOUNT_PATH,
                                        mount.pointer() + "/mount_path",
                                        Message.of("lint.mount-path"),
                                        Message.of(
                                                "lint.mount-path-advice", Script.HOME + "/data")));
        var source =
                switch (mount.source()) {
                    case Oss oss -> oss(mount, oss, context);
                    case Nas nas -> nas(mount, nas, config, context);
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
                                Message.of("lint.mount-source"),
                                Message.of("lint.mount-source-advice")))
                : Stream.empty();
    }

    private static Stream<Finding> oss(Mount mount, Oss oss, LintContext context) {
        var pointer = mount.pointer() + "/oss/path";
        if (!oss.uri().startsWith("oss://") || oss.bucket().isEmpty()) {
            return Stream.of(
                    Finding.of(
                            Rule.OSS_PATH,
                            pointer,
                            Message.of("lint.oss-path", oss.uri()),
                            Message.of("lint.oss-path-advice")));
        }
        var slash =
                oss.uri().endsWith("/")
                        ? Stream.<Finding>empty()
                        : Stream.of(
                                Finding.of(
                                                Rule.OSS_PATH_SLASH,
                                                pointer,
                                                Message.of("lint.oss-slash"),
                                                Message.of("lint.oss-slash-advice"))
                                        .fixedBy(c -> c.with(pointer, oss.uri() + "/")));
        return Stream.concat(slash, bucketRegion(pointer, oss, context));
    }

    private static Stream<Finding> bucketRegion(String pointer, Oss oss, LintContext context) {
        var region = context.regionOfBucket().get(oss.bucket());
        return region == null || context.region().isEmpty() || context.region().get().equals(region)
                ? Stream.empty()
                : Stream.of(
                        Finding.of(
                                Rule.OSS_REGION,
                                pointer,
                                Message.of("lint.bucket-region", region, context.region().get()),
                                Message.of("lint.bucket-region-advice")));
    }

    private static Finding unreachable(Nas nas, LintContext context) {
        var finding =
                Finding.of(
                        Rule.NAS_WITHOUT_NETWORK,
                        "/cloud/networking",
                        Message.of("lint.nas-network"),
                        Message.of("lint.nas-network-advice"));
        var near = context.networkOfNas().get(nas.server());
        return near == null || !near.complete()
                ? finding
                : finding.fixedBy(c -> c.withNetworking(near));
    }

    /// The whole network of a mounted NAS that a config names a part of.
    static Optional<ServiceConfig.Networking> networkOfNas(
            ServiceConfig config, LintContext context) {
        var given = config.networking();
        return config.mounts().stream()
                .filter(it -> it.source() instanceof Nas)
                .map(it -> context.networkOfNas().get(((Nas) it.source()).server()))
                .filter(Objects::nonNull)
                .filter(ServiceConfig.Networking::complete)
                .filter(it -> given.vpc().isEmpty() || given.vpc().equals(it.vpc()))
                .findFirst();
    }

    private static Stream<Finding> nas(
            Mount mount, Nas nas, ServiceConfig config, LintContext context) {
        var networking = config.networking();
        var none =
                networking.absent()
                        ? Stream.of(unreachable(nas, context))
                        : Stream.<Finding>empty();
        var region =
                nas.region()
                        .filter(r -> context.region().filter(here -> !here.equals(r)).isPresent())
                        .map(r ->
                                elsewhere(
                                        mount,
                                        r,
                                        Message.of("lint.the-service"),
                                        context.region().orElseThrow()));
        var vpc =
                Optional.ofNullable(context.networkOfNas().get(nas.server()))
                        .map(ServiceConfig.Networking::vpc)
                        .filter(id -> !networking.absent() && !id.equals(networking.vpc()))
                        .map(id ->
                                Finding.of(
                                        Rule.NAS_OTHER_VPC,
                                        "/cloud/networking/vpc_id",
                                        Message.of("lint.nas-vpc", id, networking.vpc()),
                                        Message.of("lint.nas-vpc-advice")));
        return Stream.of(none, region.stream(), vpc.stream()).flatMap(found -> found);
    }
}
