package dev.atelier.cloud.deploy.lint;

import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.deploy.ServiceConfig.Spot;
import dev.atelier.recipe.Message;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Notes keys that EAS is not known to have, such as mistyped ones. The lists are wide: they also
/// hold what only the vendor's own program names, and what services of other kinds have.
final class UnknownKeys implements Lint.Check {
    /// Letters that two keys may differ by at most to be taken for one another.
    private static final int CLOSE = 2;

    private static final Set<String> TOP =
            words(
                    """
                    metadata name cloud containers storage queue networking autoscaler cronscaler
                    features options meta labels runtime unit aimaster sinker confidential token
                    credential dockerAuth private_token generate_token osscredentials role_arn
                    rpc eas scheduling serverless metrics metrics_config alerts raycluster rai
                    processor processor_name processor_path processor_type processor_entry
                    processor_mainclass processor_jvm_options processor_envs processor_image
                    processor_params processors requirements model model_path model_entry
                    model_config model_name models multi_models uncompress warm_up_data_path
                    source oss_endpoint baseimage worker_image data_image vineyard members tasks
                    exporter data_loader DataLoader uid caller_uid action resource envs env
                    """);

    private static final Set<String> METADATA =
            words(
                    """
                    name instance workspace_id type cpu gpu memory disk shm_size resource rpc
                    enable_webservice enable_grpc enable_https enable_http2 rolling_strategy eas
                    qos cuda gpu_memory gpu_core_percentage gpu_model npu fpga rdma scheduling
                    resource_rebalancing resource_burstable workload_type gateway batching
                    io_threads max_queue_size worker_threads workers keepalive rate_limit
                    autoscaler cronscaler path traffic_state disable_internet_endpoint
                    disable_sidecar region group uid caller_uid schema role quota_id quota_type
                    elastic_job labels token release auto_scaling
                    """);

    private static final Set<String> NETWORKING =
            words(
                    """
                    vpc_id vswitch_id security_group_id destination_cidrs default_route
                    vswitch_owner
                    """);

    private static final Set<String> CONTAINER =
            words(
                    """
                    name image script command args port ports env envs envFrom prepare
                    startup_check liveness_check readiness_check health_check startupProbe
                    livenessProbe readinessProbe lifecycle resources cpu gpu memory shm_size
                    working_dir workingDir security_context securityContext image_pull_policy
                    imagePullPolicy volume_mounts volumeMounts type role metrics
                    """);

    private static final Set<String> MOUNT =
            words(
                    """
                    name mount_path oss nfs nas cpfs dataset git code image docker_image
                    empty_dir emptyDir config_map configMap secret host_path hostPath pvc
                    model disk lustre odps properties read_only readOnly sub_path subPath type
                    containers
                    """);

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    @Override
    public Stream<Finding> findings(ServiceConfig config, LintContext context) {
        return Stream.of(
                        of(new Spot("", config.at("")), TOP),
                        config.spots("metadata").stream().flatMap(it -> of(it, METADATA)),
                        config.spots("cloud.networking").stream().flatMap(it -> of(it, NETWORKING)),
                        elements(config, "/containers", CONTAINER),
                        elements(config, "/storage", MOUNT))
                .flatMap(found -> found);
    }

    private static Stream<Finding> elements(ServiceConfig config, String list, Set<String> known) {
        var node = config.at(list);
        return node.isArray()
                ? Stream.iterate(0, i -> i < node.size(), i -> i + 1)
                        .flatMap(i -> of(new Spot(list + "/" + i, node.get(i)), known))
                : Stream.empty();
    }

    /// Keys without a value are of no effect, and those in another spelling are another rule's.
    private static Stream<Finding> of(Spot parent, Set<String> known) {
        return parent.value()
                .propertyStream()
                .filter(it -> !it.getValue().isNull())
                .map(Map.Entry::getKey)
                .filter(it -> !known.contains(it.replaceFirst("\\..*", "")))
                .filter(it -> !KeyRules.isSpelling(parent.pointer(), it))
                .map(it -> unknown(parent, it, known));
    }

    private static Finding unknown(Spot parent, String key, Set<String> known) {
        var place = parent.pointer() + "/" + ServiceConfig.escaped(key);
        var advice =
                nearest(key, known)
                        .map(it -> Message.of("lint.unknown-key-near", it))
                        .orElse(Message.of("lint.unknown-key-advice"));
        return Finding.of(Rule.UNKNOWN_KEY, place, Message.of("lint.unknown-key", key), advice);
    }

    /// The known key that was probably meant.
    private static Optional<String> nearest(String key, Set<String> known) {
        var written = plain(key);
        int most = Math.min(CLOSE, written.length() / 3);
        return known.stream()
                .filter(it -> distance(written, plain(it)) <= most)
                .min(
                        Comparator.<String>comparingInt(it -> distance(written, plain(it)))
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[_ -]", "");
    }

    /// How many letters must be added, taken out or replaced (Levenshtein).
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
