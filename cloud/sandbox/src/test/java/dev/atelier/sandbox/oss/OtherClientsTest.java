package dev.atelier.sandbox.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyun.oss.ClientException;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import dev.atelier.sandbox.oss.store.Bucket;
import dev.atelier.sandbox.oss.store.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests as clients of other languages make them, after their sources: Go's SDK and ossutil
/// (aliyun/aliyun-oss-go-sdk, auth.go and conn.go) and Python's oss2 (aliyun/aliyun-oss-python-sdk,
/// auth.py, xml_utils.py and utils.py).
class OtherClientsTest {
    private static final String BUCKET = "pictures";

    /// What oss2 reads dates with.
    private static final Pattern OSS2_DATE =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.000Z");

    private final HttpClient http = HttpClient.newHttpClient();
    private final MemoryStore store = new MemoryStore();
    private OssServer server;

    @BeforeEach
    void start() throws Exception {
        server = OssServer.start(store, Clock.systemUTC());
        store.save(new Bucket(BUCKET, Instant.parse("2024-01-02T03:04:05.678Z"), "private"));
        write("a b+c.txt", "a red boat");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void write(String key, String text) throws IOException {
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        store.write(BUCKET, key, "text/plain", bytes);
    }

    /// Python: every date of a list, or the call dies.
    @ParameterizedTest
    @ValueSource(strings = {"", "pictures", "pictures?list-type=2", "pictures?uploads"})
    void everyDateHasThreeZeros(String call) throws Exception {
        oss2("POST", "pictures/open.bin?uploads", Map.of());

        var dates =
                texts(oss2("GET", call, Map.of()).body(), "CreationDate|LastModified|Initiated");

        assertFalse(dates.isEmpty());
        dates.forEach(date -> assertTrue(OSS2_DATE.matcher(date).matches(), date));
    }

    /// Python raises where one of these is missing, also in a list that is not cut.
    @Test
    void listsOfPartsAndUploadsSayWhereTheNextOneBegins() throws Exception {
        var id = text(oss2("POST", "pictures/open.bin?uploads", Map.of()).body(), "UploadId");

        var none = oss2("GET", "pictures/open.bin?uploadId=" + id, Map.of()).body();
        assertEquals("0", text(none, "NextPartNumberMarker"));
        assertEquals("false", text(none, "IsTruncated"));
        oss2("PUT", "pictures/open.bin?partNumber=3&uploadId=" + id, Map.of(), "part three");
        var parts = oss2("GET", "pictures/open.bin?uploadId=" + id, Map.of()).body();
        assertEquals("3", text(parts, "NextPartNumberMarker"));
        assertEquals("10", text(parts, "Size"));

        var uploads = oss2("GET", "pictures?uploads", Map.of()).body();
        assertEquals("open.bin", text(uploads, "NextKeyMarker"));
        assertEquals(id, text(uploads, "NextUploadIdMarker"));
        assertEquals("false", text(uploads, "IsTruncated"));
        oss2("POST", "pictures/folder/second.bin?uploads", Map.of());
        var folders = oss2("GET", "pictures?uploads&delimiter=/", Map.of()).body();
        assertEquals(List.of("", "folder/"), texts(folders, "Prefix"));
        assertEquals(List.of("open.bin"), texts(folders, "Key"));
        var cut = oss2("GET", "pictures?uploads&max-uploads=1", Map.of()).body();
        assertEquals("true", text(cut, "IsTruncated"));
        assertEquals("folder/second.bin", text(cut, "NextKeyMarker"));
    }

    /// S3 clients look first whether a bucket is there.
    @Test
    void theHeadOfABucketSaysWhetherItIsThere() throws Exception {
        var there = oss2("HEAD", "pictures", Map.of());
        assertEquals(200, there.statusCode());
        assertEquals("", there.body());
        assertEquals(404, oss2("HEAD", "picture", Map.of()).statusCode());
    }

    /// Python and Node take the ETag of a copied part from the header.
    @Test
    void copiesAnswerTheirEtagAsAHeader() throws Exception {
        var id = text(oss2("POST", "pictures/whole?uploads", Map.of()).body(), "UploadId");
        var source = Map.of("x-oss-copy-source", "/pictures/a%20b%2Bc.txt");

        var part = oss2("PUT", "pictures/whole?partNumber=1&uploadId=" + id, source);
        var copy = oss2("PUT", "pictures/copy", source);

        var etag = "\"" + md5("a red boat") + "\"";
        assertEquals(etag, part.headers().firstValue("ETag").orElse(""));
        assertEquals(etag, text(part.body(), "ETag").replace("&quot;", "\""));
        assertEquals(etag, copy.headers().firstValue("ETag").orElse(""));
    }

    /// ossutil escapes the source of a copy as a query.
    @ParameterizedTest
    @CsvSource({
        "a+b%2Bc.txt, a red boat",
        "a%20b%2Bc.txt, a red boat",
        "a%20b+c.txt, a red boat",
        "x+y, a plus"
    })
    void aSourceMayBeEscapedAsAQuery(String source, String content) throws Exception {
        write("x+y", "a plus");
        write("x y", "a blank");

        var answer = oss2("PUT", "pictures/to", Map.of("x-oss-copy-source", "/pictures/" + source));

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(content, oss2("GET", "pictures/to", Map.of()).body());
    }

    /// Go signs the text of `Date` and sends no `x-oss-date`.
    @Test
    void goSignsTheDateHeader() throws Exception {
        var date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atZone(ZoneOffset.UTC));

        var list = go("GET", "/pictures/", "list-type=2&prefix=", date, date);
        assertEquals(200, list.statusCode(), list.body());
        assertEquals(List.of("a b+c.txt"), texts(list.body(), "Key"));
        assertEquals(200, go("GET", "/pictures/a%20b%2Bc.txt", "", date, date).statusCode());
        assertEquals("a red boat", go("GET", "/pictures/a%20b%2Bc.txt", "", date, date).body());

        var later =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.now().plusSeconds(60).atZone(ZoneOffset.UTC));
        assertEquals(403, go("GET", "/pictures/", "list-type=2", date, later).statusCode());
    }

    /// A range that is not wholly inside counts for none, unless the client asks for the standard.
    @ParameterizedTest
    @CsvSource({
        "bytes=0-4,      206, a red, 206, a red",
        "bytes=6-,       206, boat,  206, boat",
        "bytes=-4,       206, boat,  206, boat",
        "bytes=0-4;6-8,  206, a red, 206, a red",
        "bytes=0-10,     200, ,      206, a red boat",
        "bytes=6-2000,   200, ,      206, boat",
        "bytes=10-2000,  200, ,      416, ",
        "bytes=10-,      200, ,      416, ",
        "bytes=-2000,    200, ,      206, a red boat",
        "bytes=-0,       200, ,      416, ",
        "bytes=4-2,      200, ,      200, a red boat",
        "byte=0-4,       200, ,      200, a red boat"
    })
    void ranges(String range, int status, String text, int standardStatus, String standardText)
            throws Exception {
        var header = range.replace(';', ',');
        var plain = oss2("GET", "pictures/a%20b%2Bc.txt", Map.of("Range", header));
        assertEquals(status, plain.statusCode());
        assertEquals(text == null ? "a red boat" : text, plain.body());

        var strict =
                oss2(
                        "GET",
                        "pictures/a%20b%2Bc.txt",
                        Map.of("Range", header, "x-oss-range-behavior", "standard"));
        assertEquals(standardStatus, strict.statusCode());
        if (standardText == null) {
            assertEquals("InvalidRange", text(strict.body(), "Code"));
        } else {
            assertEquals(standardText, strict.body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, pictures?lifecycle, 501",
        "GET, pictures?publicAccessBlock, 501",
        "GET, pictures?something-new, 501",
        "GET, pictures?versions, 501",
        "PUT, pictures?lifecycle, 501",
        "PUT, pictures?stat, 405",
        "DELETE, pictures?policy, 501",
        "DELETE, pictures?acl, 405",
        "POST, pictures?metaQuery&comp=query, 501",
        "GET, ?regions, 501",
        "GET, pictures/a%20b%2Bc.txt?versionId=CAEQ, 501",
        "GET, pictures/a%20b%2Bc.txt?versionId=null, 200",
        "GET, pictures/a%20b%2Bc.txt?qosInfo, 501",
        "PUT, pictures/a%20b%2Bc.txt?worm, 501",
        "POST, pictures/a%20b%2Bc.txt?restore, 501",
        "GET, pictures?prefix=&delimiter=&marker=, 200",
        "GET, pictures?x-unknown=1, 200"
    })
    void whatIsNotServedIsNeverTakenForAnotherCall(String method, String call, int status)
            throws Exception {
        var answer = oss2(method, call, Map.of());

        assertEquals(status, answer.statusCode(), answer.body());
        if (status == 501) {
            assertEquals("NotImplemented", text(answer.body(), "Code"));
            assertTrue(text(answer.body(), "Message").contains("andbox"), answer.body());
        }
        assertEquals("a red boat", oss2("GET", "pictures/a%20b%2Bc.txt", Map.of()).body());
    }

    @Test
    void theVendorsClientSeesWhyAnUploadIsRefused() throws Exception {
        var client =
                new OSSClientBuilder().build(server.endpoint(), OssServer.KEY, OssServer.SECRET);
        try {
            var big = new byte[24 << 20];

            assertEquals("NoSuchBucket", refusal(client, big, new ArrayList<>()));
        } finally {
            client.shutdown();
        }
    }

    private static String refusal(OSS client, byte[] bytes, List<String> seen) {
        try {
            client.putObject("no-such-bucket", "x", new ByteArrayInputStream(bytes));
        } catch (OSSException e) {
            seen.add(e.getErrorCode());
        } catch (ClientException e) {
            seen.add(String.valueOf(e.getMessage()));
        }
        return String.join(",", seen);
    }

    /// Version 1 of the signature, as oss2 has it: `k` alone for a sub-resource without a value.
    /// npm's ali-oss where its endpoint is an IP address: the path names the bucket, and the host
    /// does, too.
    @Test
    void theBucketMayStandInHostAndPath() throws Exception {
        assertEquals("200 a red boat", aliOss("/pictures/a%20b%2Bc.txt", "/pictures/a b+c.txt"));
        assertTrue(aliOss("/pictures/", "/pictures/").contains("<Name>pictures</Name>"));
        assertEquals("200 a red boat", aliOss("/a%20b%2Bc.txt", "/pictures/a b+c.txt"));
        assertTrue(aliOss("/pictures/x", "/pictures/y").startsWith("403 "));
    }

    /// @return status and body
    private String aliOss(String path, String resource) throws Exception {
        var date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atZone(ZoneOffset.UTC));
        var text = "GET\n\n\n" + date + "\nx-oss-date:" + date + "\n" + resource;
        var endpoint = URI.create(server.endpoint());
        try (var socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            var request =
                    """
                    GET %s HTTP/1.1
                    host: pictures.oss-cn-hangzhou.aliyuncs.com
                    x-oss-date: %s
                    authorization: OSS %s:%s
                    connection: close

                    """
                            .formatted(path, date, OssServer.KEY, hmac(text));
            var out = socket.getOutputStream();
            out.write(request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(9, 13) + answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    private static String hmac(String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(OssServer.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> oss2(String method, String call, Map<String, String> headers)
            throws Exception {
        return oss2(method, call, headers, "");
    }

    private HttpResponse<String> oss2(
            String method, String call, Map<String, String> headers, String body) throws Exception {
        var date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atZone(ZoneOffset.UTC));
        var parts = call.split("\\?", 2);
        var path = parts[0].replace("+", "%2B");
        var resource = new StringBuilder("/" + URLDecoder.decode(path, StandardCharsets.UTF_8));
        if (!parts[0].isEmpty() && !parts[0].contains("/")) {
            resource.append('/');
        }
        if (parts.length > 1) {
            resource.append(signed(parts[1]));
        }
        var own = new StringBuilder();
        new TreeMap<>(headers)
                .forEach((name, value) -> {
                    if (name.startsWith("x-oss-")) {
                        own.append(name).append(':').append(value).append('\n');
                    }
                });
        var text = method + "\n\n\n" + date + "\n" + own + resource;
        var signature = hmac(text);
        var request =
                HttpRequest.newBuilder(URI.create(server.endpoint() + "/" + call))
                        .header("x-test", "1")
                        .header("Authorization", "OSS " + OssServer.KEY + ":" + signature)
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        request.header("Date", date);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String signed(String query) {
        var names =
                List.of(
                        "acl",
                        "uploads",
                        "uploadId",
                        "partNumber",
                        "lifecycle",
                        "policy",
                        "stat",
                        "versions",
                        "versionId",
                        "qosInfo",
                        "worm",
                        "restore",
                        "metaQuery",
                        "comp",
                        "symlink",
                        "tagging",
                        "cors");
        var kept = new TreeMap<String, String>();
        for (var pair : query.split("&", -1)) {
            var name = pair.replaceFirst("=.*", "");
            if (names.contains(name)) {
                kept.put(name, pair);
            }
        }
        return kept.isEmpty() ? "" : "?" + String.join("&", kept.values());
    }

    /// Version 4 as Go has it.
    ///
    /// @param sent the header `Date`, which ought to be the signed one
    private HttpResponse<String> go(
            String method, String path, String query, String signed, String sent) throws Exception {
        var day =
                DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(signed)));
        var scope = day + "/cn-hangzhou/oss/aliyun_v4_request";
        var pairs = new TreeMap<String, String>();
        for (var pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                pairs.put(pair, pair.endsWith("=") ? pair.substring(0, pair.length() - 1) : pair);
            }
        }
        var canonical =
                method
                        + "\n"
                        + path
                        + "\n"
                        + String.join("&", pairs.values())
                        + "\nx-oss-content-sha256:UNSIGNED-PAYLOAD\n\n\nUNSIGNED-PAYLOAD";
        var text = "OSS4-HMAC-SHA256\n" + signed + "\n" + scope + "\n" + sha256(canonical);
        var key = ("aliyun_v4" + OssServer.SECRET).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        var signature = HexFormat.of().formatHex(hmac(key, text));
        var target = server.endpoint() + path + (query.isEmpty() ? "" : "?" + query);
        var request =
                HttpRequest.newBuilder(URI.create(target))
                        .header("Date", sent)
                        .header("x-oss-content-sha256", "UNSIGNED-PAYLOAD")
                        .header(
                                "Authorization",
                                "OSS4-HMAC-SHA256 Credential=%s/%s,Signature=%s"
                                        .formatted(OssServer.KEY, scope, signature))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String md5(String text) throws Exception {
        var digest = MessageDigest.getInstance("MD5");
        return HexFormat.of()
                .withUpperCase()
                .formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(String xml, String element) {
        var all = texts(xml, element);
        assertEquals(1, all.size(), element + " in " + xml);
        return all.getFirst();
    }

    private static List<String> texts(String xml, String elements) {
        return Pattern.compile("<(" + elements + ")>([^<]*)</")
                .matcher(xml)
                .results()
                .map(found -> found.group(2))
                .toList();
    }
}
