package dev.atelier.sandbox.oss;

import dev.atelier.http.Incoming;
import dev.atelier.http.Query;
import dev.atelier.http.Reply;
import dev.atelier.sandbox.oss.wire.Address;
import dev.atelier.sandbox.oss.wire.OssCall;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.OssException;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// One request and the answer it gets.
final class Exchange {
    private static final int LARGEST_DOCUMENT = 4 * 1024 * 1024;
    private static final Reply.Body NOTHING = new Reply.Body.Bytes(new byte[0]);

    private final Incoming head;
    private final InputStream body;
    private final String id;
    private Address address = Address.SERVICE;
    private Query query = new Query(List.of());
    private int status = 200;
    private final Map<String, String> answers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private Reply.Body content = NOTHING;

    Exchange(Incoming head, InputStream body, String id) {
        this.head = head;
        this.body = body;
        this.id = id;
        answer("x-oss-request-id", id);
        answer("Server", "AliyunOSS");
    }

    /// Reads address and query.
    ///
    /// @throws OssException on an address that cannot be one
    void resolve() {
        address = Address.of(header("host"), head.rawPath());
        query = Query.parse(head.rawQuery());
    }

    /// Takes the bucket that host and path name for one.
    ///
    /// @return whether both name the same
    boolean joinBuckets() {
        var joined = address.withoutRepeatedBucket();
        joined.ifPresent(it -> address = it);
        return joined.isPresent();
    }

    String method() {
        return head.method();
    }

    boolean head() {
        return method().equals("HEAD");
    }

    Address address() {
        return address;
    }

    String bucket() {
        return address.bucket();
    }

    String key() {
        return address.key();
    }

    /// What it asks for.
    ///
    /// @throws OssException where its address has no call of its method
    OssCall call() {
        var level = key().isEmpty() ? OssCall.Level.BUCKET : OssCall.Level.OBJECT;
        return OssCall.of(
                        bucket().isEmpty() ? OssCall.Level.SERVICE : level,
                        method(),
                        query,
                        !header("x-oss-copy-source").isEmpty())
                .orElseThrow(this::methodNotAllowed);
    }

    OssException methodNotAllowed() {
        return OssError.METHOD_NOT_ALLOWED.with("Method", method());
    }

    Query query() {
        return query;
    }

    String requestId() {
        return id;
    }

    /// By lower-case name.
    Map<String, String> headers() {
        return head.headers();
    }

    /// A header by its lower-case name, or the empty text.
    String header(String name) {
        return optional(name).orElse("");
    }

    Optional<String> optional(String name) {
        return head.header(name);
    }

    InputStream body() {
        return body;
    }

    /// A body that is a small document.
    ///
    /// @throws OssException where it is not small
    byte[] document() throws IOException {
        var bytes = body.readNBytes(LARGEST_DOCUMENT + 1);
        if (bytes.length > LARGEST_DOCUMENT) {
            throw OssError.ENTITY_TOO_LARGE.because("The document is too large.");
        }
        return bytes;
    }

    void answer(String name, Object value) {
        // A line break in a value would let a client write headers of its own.
        answers.put(name, value.toString().replaceAll("[\\r\\n]", " "));
    }

    void status(int value) {
        status = value;
    }

    void empty(int value) {
        status = value;
        if (value != 204 && value != 304) {
            answer("Content-Length", 0);
        }
    }

    void xml(XmlText document) {
        bytes("application/xml", document.bytes());
    }

    void bytes(String type, byte[] bytes) {
        answer("Content-Type", type);
        answer("Content-Length", bytes.length);
        content = head() ? NOTHING : new Reply.Body.Bytes(bytes);
    }

    /// A body that is written while it is sent.
    void stream(long length, Reply.Writer writer) {
        content = new Reply.Body.Stream(OptionalLong.of(length), writer);
    }

    /// Puts an error in the place of the answer, but for what its head says of the request.
    void refuse(OssException e) {
        var document =
                XmlText.of(
                        "Error",
                        xml -> {
                            xml.add("Code", e.error().code());
                            xml.add("Message", String.valueOf(e.getMessage()));
                            xml.add("RequestId", id);
                            xml.add("HostId", header("host"));
                            e.details().forEach(xml::add);
                        });
        status = e.error().status();
        List.of("ETag", "Last-Modified", "Content-Encoding", "Content-Range", "Content-Length")
                .forEach(answers::remove);
        content = NOTHING;
        if (head()) {
            // The same document in a header, for want of a body.
            answer("x-oss-err", Base64.getEncoder().encodeToString(document.bytes()));
        } else {
            xml(document);
        }
    }

    Reply reply() {
        return new Reply(status, answers, content, false);
    }
}
