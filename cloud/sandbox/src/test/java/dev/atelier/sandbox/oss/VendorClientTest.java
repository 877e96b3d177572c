package dev.atelier.sandbox.oss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.AbortMultipartUploadRequest;
import com.aliyun.oss.model.AppendObjectRequest;
import com.aliyun.oss.model.CannedAccessControlList;
import com.aliyun.oss.model.CompleteMultipartUploadRequest;
import com.aliyun.oss.model.CopyObjectRequest;
import com.aliyun.oss.model.CreateSymlinkRequest;
import com.aliyun.oss.model.DeleteObjectsRequest;
import com.aliyun.oss.model.DownloadFileRequest;
import com.aliyun.oss.model.GeneratePresignedUrlRequest;
import com.aliyun.oss.model.GenericRequest;
import com.aliyun.oss.model.GetObjectRequest;
import com.aliyun.oss.model.InitiateMultipartUploadRequest;
import com.aliyun.oss.model.ListMultipartUploadsRequest;
import com.aliyun.oss.model.ListObjectsRequest;
import com.aliyun.oss.model.ListObjectsV2Request;
import com.aliyun.oss.model.ListPartsRequest;
import com.aliyun.oss.model.ObjectMetadata;
import com.aliyun.oss.model.ObjectPermission;
import com.aliyun.oss.model.PartETag;
import com.aliyun.oss.model.PutObjectRequest;
import com.aliyun.oss.model.SetBucketCORSRequest;
import com.aliyun.oss.model.UploadFileRequest;
import com.aliyun.oss.model.UploadPartCopyRequest;
import com.aliyun.oss.model.UploadPartRequest;
import dev.atelier.sandbox.oss.store.DirectoryStore;
import dev.atelier.sandbox.oss.store.MemoryStore;
import dev.atelier.sandbox.oss.store.ObjectStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The vendor's client against the object store.
class VendorClientTest {
    private static final String BUCKET = "pictures";
    private static final String ODD = "a b/中文+&%<>\"'?#/😀/..%2F\\x.png";
    @TempDir Path folder;
    private OssServer server;
    private OSS oss;

    @BeforeEach
    void start() throws Exception {
        server = OssServer.start(new MemoryStore(), Clock.systemUTC());
        oss = client(SignVersion.V1, OssServer.SECRET);
    }

    private void open(SignVersion version, ObjectStore store) throws Exception {
        close();
        server = OssServer.start(store, Clock.systemUTC());
        oss = client(version, OssServer.SECRET);
        oss.createBucket(BUCKET);
    }

    private OSS client(SignVersion version, String secret) {
        var configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(version);
        configuration.setMaxErrorRetry(0);
        return OSSClientBuilder.create()
                .endpoint(server.endpoint())
                .credentialsProvider(new DefaultCredentialProvider(OssServer.KEY, secret))
                .clientConfiguration(configuration)
                .region("cn-hangzhou")
                .build();
    }

    @AfterEach
    void close() throws Exception {
        oss.shutdown();
        server.close();
    }

    @Test
    void anObjectHasItsOwnAclAndLosesItsTags() {
        oss.createBucket(BUCKET);
        oss.putObject(BUCKET, "boat.png", new ByteArrayInputStream(noise(10)));

        oss.setObjectAcl(BUCKET, "boat.png", CannedAccessControlList.PublicRead);
        assertEquals(
                ObjectPermission.PublicRead, oss.getObjectAcl(BUCKET, "boat.png").getPermission());

        oss.setObjectTagging(BUCKET, "boat.png", Map.of("kind", "draft"));
        assertEquals(
                Map.of("kind", "draft"), oss.getObjectTagging(BUCKET, "boat.png").getAllTags());
        oss.deleteObjectTagging(BUCKET, "boat.png");
        assertEquals(Map.of(), oss.getObjectTagging(BUCKET, "boat.png").getAllTags());

        assertEquals(
                List.of("boat.png"),
                oss.listObjectsV2(BUCKET).getObjectSummaries().stream()
                        .map(it -> it.getKey())
                        .toList());
    }

