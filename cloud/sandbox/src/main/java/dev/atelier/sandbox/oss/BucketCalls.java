package dev.atelier.sandbox.oss;

import dev.atelier.sandbox.oss.store.Bucket;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.wire.BucketName;
import dev.atelier.sandbox.oss.wire.OssCall;
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
        var call = exchange.call();
        switch (call) {
            case PUT_BUCKET, PUT_BUCKET_ACL, PUT_BUCKET_CORS, PUT_BUCKET_TAGS ->
                    put(call, exchange);
            case DELETE_BUCKET, DELETE_BUCKET_CORS, DELETE_BUCKET_TAGS -> delete(call, exchange);
            default -> read(call, exchange, access.checkBucket(exchange.bucket()));
        }
    }

    private void read(OssCall call, Exchange exchange, Bucket bucket) throws IOException {
        switch (call) {
            case HEAD_BUCKET -> exchange.empty(200);
            case DELETE_MULTIPLE_OBJECTS -> deleteMany.serve(exchange);
            case GET_BUCKET_LOCATION ->
                    exchange.xml(
                            new XmlText().add("LocationConstraint", "oss-" + ServiceCalls.REGION));
            case GET_BUCKET_ACL -> exchange.xml(acl(bucket.acl()));
            case GET_BUCKET_INFO -> exchange.xml(info(bucket));
            case GET_BUCKET_STAT -> exchange.xml(stat(bucket));
            case LIST_MULTIPART_UPLOADS -> multipart.listUploads(exchange);
            case GET_BUCKET_TAGS, GET_BUCKET_CORS -> documents.get(exchange, bucket);
            case LIST_OBJECTS, LIST_OBJECTS_V2 -> listing.serve(exchange);
            default -> throw exchange.methodNotAllowed(); // a form that is none
        }
    }

    private void put(OssCall call, Exchange exchange) throws IOException {
        var name = exchange.bucket();
        BucketName.checkCreatable(name);
        var document = exchange.document();
        if (call == OssCall.PUT_BUCKET_CORS || call == OssCall.PUT_BUCKET_TAGS) {
            documents.put(exchange, document);
            return;
        }
        var acl = exchange.optional("x-oss-acl").or(() -> exchange.optional("x-oss-bucket-acl"));
        if (acl.isPresent() && !Access.ACLS.contains(acl.get())) {
            throw OssError.INVALID_ARGUMENT.because("no such acl");
        }
        if (call == OssCall.PUT_BUCKET_ACL) {
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

    private void delete(OssCall call, Exchange exchange) throws IOException {
        var name = access.checkBucket(exchange.bucket()).name();
        if (call != OssCall.DELETE_BUCKET) {
            documents.delete(exchange);
            return;
        }
        if (!store.drop(name)) {
            throw OssError.BUCKET_NOT_EMPTY.with("BucketName", name);
        }
        exchange.empty(204);
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
