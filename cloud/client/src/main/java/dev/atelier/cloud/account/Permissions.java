package dev.atelier.cloud.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which action of a RAM policy allows which call. The names for EAS are those of its operations;
/// for schedules, labels, locks and images no text of the vendor confirms them, so they are chosen.
/// For workspaces and images the vendor's texts use two prefixes, so policies here grant both.
public final class Permissions {
    private static final String ALL = "/api/v2/services";
    private static final String ONE = ALL + "/*/*";

    /// By method and path, where `*` is a name.
    private static final Map<String, String> BY_PATH = new TreeMap<>(eas());

    private static final List<String> BY_ACTION =
            List.of(
                    "vpc:DescribeVpcs",
                    "vpc:DescribeVSwitches",
                    "ecs:DescribeSecurityGroups",
                    "ecs:DescribeRegions",
                    "nas:DescribeFileSystems",
                    "nas:DescribeMountTargets");

    private Permissions() {}

    private static Map<String, String> eas() {
        return Map.ofEntries(
                Map.entry("POST " + ALL, "eas:CreateService"),
                Map.entry("GET " + ALL, "eas:ListServices"),
                Map.entry("GET " + ONE, "eas:DescribeService"),
                Map.entry("PUT " + ONE, "eas:UpdateService"),
                Map.entry("DELETE " + ONE, "eas:DeleteService"),
                Map.entry("PUT " + ONE + "/start", "eas:StartService"),
                Map.entry("PUT " + ONE + "/stop", "eas:StopService"),
                Map.entry("PUT " + ONE + "/restart", "eas:RestartService"),
                Map.entry("PUT " + ONE + "/scale", "eas:ScaleService"),
                Map.entry("PUT " + ONE + "/version", "eas:UpdateServiceVersion"),
                Map.entry("GET " + ONE + "/versions", "eas:ListServiceVersions"),
                Map.entry("GET " + ONE + "/instances", "eas:ListServiceInstances"),
                Map.entry("DELETE " + ONE + "/instances", "eas:DeleteServiceInstances"),
                Map.entry("GET " + ONE + "/instances/*/containers", "eas:ListServiceContainers"),
                Map.entry("GET " + ONE + "/logs", "eas:DescribeServiceLog"),
                Map.entry("GET " + ONE + "/events", "eas:DescribeServiceEvent"),
                Map.entry("GET " + ONE + "/diagnosis", "eas:DescribeServiceDiagnosis"),
                Map.entry("GET " + ONE + "/endpoints", "eas:DescribeServiceEndpoints"),
                Map.entry("POST " + ONE + "/autoscaler", "eas:CreateServiceAutoScaler"),
                Map.entry("PUT " + ONE + "/autoscaler", "eas:UpdateServiceAutoScaler"),
                Map.entry("GET " + ONE + "/autoscaler", "eas:DescribeServiceAutoScaler"),
                Map.entry("DELETE " + ONE + "/autoscaler", "eas:DeleteServiceAutoScaler"),
                Map.entry("POST " + ONE + "/cronscaler", "eas:CreateServiceCronScaler"),
                Map.entry("PUT " + ONE + "/cronscaler", "eas:UpdateServiceCronScaler"),
                Map.entry("GET " + ONE + "/cronscaler", "eas:DescribeServiceCronScaler"),
                Map.entry("DELETE " + ONE + "/cronscaler", "eas:DeleteServiceCronScaler"),
                Map.entry("PUT " + ONE + "/label", "eas:UpdateServiceLabel"),
                Map.entry("DELETE " + ONE + "/label", "eas:DeleteServiceLabel"),
                Map.entry("PUT " + ONE + "/lock", "eas:UpdateServiceSafetyLock"),
                Map.entry("GET /api/v2/public/instance_types", "eas:DescribeMachineSpec"),
                Map.entry("GET /api/v2/regions", "eas:DescribeRegions"),
                Map.entry("GET /api/v2/resources", "eas:ListResources"),
                Map.entry("GET /api/v1/workspaces", "paiworkspace:ListWorkspaces"),
                Map.entry("GET /api/v1/images", "paiworkspace:ListImages"));
    }

    /// What a call by path needs.
    ///
    /// @param method such as `PUT`
    /// @param path may hold names in square brackets
    public static Optional<String> ofPath(String method, String path) {
        var call = method + " " + path;
        return BY_PATH.entrySet().stream()
                .filter(entry -> call.matches(entry.getKey().replace("*", "[^/]+")))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// What a call by action needs; empty where everybody may make it.
    public static Optional<String> ofAction(Product product, String action) {
        return Optional.of(product.prefix() + ":" + action).filter(BY_ACTION::contains);
    }

    /// All that this program calls, of products whose names start so.
    static List<String> startingWith(String prefix) {
        var all = new ArrayList<>(BY_PATH.values());
        all.addAll(BY_ACTION);
        return all.stream().filter(action -> action.startsWith(prefix)).sorted().toList();
    }
}
