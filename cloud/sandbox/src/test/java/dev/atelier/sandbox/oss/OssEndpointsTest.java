package dev.atelier.sandbox.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.model.AbortMultipartUploadRequest;
import com.aliyun.oss.model.AppendObjectRequest;
import com.aliyun.oss.model.CannedAccessControlList;
import com.aliyun.oss.model.CompleteMultipartUploadRequest;
import com.aliyun.oss.model.CreateSymlinkRequest;
import com.aliyun.oss.model.DeleteObjectsRequest;
import com.aliyun.oss.model.InitiateMultipartUploadRequest;
import com.aliyun.oss.model.ListMultipartUploadsRequest;
import com.aliyun.oss.model.ListPartsRequest;
import com.aliyun.oss.model.PartETag;
import com.aliyun.oss.model.SetBucketCORSRequest;
import com.aliyun.oss.model.SetBucketCORSRequest.CORSRule;
import com.aliyun.oss.model.SetBucketTaggingRequest;
import com.aliyun.oss.model.UploadPartCopyRequest;
import com.aliyun.oss.model.UploadPartRequest;
import dev.atelier.http.Endpoint;
import dev.atelier.sandbox.oss.store.MemoryStore;
import dev.atelier.sandbox.oss.wire.OssCall;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every call of the object store is reached by its client, whatever is said about objects that do
/// not exist. What the calls do is in [VendorClientTest].
public class OssEndpointsTest {
    private static final String BUCKET = "pictures";
    private static final String KEY = "boat.png";

    private final Set<OssCall> reached = ConcurrentHashMap.newKeySet();
    private OssServer server;
    private OSS oss;

    private interface Call {
        void make(OSS oss);
    }

    @BeforeEach
    void start() throws Exception {
        server = OssServer.start(new MemoryStore(), Clock.systemUTC(), reached::add);
        var configuration = new ClientBuilderConfiguration();
        configuration.setMaxErrorRetry(0);
        oss =
                OSSClientBuilder.create()
                        .endpoint(server.endpoint())
                        .credentialsProvider(
                                new DefaultCredentialProvider(OssServer.KEY, OssServer.SECRET))
                        .clientConfiguration(configuration)
                        .build();
    }

    @AfterEach
    void stop() throws Exception {
        oss.shutdown();
        server.close();
    }

    private static InputStream bytes() {
        return new ByteArrayInputStream(new byte[] {1, 2, 3});
    }

    /// The client sorts them.
    private static List<PartETag> parts() {
        return new ArrayList<>(List.of(new PartETag(1, "etag")));
    }

    private static Map<OssCall, Call> onBuckets() {
        var cors = new SetBucketCORSRequest(BUCKET);
        var rule = new CORSRule();
        rule.addAllowdOrigin("*");
        rule.addAllowedMethod("GET");
        cors.addCorsRule(rule);
        var calls = new EnumMap<OssCall, Call>(OssCall.class);
        calls.put(OssCall.LIST_BUCKETS, OSS::listBuckets);
        calls.put(OssCall.PUT_BUCKET, it -> it.createBucket(BUCKET));
        calls.put(OssCall.DELETE_BUCKET, it -> it.deleteBucket(BUCKET));
        calls.put(OssCall.LIST_OBJECTS, it -> it.listObjects(BUCKET));
        calls.put(OssCall.LIST_OBJECTS_V2, it -> it.listObjectsV2(BUCKET));
        calls.put(OssCall.GET_BUCKET_LOCATION, it -> it.getBucketLocation(BUCKET));
        calls.put(OssCall.GET_BUCKET_INFO, it -> it.getBucketInfo(BUCKET));
        calls.put(OssCall.GET_BUCKET_STAT, it -> it.getBucketStat(BUCKET));
        calls.put(
                OssCall.PUT_BUCKET_ACL,
                it -> it.setBucketAcl(BUCKET, CannedAccessControlList.Private));
        calls.put(OssCall.GET_BUCKET_ACL, it -> it.getBucketAcl(BUCKET));
        calls.put(
                OssCall.PUT_BUCKET_TAGS,
                it -> it.setBucketTagging(new SetBucketTaggingRequest(BUCKET, Map.of("a", "b"))));
        calls.put(OssCall.GET_BUCKET_TAGS, it -> it.getBucketTagging(BUCKET));
        calls.put(OssCall.DELETE_BUCKET_TAGS, it -> it.deleteBucketTagging(BUCKET));
        calls.put(OssCall.PUT_BUCKET_CORS, it -> it.setBucketCORS(cors));
        calls.put(OssCall.GET_BUCKET_CORS, it -> it.getBucketCORSRules(BUCKET));
        calls.put(OssCall.DELETE_BUCKET_CORS, it -> it.deleteBucketCORSRules(BUCKET));
        calls.put(
                OssCall.DELETE_MULTIPLE_OBJECTS,
                it -> it.deleteObjects(new DeleteObjectsRequest(BUCKET).withKeys(List.of(KEY))));
        calls.put(
                OssCall.LIST_MULTIPART_UPLOADS,
                it -> it.listMultipartUploads(new ListMultipartUploadsRequest(BUCKET)));
        return calls;
    }

