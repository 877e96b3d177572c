package dev.atelier.sandbox.oss.wire;

import dev.atelier.http.Query;
import java.util.Map;
import java.util.Set;

/// Which calls there are on one level of addresses, and which of their parameters are no calls.
/// What is known to OSS but not here is refused: it must never be taken for another call.
///
/// @param served sub-resources by HTTP method
/// @param options parameters that only refine a call
public record SubResources(Map<String, Set<String>> served, Set<String> options) {
    private static final Set<String> SIGNING =
            Set.of(
                    "OSSAccessKeyId",
                    "Signature",
                    "Expires",
                    "security-token",
                    "x-oss-signature",
                    "x-oss-signature-version",
                    "x-oss-credential",
                    "x-oss-date",
                    "x-oss-expires",
                    "x-oss-additional-headers",
                    "x-oss-security-token");

    /// Sub-resources that come with a value; others show by having none.
    private static final Set<String> VALUED =
            Set.of(
                    "versionId",
                    "callback",
                    "callback-var",
                    "img",
                    "style",
                    "styleName",
                    "vod",
                    "live",
                    "comp",
                    "status",
                    "qos",
                    "startTime",
                    "endTime",
                    "wormId",
                    "inventoryId",
                    "udfName",
                    "x-oss-async-process",
                    "x-oss-rename",
                    "x-oss-delete",
                    "accessPointName",
                    "cnameConfiguration");

    public static final SubResources SERVICE =
            of(
                    OssCall.Level.SERVICE,
                    Set.of("prefix", "marker", "max-keys", "tag-key", "tag-value", "tagging"));

    public static final SubResources BUCKET =
            of(
                    OssCall.Level.BUCKET,
                    Set.of(
                            "list-type",
                            "prefix",
                            "delimiter",
                            "marker",
                            "max-keys",
                            "encoding-type",
                            "continuation-token",
                            "start-after",
                            "fetch-owner",
                            "key-marker",
                            "upload-id-marker",
                            "max-uploads"));

    public static final SubResources OBJECT =
            of(
                    OssCall.Level.OBJECT,
                    Set.of(
                            "position",
                            "sequential",
                            "encoding-type",
                            "part-number-marker",
                            "max-parts"));

    public SubResources {
        served = Map.copyOf(served);
        options = Set.copyOf(options);
    }

    private static SubResources of(OssCall.Level level, Set<String> options) {
        return new SubResources(OssCall.served(level), options);
    }

    /// @throws OssException 405 where the call exists with another method, 501 where it does not
    public void check(String method, Query query) {
        for (var pair : query.pairs()) {
            var name = pair.key();
            if (options.contains(name)
                    || SIGNING.contains(name)
                    || name.startsWith("response-")
                    || served.getOrDefault(method, Set.of()).contains(name)) {
                continue;
            }
            if (served.values().stream().anyMatch(names -> names.contains(name))) {
                throw OssError.METHOD_NOT_ALLOWED.with("Method", method);
            }
            boolean only = name.equals("versionId") && pair.value().equals("null");
            if (!only && (pair.value().isEmpty() || VALUED.contains(name))) {
                throw OssError.NOT_IMPLEMENTED.because(words(name));
            }
        }
    }

    private static String words(String name) {
        return switch (name) {
            case "restore" ->
                    "RestoreObject is not in the sandbox: every object here is of storage class Standard, which is read without being restored.";
            case "versionId", "versions", "versioning" ->
                    "Versioning is not in the sandbox: every object has one version, named null.";
            default -> "The sandbox does not have the sub-resource ?" + name + ".";
        };
    }
}
