package dev.atelier.sandbox.oss;

import dev.atelier.http.SteadyInput;
import dev.atelier.http.Unread;
import dev.atelier.sandbox.oss.sign.Signatures;
import dev.atelier.sandbox.oss.sign.SignedRequest;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.wire.OssException;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The object store over HTTP. It answers every request it is given, path style for an IP address
/// and host style for a name. Its connector must be [configured][#configure].
public final class OssHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(OssHandler.class);
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS");
    private static final String TOO_SLOW = "RequestTimeout";
    private final Signatures signatures;
    private final Access access;
    private final ServiceCalls service;
    private final BucketCalls buckets;
    private final ObjectCalls objects;
    private final PostForm forms;
    private final Cors cors;

    /// @param accounts secret by access key
    public OssHandler(ObjectStore store, Map<String, String> accounts, Clock clock) {
        signatures = new Signatures(accounts, clock);
        access = new Access(store);
        service = new ServiceCalls(store);
        buckets = new BucketCalls(store, clock);
        objects = new ObjectCalls(store);
        forms = new PostForm(store, signatures, clock);
        cors = new Cors(store);
    }

    /// Lets keys arrive as they are: with `%2F`, `..`, `//` and whatever else a path of files must
    /// not have. Keys never become file names.
    public static void configure(HttpConfiguration configuration) {
        configuration.setUriCompliance(UriCompliance.UNSAFE);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var id =
                UUID.randomUUID()
                        .toString()
                        .replace("-", "")
                        .substring(0, 24)
                        .toUpperCase(Locale.ROOT);
        response.getHeaders().put("x-oss-request-id", id);
        response.getHeaders().put("Server", "AliyunOSS");
        try {
            try {
                serve(new Exchange(request, response, id));
            } catch (OssException e) {
                refuse(request, response, id, e);
            } catch (SteadyInput.TooSlowException e) {
                response.getHeaders().put("Connection", "close");
                refuse(request, response, id, tooSlow());
            } catch (NoSuchElementException e) {
                refuse(request, response, id, Access.noSuchBucket(String.valueOf(e.getMessage())));
            } catch (NoSuchFileException | FileNotFoundException e) {
                refuse(request, response, id, OssException.noSuchKey(""));
            }
            callback.succeeded();
        } catch (IOException e) {
            LOG.debug("request {} ended early", id, e);
            callback.failed(e);
        } catch (RuntimeException e) {
            LOG.warn("request {} failed", id, e);
            callback.failed(e);
        }
        return true;
    }

    private void serve(Exchange exchange) throws IOException {
        if (!METHODS.contains(exchange.method())) {
            throw OssException.notAllowed(exchange.method());
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
        var signer =
                signatures.signer(
                        new SignedRequest(
                                exchange.method(),
                                exchange.address(),
                                exchange.query(),
                                exchange.headers()));
        if (signer.isEmpty()) {
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

    private static OssException tooSlow() {
        return new OssException(
                400,
                TOO_SLOW,
                "Your socket connection to the server was not read from or written to within the timeout period.");
    }

    private static void refuse(Request request, Response response, String id, OssException e)
            throws IOException {
        if (response.isCommitted()) {
            throw new IOException("refused too late", e);
        }
        var host = String.valueOf(request.getHeaders().get("Host"));
        var document =
                XmlText.of(
                        "Error",
                        xml -> {
                            xml.add("Code", e.code());
                            xml.add("Message", String.valueOf(e.getMessage()));
                            xml.add("RequestId", id);
                            xml.add("HostId", host);
                            e.details().forEach(xml::add);
                        });
        response.setStatus(e.status());
        for (var name : Set.of("ETag", "Last-Modified", "Content-Encoding", "Content-Range")) {
            response.getHeaders().remove(name);
        }
        var body = document.bytes();
        if (request.getMethod().equals("HEAD")) {
            // The same document in a header, for want of a body.
            response.getHeaders().put("x-oss-err", Base64.getEncoder().encodeToString(body));
            response.getHeaders().remove("Content-Length");
            return;
        }
        if (!e.code().equals(TOO_SLOW)) {
            Unread.drain(request);
        }
        response.getHeaders().put("Content-Type", "application/xml");
        response.getHeaders().put("Content-Length", body.length);
        try (var out = org.eclipse.jetty.io.Content.Sink.asOutputStream(response)) {
            out.write(body);
        }
    }
}