    private static Map<OssCall, Call> onObjects() {
        var calls = new EnumMap<OssCall, Call>(OssCall.class);
        calls.put(OssCall.PUT_OBJECT, it -> it.putObject(BUCKET, KEY, bytes()));
        calls.put(OssCall.COPY_OBJECT, it -> it.copyObject(BUCKET, KEY, BUCKET, "copy"));
        calls.put(
                OssCall.APPEND_OBJECT,
                it ->
                        it.appendObject(
                                new AppendObjectRequest(BUCKET, KEY, bytes()).withPosition(0L)));
        calls.put(OssCall.GET_OBJECT, it -> it.getObject(BUCKET, KEY));
        calls.put(OssCall.HEAD_OBJECT, it -> it.headObject(BUCKET, KEY));
        calls.put(OssCall.GET_OBJECT_META, it -> it.getSimplifiedObjectMeta(BUCKET, KEY));
        calls.put(OssCall.DELETE_OBJECT, it -> it.deleteObject(BUCKET, KEY));
        calls.put(
                OssCall.PUT_OBJECT_ACL,
                it -> it.setObjectAcl(BUCKET, KEY, CannedAccessControlList.Private));
        calls.put(OssCall.GET_OBJECT_ACL, it -> it.getObjectAcl(BUCKET, KEY));
        calls.put(
                OssCall.PUT_OBJECT_TAGGING,
                it -> it.setObjectTagging(BUCKET, KEY, Map.of("a", "b")));
        calls.put(OssCall.GET_OBJECT_TAGGING, it -> it.getObjectTagging(BUCKET, KEY));
        calls.put(OssCall.DELETE_OBJECT_TAGGING, it -> it.deleteObjectTagging(BUCKET, KEY));
        calls.put(
                OssCall.PUT_SYMLINK,
                it -> it.createSymlink(new CreateSymlinkRequest(BUCKET, "link", KEY)));
        calls.put(OssCall.GET_SYMLINK, it -> it.getSymlink(BUCKET, "link"));
        calls.put(
                OssCall.INITIATE_MULTIPART_UPLOAD,
                it -> it.initiateMultipartUpload(new InitiateMultipartUploadRequest(BUCKET, KEY)));
        calls.put(
                OssCall.UPLOAD_PART,
                it -> it.uploadPart(new UploadPartRequest(BUCKET, KEY, "none", 1, bytes(), 3)));
        calls.put(
                OssCall.UPLOAD_PART_COPY,
                it ->
                        it.uploadPartCopy(
                                new UploadPartCopyRequest(
                                        BUCKET, KEY, BUCKET, "copy", "none", 1, 0L, 3L)));
        calls.put(
                OssCall.COMPLETE_MULTIPART_UPLOAD,
                it ->
                        it.completeMultipartUpload(
                                new CompleteMultipartUploadRequest(BUCKET, KEY, "none", parts())));
        calls.put(
                OssCall.ABORT_MULTIPART_UPLOAD,
                it ->
                        it.abortMultipartUpload(
                                new AbortMultipartUploadRequest(BUCKET, KEY, "none")));
        calls.put(
                OssCall.LIST_PARTS, it -> it.listParts(new ListPartsRequest(BUCKET, KEY, "none")));
        return calls;
    }

    private Map<OssCall, HttpRequest.Builder> plain() {
        var bucket = URI.create(server.endpoint() + "/" + BUCKET);
        var nothing = HttpRequest.BodyPublishers.noBody();
        return Map.of(
                OssCall.HEAD_BUCKET,
                HttpRequest.newBuilder(bucket).HEAD(),
                OssCall.OPTION_OBJECT,
                HttpRequest.newBuilder(bucket).method("OPTIONS", nothing),
                OssCall.POST_OBJECT, // ali-oss signs the form, and a page sends it
                HttpRequest.newBuilder(bucket)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString("--b--")),
                OssCall.GET_OBJECT_META_BY_GET,
                HttpRequest.newBuilder(URI.create(bucket + "/" + KEY + "?objectMeta")).GET());
    }

    @Test
    void theVendorsClientReachesItsCalls() {
        var calls = new EnumMap<OssCall, Call>(onBuckets());
        calls.putAll(onObjects());
        for (var call : calls.entrySet()) {
            reached.clear();
            try {
                call.getValue().make(oss);
            } catch (OSSException e) {
                assertTrue(
                        e.getErrorCode().startsWith("NoSuch")
                                || e.getErrorCode().equals("MalformedXML"),
                        call.getKey() + ": " + e.getErrorCode());
            }
            assertTrue(reached.contains(call.getKey()), call.getKey() + " is not " + reached);
        }

        var others = EnumSet.allOf(OssCall.class);
        others.removeAll(calls.keySet());
        assertEquals(plain().keySet(), Set.copyOf(others), "calls that nobody makes");
        for (var call : others) {
            var client = call.endpoint().client();
            assertTrue(client.equals(Endpoint.PLAIN) || call == OssCall.POST_OBJECT, client);
        }
    }

    @Test
    void plainRequestsReachTheirCalls() throws Exception {
        oss.createBucket(BUCKET);
        try (var http = HttpClient.newHttpClient()) {
            for (var call : plain().entrySet()) {
                reached.clear();
                http.send(call.getValue().build(), HttpResponse.BodyHandlers.discarding());
                assertEquals(Set.of(call.getKey()), reached);
            }
        }
    }
}
