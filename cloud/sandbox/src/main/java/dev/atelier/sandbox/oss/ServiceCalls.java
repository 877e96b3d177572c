package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.store.Bucket;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.wire.Arguments;
import dev.atelier.sandbox.oss.wire.BucketName;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.SubResources;
import dev.atelier.sandbox.oss.wire.WireDates;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.IOException;

/// The list of all buckets.
final class ServiceCalls {
    static final String REGION = "cn-hangzhou";
    static final String OWNER = "1000000000000001";
    private final ObjectStore store;

    ServiceCalls(ObjectStore store) {
        this.store = store;
    }

    void serve(Exchange exchange) throws IOException {
        if (!exchange.method().equals("GET")) {
            throw OssError.METHOD_NOT_ALLOWED.with("Method", exchange.method());
        }
        SubResources.SERVICE.check(exchange.method(), exchange.query());
        var query = exchange.query();
        var prefix = query.text("prefix");
        var marker = query.text("marker");
        int most = Arguments.number(query, "max-keys", 100, 1, 1000);
        var found =
                store.buckets().stream()
                        .filter(b -> BucketName.valid(b.name()) && b.name().startsWith(prefix))
                        .filter(b -> b.name().compareTo(marker) > 0)
                        .limit(most + 1L)
                        .toList();
        var shown = found.subList(0, Math.min(most, found.size()));
        exchange.xml(
                XmlText.of(
                        "ListAllMyBucketsResult",
                        xml -> {
                            if (query.has("max-keys") || found.size() > most) {
                                xml.add("Prefix", prefix).add("Marker", marker);
                                xml.add("MaxKeys", most).add("IsTruncated", found.size() > most);
                                if (found.size() > most) {
                                    xml.add("NextMarker", shown.getLast().name());
                                }
                            }
                            owner(xml);
                            xml.inside("Buckets", list -> shown.forEach(b -> bucket(list, b)));
                        }));
    }

    private static void bucket(XmlText xml, Bucket bucket) {
        xml.inside("Bucket", inside -> describe(inside, bucket));
    }

    static void describe(XmlText xml, Bucket bucket) {
        xml.add("CreationDate", WireDates.date(bucket.created()));
        xml.add("ExtranetEndpoint", "oss-" + REGION + ".aliyuncs.com");
        xml.add("IntranetEndpoint", "oss-" + REGION + "-internal.aliyuncs.com");
        xml.add("Location", "oss-" + REGION);
        xml.add("Region", REGION);
        xml.add("Name", bucket.name());
        xml.add("StorageClass", "Standard");
    }

    static void owner(XmlText xml) {
        xml.inside("Owner", owner -> owner.add("ID", OWNER).add("DisplayName", OWNER));
    }
}
