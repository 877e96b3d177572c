package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.store.Bucket;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.wire.BucketName;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.SubResources;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/// The calls on a bucket.
final class BucketCalls {
    private final ObjectStore store;
    private final Access access;
    private final ListObjects listing;
    private final MultipartCalls multipart;
    private final DeleteMany deleteMany;
    private final BucketDocuments documents;
    private final Clock clock;

    BucketCalls(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        access = new Access(store);
        listing = new ListObjects(store);
        multipart = new MultipartCalls(store);
        deleteMany = new DeleteMany(store);
        documents = new BucketDocuments(store);
    }

    void serve(Exchange exchange) throws IOException {
        SubResources.BUCKET.check(exchange.method(), exchange.query());
        switch (exchange.method()) {
            case "PUT" -> put(exchange);
            case "DELETE" -> delete(exchange);
            case "POST" -> post(exchange);
            case "HEAD" -> {
                access.checkBucket(exchange.bucket());
                exchange.empty(200);
            }
            default -> get(exchange, access.checkBucket(exchange.bucket()));
        }
    }

    private void post(Exchange exchange) throws IOException {
        access.checkBucket(exchange.bucket());
        if (!exchange.query().has("delete")) {
            throw OssError.METHOD_NOT_ALLOWED.with("Method", "POST");
        }
        deleteMany.serve(exchange);
    }

    private void put(Exchange exchange) throws IOException {
        var name = exchange.bucket();
        BucketName.checkCreatable(name);
        var document = exchange.document();
        if (exchange.query().has("cors") || exchange.query().has("tagging")) {
            documents.put(exchange, document);
            return;
        }
        var acl = exchange.optional("x-oss-acl").or(() -> exchange.optional("x-oss-bucket-acl"));
        if (acl.isPresent() && !Access.ACLS.contains(acl.get())) {
            throw OssError.INVALID_ARGUMENT.because("no such acl");
        }
        if (exchange.query().has("acl")) {
            var bucket = access.checkBucket(name);
            store.save(bucket.withAcl(acl.orElse(bucket.acl())));
        } else {
            var bucket =
                    store.bucket(name)
                            .orElseGet(() -> new Bucket(name, clock.instant(), "private"));
            store.save(bucket.withAcl(acl.orElse(bucket.acl())));
            exchange.answer("Location", "/" + name);
        }
        exchange.empty(200);
    }

    private void delete(Exchange exchange) throws IOException {
        var name = access.checkBucket(exchange.bucket()).name();
        if (exchange.query().has("cors") || exchange.query().has("tagging")) {
            documents.delete(exchange);
            return;
        }
        if (!store.drop(name)) {
            throw OssError.BUCKET_NOT_EMPTY.with("BucketName", name);
        }
        exchange.empty(204);
    }

    private void get(Exchange exchange, Bucket bucket) throws IOException {
        var query = exchange.query();
        if (query.has("location")) {
            exchange.xml(new XmlText().add("LocationConstraint", "oss-" + ServiceCalls.REGION));
        } else if (query.has("acl")) {
            exchange.xml(acl(bucket.acl()));
        } else if (query.has("bucketInfo")) {
            exchange.xml(info(bucket));
        } else if (query.has("stat")) {
            exchange.xml(stat(bucket));
        } else if (query.has("uploads")) {
            multipart.listUploads(exchange);
        } else if (query.has("tagging") || query.has("cors")) {
            documents.get(exchange, bucket);
        } else {
            listing.serve(exchange);
        }
    }

    static XmlText acl(String grant) {
        return XmlText.of(
                "AccessControlPolicy",
                xml -> {
                    ServiceCalls.owner(xml);
                    xml.inside("AccessControlList", list -> list.add("Grant", grant));
                });
    }

    private static XmlText info(Bucket bucket) {
        return XmlText.of(
                "BucketInfo",
                root ->
                        root.inside(
                                "Bucket",
                                xml -> {
                                    ServiceCalls.describe(xml, bucket);
                                    ServiceCalls.owner(xml);
                                    xml.inside(
                                            "AccessControlList",
                                            list -> list.add("Grant", bucket.acl()));
                                    xml.add("DataRedundancyType", "LRS");
                                    xml.add("AccessMonitor", "Disabled");
                                    xml.add("TransferAcceleration", "Disabled");
                                    xml.add("CrossRegionReplication", "Disabled");
                                    xml.inside(
                                            "ServerSideEncryptionRule",
                                            rule -> rule.add("SSEAlgorithm", "None"));
                                }));
    }

    private XmlText stat(Bucket bucket) {
        long count = 0;
        long size = 0;
        for (var objects = store.from(bucket.name(), "", true); objects.hasNext(); count++) {
            size += objects.next().size();
        }
        var total = size;
        var number = count;
        return XmlText.of(
                "BucketStat",
                xml -> {
                    xml.add("Storage", total).add("ObjectCount", number);
                    xml.add("MultipartUploadCount", multipart.count(bucket.name()));
                    xml.add("LiveChannelCount", 0);
                    xml.add("LastModifiedTime", clock.instant().getEpochSecond());
                    xml.add("StandardStorage", total).add("StandardObjectCount", number);
                    for (var tier : List.of("InfrequentAccess", "Archive", "ColdArchive")) {
                        xml.add(tier + "Storage", 0).add(tier + "RealStorage", 0);
                        xml.add(tier + "ObjectCount", 0);
                    }
                });
    }
}
