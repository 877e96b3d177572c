package dev.atelier.sandbox.oss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.sandbox.oss.store.Bucket;
import dev.atelier.sandbox.oss.store.DirectoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that no client would send. Most of them are signed, so that they get past the door.
class HostileRequestsTest {
    private static final int REQUESTS = 300;
    private static final String[] KEYS = {
        "../../escaped",
        "%2e%2e%2f%2e%2e%2fescaped",
        "..%5c..%5cescaped",
        "a/../../../escaped",
        "C:%5cescaped",
        "con",
        "aux.txt",
        "%00",
        "a%00b",
        "%",
        "%zz",
        "%ff%fe",
        "%c0%ae%c0%ae/escaped",
        "//etc/passwd",
        "%2Fetc%2Fpasswd",
        ".",
        "..",
        "a%0d%0aX-Evil:1",
        "x".repeat(1500),
        "%F0%9F%98%80"
    };
    private static final String[] QUERIES = {
        "",
        "?uploads",
        "?uploadId=../..&partNumber=1",
        "?uploadId=%00",
        "?partNumber=99999&uploadId=1",
        "?delete",
        "?append&position=-1",
        "?append&position=99999999999",
        "?acl",
        "?tagging",
        "?x-oss-process=image/resize,w_99999999999",
        "?x-oss-process=image/" + "resize,p_1000/".repeat(50),
        "?list-type=2&max-keys=0",
        "?continuation-token=%%%",
        "?list-type=2&continuation-token=$$$",
        "?max-keys=99999999999",
        "?encoding-type=xml",
        "?x-oss-signature=1",
        "?Signature=a&OSSAccessKeyId=b",
        "?Expires=x&Signature=a&OSSAccessKeyId=b",
        "?" + "a=b&".repeat(500)
    };
    private static final String[] BODIES = {
        "",
        "<",
        "<Delete>",
        "<Delete></Delete>",
        "\0\0\0",
        "<Delete><Object><Key>../x</Key></Object></Delete>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&e;</Key></Object></Delete>",
        "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><Delete>&b;</Delete>",
        "<a>".repeat(20_000),
        "<Delete>" + "<Object><Key>k</Key></Object>".repeat(1001) + "</Delete>",
        "<CompleteMultipartUpload><Part><PartNumber>-1</PartNumber></Part></CompleteMultipartUpload>"
    };
    private static final String[] HEADERS = {
        "",
        "Range: bytes=9-1",
        "Range: bytes=-",
        "Range: bytes=99999999999999999999-",
        "Range: bytes=5-9999",
        "Content-MD5: nonsense",
        "x-oss-copy-source: /../../etc/passwd",
        "x-oss-copy-source: %",
        "x-oss-copy-source: /bucket/missing",
        "If-Modified-Since: yesterday",
        "x-oss-object-acl: everything",
        "x-oss-tagging: " + "a=b&".repeat(50),
        "x-oss-meta-a: " + "m".repeat(7000),
        "x-oss-meta-a: " + "m".repeat(70_000),
        "Transfer-Encoding: nonsense",
        "Expect: the-impossible"
    };
    private static final String[] DATES = {
        "", "yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "99999999T999999Z"
    };
    private static final String[] METHODS = {
        "GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "PUT", "POST"
    };
    @TempDir Path folder;
    private final Random random = new Random(300);

    private String any(String[] of) {
        return of[random.nextInt(of.length)];
    }

    @Test
    void noneCrashesHangsOrEscapes() throws Exception {
        var secret = Files.writeString(folder.resolve("escaped-not"), "untouched");
        var store = new DirectoryStore(folder.resolve("store"));
        store.save(new Bucket("bucket", Instant.EPOCH, "private"));
        var bytes = "a stored object".getBytes(StandardCharsets.UTF_8);
        store.write("bucket", "kept/object", "text/plain", new ByteArrayInputStream(bytes));
        var server = OssServer.start(store, Clock.systemUTC());
        try {
            int pastTheDoor = 0;
            for (int i = 0; i < REQUESTS; i++) {
                var request = request();
                var answer = send(server, request);
                var shown = request.substring(0, Math.min(300, request.length()));
                assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 "), shown);
                pastTheDoor += answer.isEmpty() || answer.startsWith("HTTP/1.1 403") ? 0 : 1;
                assertTrue(!answer.startsWith("HTTP/1.1 500"), shown + "\n" + answer);
                assertTrue(!answer.contains("root:") && !answer.contains("X-Evil:1\r"), shown);
            }
            assertTrue(pastTheDoor > REQUESTS / 3, pastTheDoor + " got past the door");
            var kept = store.find("bucket", "kept/object").orElseThrow();
            try (var in = store.open(kept, 0)) {
                assertArrayEquals(bytes, in.readAllBytes());
            }
            var check = send(server, signed("GET", "/bucket/kept/object", "", "") + "\r\n");
            assertTrue(check.startsWith("HTTP/1.1 200"), check);
        } finally {
            server.close();
        }
        assertEquals("untouched", Files.readString(secret));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "only the store and the file beside it");
        }
    }

    private String request() {
        var method = any(METHODS);
        var bucket = random.nextInt(8) == 0 ? any(KEYS) : "bucket";
        var key = random.nextInt(5) == 0 ? "" : any(KEYS);
        var body = any(BODIES);
        var extra = any(HEADERS);
        var wrong = random.nextInt(4) == 0;
        var date = wrong ? any(DATES) : now();
        var query = any(QUERIES);
        var head = signed(method, "/" + bucket + "/" + key, query, extra, date);
        var length =
                switch (random.nextInt(8)) {
                    case 0 -> "Content-Length: -5\r\n";
                    case 1 -> "Content-Length: 99999999999999999999\r\n";
                    case 2 -> "Content-Length: 6000000000\r\n";
                    case 3 -> "Content-Length: " + (body.length() + 10) + "\r\n";
                    default -> "Content-Length: " + body.length() + "\r\n";
                };
        return head + length + "\r\n" + body;
    }

    private static String signed(String method, String path, String query, String extra) {
        return signed(method, path, query, extra, now());
    }

    private static String signed(
            String method, String path, String query, String extra, String date) {
        var lower = extra.toLowerCase(Locale.ROOT);
        var own = lower.startsWith("x-oss-") ? extra.replaceFirst(": ", ":") + "\n" : "";
        var md5 = lower.startsWith("content-md5") ? extra.substring(13) : "";
        var resource = decoded(path) + resources(query);
        var text = method + "\n" + md5 + "\n\n" + date + "\n" + own + resource;
        return method
                + " "
                + path
                + query
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nDate: "
                + date
                + "\r\nAuthorization: OSS "
                + OssServer.KEY
                + ":"
                + sign(text)
                + "\r\n"
                + (extra.isEmpty() ? "" : extra + "\r\n");
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    private static String resources(String query) {
        if (query.matches("\\?(uploads|delete|acl|tagging|x-oss-process=.*)")) {
            return query;
        }
        if (query.startsWith("?append")) {
            return query;
        }
        if (query.startsWith("?uploadId=../")) {
            return "?partNumber=1&uploadId=../..";
        }
        return query.startsWith("?partNumber") ? query : "";
    }

    private static String now() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atZone(ZoneOffset.UTC));
    }

    private static String sign(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(
                    new SecretKeySpec(
                            OssServer.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends, ends the sending half, and reads to the end; a hang is an exception.
    private static String send(OssServer server, String request) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(8000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                // The server closed the connection on a request it would not read.
                return "";
            }
        }
    }
}
