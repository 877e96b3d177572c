package dev.atelier.sandbox.oss;

import dev.atelier.http.BadRequestException;
import dev.atelier.http.Incoming;
import dev.atelier.http.MinimumRateInput;
import dev.atelier.http.Reply;
import dev.atelier.http.StreamingResponder;
import dev.atelier.sandbox.oss.sign.Signatures;
import dev.atelier.sandbox.oss.sign.SignedRequest;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.OssException;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The object store over HTTP. It answers every request it is given, path style for an IP address
/// and host style for a name. The vendor describes each call at
/// `https://www.alibabacloud.com/help/en/oss/developer-reference/NAME` (`putobject`,
/// `getbucket-v2`, `initiatemultipartupload` …). The tests call it with aliyun-sdk-oss and ali-oss.
public final class OssResponder implements StreamingResponder {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS");
    private final Signatures signatures;
    private final Access access;
    private final ServiceCalls service;
    private final BucketCalls buckets;
    private final ObjectCalls objects;
    private final PostForm forms;
    private final Cors cors;

    /// @param accounts secret by access key
    public OssResponder(ObjectStore store, Map<String, String> accounts, Clock clock) {
        signatures = new Signatures(accounts, clock);
        access = new Access(store);
        service = new ServiceCalls(store);
        buckets = new BucketCalls(store, clock);
        objects = new ObjectCalls(store);
        forms = new PostForm(store, signatures, clock);
        cors = new Cors(store);
    }

    private static String requestId() {
        return UUID.randomUUID()
                .toString()
                .replace("-", "")
                .substring(0, 24)
                .toUpperCase(Locale.ROOT);
    }

    /// What is refused before its head can be read, such as a path that leads out of the store.
    public static Reply refusal(int status) {
        var error = status == 400 ? OssError.INVALID_URI : OssError.BAD_REQUEST;
        var document =
                XmlText.of(
                        "Error",
                        xml -> {
                            xml.add("Code", error.code());
                            xml.add("Message", error.sentence());
                            xml.add("RequestId", requestId());
                        });
        return Reply.of(status, "application/xml", document.bytes());
    }

    @Override
    public Reply answer(Incoming head, InputStream body) throws IOException {
        var exchange = new Exchange(head, body, requestId());
        try {
            serve(exchange);
        } catch (OssException e) {
            exchange.refuse(e);
        } catch (BadRequestException e) {
            exchange.refuse(OssError.INVALID_URI.exception());
        } catch (MinimumRateInput.TooSlowException e) {
            exchange.refuse(tooSlow());
            return exchange.reply().closing();
        } catch (NoSuchElementException e) {
            exchange.refuse(Access.noSuchBucket(String.valueOf(e.getMessage())));
        } catch (NoSuchFileException | FileNotFoundException e) {
            exchange.refuse(OssError.NO_SUCH_KEY.with("Key", ""));
        }
        return exchange.reply();
    }

    private void serve(Exchange exchange) throws IOException {
        exchange.resolve();
        if (!METHODS.contains(exchange.method())) {
            throw OssError.METHOD_NOT_ALLOWED.with("Method", exchange.method());
        }
        if (exchange.method().equals("OPTIONS")) {
            cors.preflight(exchange);
            return;
        }
        cors.answer(exchange);
        if (PostForm.is(exchange)) {
            forms.serve(exchange);
            return;
        }
        if (signer(exchange).isEmpty()) {
            access.checkAnonymous(exchange);
        }
        if (exchange.bucket().isEmpty()) {
            service.serve(exchange);
        } else if (exchange.key().isEmpty()) {
            buckets.serve(exchange);
        } else {
            access.checkBucket(exchange.bucket());
            objects.serve(exchange);
        }
    }

    /// A signature says which address is meant where host and path both name the bucket.
    private Optional<String> signer(Exchange exchange) {
        try {
            return signatures.signer(signed(exchange));
        } catch (OssException e) {
            if (!exchange.joinBuckets()) {
                throw e;
            }
            return signatures.signer(signed(exchange));
        }
    }

    private static SignedRequest signed(Exchange exchange) {
        return new SignedRequest(
                exchange.method(), exchange.address(), exchange.query(), exchange.headers());
    }

    private static OssException tooSlow() {
        return OssError.REQUEST_TIMEOUT.exception();
    }
}
