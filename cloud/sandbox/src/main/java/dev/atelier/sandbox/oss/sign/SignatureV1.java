package dev.atelier.sandbox.oss.sign;

import dev.atelier.http.Query;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `Base64(HMAC-SHA1(secret, string to sign))`.
final class SignatureV1 {
    private static final Set<String> SUB_RESOURCES =
            Set.of(
                    """
                    acl uploads location cors logging website referer lifecycle delete
                    append tagging objectMeta uploadId partNumber security-token position
                    response-cache-control response-content-disposition
                    response-content-encoding response-content-language
                    response-content-type response-expires img style styleName replication
                    replicationProgress replicationLocation cname bucketInfo comp qos live
                    status vod startTime endTime x-oss-process processConfiguration
                    symlink stat udf udfName udfImage udfImageDesc udfApplication
                    udfApplicationLog restore versions versioning versionId encryption
                    policy requestPayment x-oss-traffic-limit qosInfo asyncFetch
                    sequential x-oss-request-payer vpcip vip inventory inventoryId
                    continuation-token worm wormId wormExtend callback callback-var
                    x-oss-dir x-oss-rename x-oss-delete transferAcceleration
                    x-oss-ac-source-ip x-oss-ac-subnet-mask x-oss-ac-vpc-id
                    x-oss-ac-forward-allow metaQuery resourceGroup regionList
                    x-oss-async-process\
                    """
                            .strip()
                            .split("\\s+", -1));

    private SignatureV1() {}

    static boolean fits(SignedRequest request, String date, String secret, String signature) {
        // An empty sub-resource is signed as `k=` by some clients and as `k` by others.
        return Hmac.same(signature, sign(text(request, date, ""), secret))
                || Hmac.same(signature, sign(text(request, date, "="), secret));
    }

    static String sign(String text, String secret) {
        var key = secret.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Hmac.of("HmacSHA1", key, text));
    }

    /// The string to sign.
    ///
    /// @param date the Date header, or the moment at which a link expires
    static String text(SignedRequest request, String date, String afterEmpty) {
        var out = new StringBuilder();
        out.append(request.method()).append('\n');
        out.append(request.header("content-md5")).append('\n');
        out.append(request.header("content-type")).append('\n');
        out.append(date).append('\n');
        new TreeMap<>(request.headers())
                .forEach((name, value) -> {
                    if (name.startsWith("x-oss-")) {
                        out.append(name).append(':').append(value).append('\n');
                    }
                });
        return out.append(request.resource())
                .append(subResources(request.query(), afterEmpty))
                .toString();
    }

    private static String subResources(Query query, String afterEmpty) {
        var text =
                query.pairs().stream()
                        .filter(pair -> SUB_RESOURCES.contains(pair.key()))
                        .sorted(Comparator.comparing(Query.Pair::key))
                        .map(pair ->
                                pair.value().isEmpty()
                                        ? pair.key() + afterEmpty
                                        : pair.key() + "=" + pair.value())
                        .collect(Collectors.joining("&"));
        return text.isEmpty() ? "" : "?" + text;
    }
}