    private static byte[] noise(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static InputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private byte[] get(GetObjectRequest request) throws Exception {
        try (var object = oss.getObject(request)) {
            return object.getObjectContent().readAllBytes();
        }
    }

    private byte[] get(String key) throws Exception {
        return get(new GetObjectRequest(BUCKET, key));
    }

    private static String code(Runnable call) {
        return assertThrows(OSSException.class, call::run).getErrorCode();
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void bucketsAreMadeDescribedListedAndRemoved(SignVersion version) throws Exception {
        open(version, new DirectoryStore(folder));
        assertEquals(List.of(BUCKET), oss.listBuckets().stream().map(b -> b.getName()).toList());
        assertEquals("oss-cn-hangzhou", oss.getBucketLocation(BUCKET));
        assertEquals(BUCKET, oss.getBucketInfo(BUCKET).getBucket().getName());
        assertTrue(oss.doesBucketExist(BUCKET));
        assertFalse(oss.doesBucketExist("another"));
        oss.setBucketAcl(BUCKET, CannedAccessControlList.PublicRead);
        assertEquals(CannedAccessControlList.PublicRead, oss.getBucketAcl(BUCKET).getCannedACL());
        oss.putObject(BUCKET, "x", in(noise(10)));
        assertEquals(1L, oss.getBucketStat(BUCKET).getObjectCount());
        assertEquals("BucketNotEmpty", code(() -> oss.deleteBucket(BUCKET)));
        oss.deleteObject(BUCKET, "x");
        oss.deleteBucket(BUCKET);
        assertEquals("NoSuchBucket", code(() -> oss.listObjectsV2(BUCKET)));
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void objectsKeepContentHeadersTagsAndOddNames(SignVersion version) throws Exception {
        open(version, new DirectoryStore(folder));
        var bytes = noise(300_000);
        var metadata = new ObjectMetadata();
        metadata.setContentType("image/png; charset=UTF-8");
        metadata.setCacheControl("no-store");
        metadata.addUserMetadata("recipe", "seven");
        metadata.setObjectTagging(Map.of("kind", "draft one"));
        oss.putObject(BUCKET, ODD, in(bytes), metadata);
        assertArrayEquals(bytes, get(ODD));
        var head = oss.getObjectMetadata(BUCKET, ODD);
        assertEquals("image/png; charset=UTF-8", head.getContentType());
        assertEquals("no-store", head.getCacheControl());
        assertEquals("seven", head.getUserMetadata().get("recipe"));
        assertEquals(bytes.length, head.getContentLength());
        assertEquals("draft one", oss.getObjectTagging(BUCKET, ODD).getTag("kind"));
        oss.setObjectTagging(BUCKET, ODD, Map.of("a", "b"));
        assertEquals("b", oss.getObjectTagging(BUCKET, ODD).getTag("a"));
        assertEquals(bytes.length, oss.getSimplifiedObjectMeta(BUCKET, ODD).getSize());
        assertTrue(oss.doesObjectExist(BUCKET, ODD));
        assertFalse(oss.doesObjectExist(BUCKET, "nothing"));
        assertEquals("NoSuchKey", code(() -> oss.getObject(BUCKET, "nothing")));
        oss.deleteObject(BUCKET, ODD);
        assertFalse(oss.doesObjectExist(BUCKET, ODD));
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void aWrongSecretIsRefused(SignVersion version) throws Exception {
        open(version, new MemoryStore());
        var thief = client(version, "guessed");
        assertEquals(
                "SignatureDoesNotMatch", code(() -> thief.putObject(BUCKET, "x", in(noise(10)))));
        assertEquals("SignatureDoesNotMatch", code(thief::listBuckets));
        thief.shutdown();
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void aClockThatIsFarOffIsRefused(SignVersion version) throws Exception {
        var late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(16));
        close();
        server = OssServer.start(new MemoryStore(), late);
        oss = client(version, OssServer.SECRET);
        assertEquals("RequestTimeTooSkewed", code(() -> oss.createBucket(BUCKET)));
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void linksGetAndPutUntilTheyExpire(SignVersion version) throws Exception {
        open(version, new MemoryStore());
        var http = HttpClient.newHttpClient();
        var bytes = noise(5000);
        var soon = Date.from(Instant.now().plusSeconds(60));
        var put = new GeneratePresignedUrlRequest(BUCKET, ODD, HttpMethod.PUT);
        put.setExpiration(soon);
        put.setContentType("image/png");
        var sent =
                http.send(
                        HttpRequest.newBuilder(URI.create(oss.generatePresignedUrl(put).toString()))
                                .header("Content-Type", "image/png")
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(200, sent.statusCode(), sent.body());
        var link = oss.generatePresignedUrl(BUCKET, ODD, soon).toString();
        var request = HttpRequest.newBuilder(URI.create(link)).build();
        var read = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertArrayEquals(bytes, read.body());
        var forged = HttpRequest.newBuilder(URI.create(link.replace("png", "gif"))).build();
        assertEquals(403, http.send(forged, HttpResponse.BodyHandlers.ofString()).statusCode());
        var bare = HttpRequest.newBuilder(URI.create(link.replaceFirst("\\?.*", ""))).build();
        assertEquals(403, http.send(bare, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    /// The page of GetObjectMeta has it with GET too; the vendor's client only sends HEAD.
    @Test
    void theMetaOfAnObjectIsReadWithGetToo() throws Exception {
        open(SignVersion.V1, new MemoryStore());
        oss.putObject(BUCKET, "x", in(noise(5)));
        var get = new GeneratePresignedUrlRequest(BUCKET, "x", HttpMethod.GET);
        get.setExpiration(Date.from(Instant.now().plusSeconds(60)));
        get.addQueryParameter("objectMeta", "");
        var link = URI.create(oss.generatePresignedUrl(get).toString());
        var answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(link).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("", answer.body());
        assertEquals(
                oss.getSimplifiedObjectMeta(BUCKET, "x").getETag(),
                answer.headers().firstValue("ETag").orElseThrow().replace("\"", ""));
    }

    @Test
    void anExpiredLinkIsRefused() throws Exception {
        open(SignVersion.V1, new MemoryStore());
        oss.putObject(BUCKET, "x", in(noise(5)));
        var past = Date.from(Instant.now().minusSeconds(5));
        var link = oss.generatePresignedUrl(BUCKET, "x", past).toString();
        var answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(link)).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("<Code>AccessDenied</Code>"), answer.body());
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void partsBecomeOneObject(SignVersion version) throws Exception {
        open(version, new DirectoryStore(folder));
        var bytes = noise(250_000);
        oss.putObject(BUCKET, "source", in(bytes));
        var id = initiate("whole");
        var parts = new ArrayList<PartETag>();
        var first = new UploadPartRequest(BUCKET, "whole", id, 1, in(bytes), 150_000);
        parts.add(oss.uploadPart(first).getPartETag());
        var copy =
                new UploadPartCopyRequest(
                        BUCKET, "source", BUCKET, "whole", id, 2, 150_000L, 100_000L);
        parts.add(oss.uploadPartCopy(copy).getPartETag());
        var listed = oss.listParts(new ListPartsRequest(BUCKET, "whole", id));
        assertEquals(2, listed.getParts().size());
        var uploads = oss.listMultipartUploads(new ListMultipartUploadsRequest(BUCKET));
        assertEquals(id, uploads.getMultipartUploads().getFirst().getUploadId());
        var done =
                oss.completeMultipartUpload(
                        new CompleteMultipartUploadRequest(BUCKET, "whole", id, parts));
        assertTrue(done.getETag().endsWith("-2"));
        assertArrayEquals(bytes, get("whole"));
        var gone = initiate("gone");
        oss.abortMultipartUpload(new AbortMultipartUploadRequest(BUCKET, "gone", gone));
        assertEquals(
                "NoSuchUpload",
                code(() -> oss.listParts(new ListPartsRequest(BUCKET, "gone", gone))));
    }

    private String initiate(String key) {
        var request = new InitiateMultipartUploadRequest(BUCKET, key);
        return oss.initiateMultipartUpload(request).getUploadId();
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void resumableTransfersWorkBothWays(SignVersion version) throws Throwable {
        open(version, new DirectoryStore(folder.resolve("store")));
        var bytes = noise(1_000_003);
        var file = Files.write(folder.resolve("up"), bytes);
        var up = new UploadFileRequest(BUCKET, "big/file", file.toString(), 120_000, 3, true);
        oss.uploadFile(up);
        assertArrayEquals(bytes, get("big/file"));
        var down = folder.resolve("down");
        oss.downloadFile(
                new DownloadFileRequest(BUCKET, "big/file", down.toString(), 150_000, 3, true));
        assertArrayEquals(bytes, Files.readAllBytes(down));
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void rangesConditionsCopiesAndAppends(SignVersion version) throws Exception {
        open(version, new MemoryStore());
        var bytes = noise(1000);
        var etag = oss.putObject(BUCKET, "x", in(bytes)).getETag();
        var part = new GetObjectRequest(BUCKET, "x");
        part.setRange(10, 19);
        assertArrayEquals(Arrays.copyOfRange(bytes, 10, 20), get(part));
        var behind = new GetObjectRequest(BUCKET, "x");
        behind.setRange(1000, 2000);
        assertArrayEquals(bytes, get(behind));
        behind.addHeader("x-oss-range-behavior", "standard");
        assertEquals("InvalidRange", code(() -> oss.getObject(behind)));
        var other = new GetObjectRequest(BUCKET, "x");
        other.setMatchingETagConstraints(List.of("nothing"));
        assertEquals("PreconditionFailed", code(() -> oss.getObject(other)));
        var same = new GetObjectRequest(BUCKET, "x");
        same.setNonmatchingETagConstraints(List.of(etag));
        assertThrows(OSSException.class, () -> oss.getObject(same));
        var copy = new CopyObjectRequest(BUCKET, "x", BUCKET, ODD);
        var metadata = new ObjectMetadata();
        metadata.setContentType("text/plain");
        copy.setNewObjectMetadata(metadata);
        assertEquals(etag, oss.copyObject(copy).getETag());
        assertEquals("text/plain", oss.getObjectMetadata(BUCKET, ODD).getContentType());
        var back = oss.copyObject(BUCKET, ODD, BUCKET, "back");
        assertEquals(etag, back.getETag());
        var append = new AppendObjectRequest(BUCKET, "log", in(bytes));
        append.setPosition(0L);
        long next = oss.appendObject(append).getNextPosition();
        append.setPosition(next);
        append.setInputStream(in(bytes));
        assertEquals(2000L, oss.appendObject(append).getNextPosition());
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void picturesAreScaledOnTheWay(SignVersion version) throws Exception {
        open(version, new MemoryStore());
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(800, 400, BufferedImage.TYPE_INT_RGB), "png", out);
        oss.putObject(BUCKET, "p.png", in(out.toByteArray()));
        var small = new GetObjectRequest(BUCKET, "p.png");
        small.setProcess("image/resize,w_200");
        var image = ImageIO.read(in(get(small)));
        assertEquals(200, image.getWidth());
        assertEquals(100, image.getHeight());
        var filled = new GetObjectRequest(BUCKET, "p.png");
        filled.setProcess("image/resize,m_fill,w_50,h_60/format,jpg");
        assertEquals(60, ImageIO.read(in(get(filled))).getHeight());
        var info = new GetObjectRequest(BUCKET, "p.png");
        info.setProcess("image/info");
        var text = new String(get(info), StandardCharsets.UTF_8);
        assertTrue(text.contains("\"ImageWidth\": {\"value\": \"800\"}"), text);
        var wrong = new GetObjectRequest(BUCKET, "p.png");
        wrong.setProcess("image/resize,w_99999");
        assertEquals("InvalidArgument", code(() -> oss.getObject(wrong)));
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void linksLeadToOtherObjects(SignVersion version) throws Exception {
        open(version, new DirectoryStore(folder));
        var bytes = noise(1000);
        oss.putObject(BUCKET, ODD, in(bytes));
        oss.createSymlink(new CreateSymlinkRequest(BUCKET, "a link", ODD));
        oss.createSymlink(new CreateSymlinkRequest(BUCKET, "nowhere", "missing"));
        oss.createSymlink(new CreateSymlinkRequest(BUCKET, "twice", "a link"));

        assertArrayEquals(bytes, get("a link"));
        assertEquals(ODD, oss.getSymlink(BUCKET, "a link").getTarget());
        var head = oss.getObjectMetadata(BUCKET, "a link");
        assertEquals(1000, head.getContentLength());
        assertEquals("Symlink", head.getObjectType());
        var copy = oss.copyObject(BUCKET, "a link", BUCKET, "copy");
        assertEquals(oss.getObjectMetadata(BUCKET, ODD).getETag(), copy.getETag());
        assertEquals("SymlinkTargetNotExist", code(() -> oss.getObject(BUCKET, "nowhere")));
        assertEquals("InvalidTargetType", code(() -> oss.getObject(BUCKET, "twice")));
        assertEquals("NotSymlink", code(() -> oss.getSymlink(BUCKET, ODD)));
        oss.deleteObject(BUCKET, "a link");
        assertArrayEquals(bytes, get(ODD));
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void bucketsKeepTagsAndCorsRulesOverARestart(SignVersion version) throws Exception {
        open(version, new DirectoryStore(folder));
        oss.setBucketTagging(BUCKET, Map.of("team", "sea and sky", "stage", "draft"));
        assertEquals("NoSuchCORSConfiguration", code(() -> oss.getBucketCORSRules(BUCKET)));
        var rule = new SetBucketCORSRequest.CORSRule();
        rule.addAllowdOrigin("http://localhost:*");
        rule.addAllowedMethod("PUT");
        rule.addAllowedHeader("*");
        rule.addExposeHeader("ETag");
        rule.setMaxAgeSeconds(600);
        var rules = new SetBucketCORSRequest(BUCKET);
        rules.addCorsRule(rule);
        oss.setBucketCORS(rules);
        oss.setBucketAcl(BUCKET, CannedAccessControlList.PublicRead);
        oss.createBucket(BUCKET);
        oss.shutdown();
        server.close();
        server = OssServer.start(new DirectoryStore(folder), Clock.systemUTC());
        oss = client(version, OssServer.SECRET);

        var tags = oss.getBucketTagging(new GenericRequest(BUCKET)).getAllTags();
        assertEquals(Map.of("team", "sea and sky", "stage", "draft"), tags);
        var kept = oss.getBucketCORSRules(BUCKET).getFirst();
        assertEquals(List.of("http://localhost:*"), kept.getAllowedOrigins());
        assertEquals(600, kept.getMaxAgeSeconds());
        assertEquals(CannedAccessControlList.PublicRead, oss.getBucketAcl(BUCKET).getCannedACL());
        assertEquals(0, oss.getBucketStat(BUCKET).getMultipartUploadCount());
        initiate("open");
        assertEquals(1, oss.getBucketStat(BUCKET).getMultipartUploadCount());
        oss.deleteBucketTagging(new GenericRequest(BUCKET));
        oss.deleteBucketCORSRules(BUCKET);
        assertEquals(Map.of(), oss.getBucketTagging(new GenericRequest(BUCKET)).getAllTags());
        assertEquals("NoSuchCORSConfiguration", code(() -> oss.getBucketCORSRules(BUCKET)));
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4"})
    void copiesKeepTagsUnlessTheyAreReplaced(SignVersion version) throws Exception {
        open(version, new MemoryStore());
        var metadata = new ObjectMetadata();
        metadata.setObjectTagging(Map.of("kind", "draft"));
        oss.putObject(BUCKET, "x", in(noise(10)), metadata);
        var plain = new CopyObjectRequest(BUCKET, "x", BUCKET, "kept");
        plain.setNewObjectMetadata(new ObjectMetadata());
        oss.copyObject(plain);
        var renamed = new CopyObjectRequest(BUCKET, "x", BUCKET, "replaced");
        var other = new ObjectMetadata();
        other.setHeader("x-oss-tagging-directive", "REPLACE");
        other.setHeader("x-oss-tagging", "kind=final");
        renamed.setNewObjectMetadata(other);
        oss.copyObject(renamed);

        assertEquals("draft", oss.getObjectTagging(BUCKET, "kept").getTag("kind"));
        assertEquals("final", oss.getObjectTagging(BUCKET, "replaced").getTag("kind"));
        assertEquals("NotImplemented", code(() -> oss.restoreObject(BUCKET, "x")));
        var words =
                assertThrows(OSSException.class, () -> oss.restoreObject(BUCKET, "x"))
                        .getErrorMessage();
        assertTrue(words.contains("storage class Standard"), words);
    }

    @Test
    void tenThousandObjectsAreListedPageByPage() throws Exception {
        var store = new MemoryStore();
        open(SignVersion.V4, store);
        for (int i = 0; i < 10_000; i++) {
            var key = String.format("d%02d/%05d 图", i % 20, i);
            store.write(BUCKET, key, "text/plain", in(new byte[0]));
        }
        var seen = new HashSet<String>();
        var request = new ListObjectsV2Request(BUCKET);
        request.setMaxKeys(700);
        for (boolean more = true; more; ) {
            var page = oss.listObjectsV2(request);
            page.getObjectSummaries().forEach(o -> assertTrue(seen.add(o.getKey())));
            request.setContinuationToken(page.getNextContinuationToken());
            more = page.isTruncated();
        }
        assertEquals(10_000, seen.size());
        var folders = new ListObjectsV2Request(BUCKET);
        folders.setDelimiter("/");
        folders.setMaxKeys(7);
        var prefixes = new ArrayList<String>();
        for (boolean more = true; more; ) {
            var page = oss.listObjectsV2(folders);
            prefixes.addAll(page.getCommonPrefixes());
            folders.setContinuationToken(page.getNextContinuationToken());
            more = page.isTruncated();
        }
        assertEquals(20, prefixes.size());
        assertEquals(20, new HashSet<>(prefixes).size());
        var old =
                oss.listObjects(
                        new ListObjectsRequest(BUCKET).withPrefix("d03/").withMaxKeys(1000));
        assertEquals(500, old.getObjectSummaries().size());
        var some = List.copyOf(seen).subList(0, 1000);
        var deleted = oss.deleteObjects(new DeleteObjectsRequest(BUCKET).withKeys(some));
        assertEquals(1000, deleted.getDeletedObjects().size());
        assertTrue(deleted.getDeletedObjects().containsAll(some));
        assertFalse(oss.doesObjectExist(BUCKET, some.getFirst()));
    }

    @Test
    void aDirectoryComesBackAfterARestart() throws Exception {
        open(SignVersion.V1, new DirectoryStore(folder));
        var bytes = noise(1234);
        var request = new PutObjectRequest(BUCKET, ODD, in(bytes));
        oss.putObject(request);
        oss.putObject(BUCKET, "CASE", in(bytes));
        oss.putObject(BUCKET, "case", in(noise(5)));
        var id = initiate("later");
        oss.shutdown();
        server.close();
        server = OssServer.start(new DirectoryStore(folder), Clock.systemUTC());
        oss = client(SignVersion.V1, OssServer.SECRET);
        assertArrayEquals(bytes, get(ODD));
        assertArrayEquals(bytes, get("CASE"));
        assertEquals(0, oss.listParts(new ListPartsRequest(BUCKET, "later", id)).getParts().size());
    }
}
