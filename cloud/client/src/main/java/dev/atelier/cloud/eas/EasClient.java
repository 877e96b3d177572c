package dev.atelier.cloud.eas;

import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.auth.AlibabaCloudCredentials;
import com.aliyuncs.auth.BasicCredentials;
import com.aliyuncs.auth.BasicSessionCredentials;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.exceptions.ServerException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpClientConfig;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.recipe.Cancellation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The operations on services. Every method blocks for one or more calls; thread-safe.
public final class EasClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "2021-07-01";
    private static final String ALL = "/api/v2/services";
    private static final String ONE = "/api/v2/services/[ClusterId]/[ServiceName]";
    private static final int PAGE = 100;
    private static final int MOST_LINES = 10_000;

    private final DefaultAcsClient client;
    private final String region;
    private final String domain;
    private final ProtocolType protocol;

    /// @param credentials with a region
    /// @param endpoint empty for the region's own; else such as `http://127.0.0.1:18322`
    public EasClient(Credentials credentials, Optional<URI> endpoint) {
        region = credentials.region();
        var profile = DefaultProfile.getProfile(region);
        profile.setHttpClientConfig(timeouts());
        client = new DefaultAcsClient(profile, keys(credentials));
        domain = endpoint.map(URI::getAuthority).orElse("pai-eas." + region + ".aliyuncs.com");
        boolean plain = endpoint.map(URI::getScheme).orElse("https").equals("http");
        protocol = plain ? ProtocolType.HTTP : ProtocolType.HTTPS;
    }

    private static AlibabaCloudCredentials keys(Credentials credentials) {
        var id = credentials.accessKeyId();
        var secret = credentials.accessKeySecret().reveal();
        return credentials.session().isEmpty()
                ? new BasicCredentials(id, secret)
                : new BasicSessionCredentials(id, secret, credentials.session().get().reveal());
    }

    private static HttpClientConfig timeouts() {
        var config = HttpClientConfig.getDefault();
        config.setConnectionTimeoutMillis(10_000);
        config.setReadTimeoutMillis(30_000);
        return config;
    }

    /// All services of the region, page by page.
    public List<ServiceInfo> list() throws EasException {
        var services = new ArrayList<ServiceInfo>();
        for (int page = 1; ; page++) {
            var query = Map.of("PageNumber", page + "", "PageSize", PAGE + "");
            var answer = call(MethodType.GET, ALL, "", query, "");
            var found = answer.path("Services");
            found.forEach(service -> services.add(ServiceInfo.of(service)));
            if (found.isEmpty() || services.size() >= answer.path("TotalCount").asInt()) {
                return List.copyOf(services);
            }
        }
    }

    public ServiceInfo describe(String name) throws EasException {
        return ServiceInfo.of(call(MethodType.GET, ONE, name, Map.of(), ""));
    }

    /// The same, or empty where there is no such service.
    public Optional<ServiceInfo> find(String name) throws EasException {
        try {
            return Optional.of(describe(name));
        } catch (EasException e) {
            if (e.kind() == EasException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    public void create(ServiceConfig config) throws EasException {
        var query = config.workspace().map(id -> Map.of("WorkspaceId", id)).orElse(Map.of());
        call(MethodType.POST, ALL, "", query, config.toCompactJson());
    }

    /// Replaces the whole configuration of a service.
    public void replace(String name, ServiceConfig config) throws EasException {
        call(MethodType.PUT, ONE, name, Map.of("UpdateType", "replace"), config.toCompactJson());
    }

    public void start(String name) throws EasException {
        call(MethodType.PUT, ONE + "/start", name, Map.of(), "");
    }

    public void stop(String name) throws EasException {
        call(MethodType.PUT, ONE + "/stop", name, Map.of(), "");
    }

    public void restart(String name) throws EasException {
        call(MethodType.PUT, ONE + "/restart", name, Map.of(), "");
    }

    public void scale(String name, int instances) throws EasException {
        call(MethodType.PUT, ONE + "/scale", name, Map.of(), "{\"Instance\":" + instances + "}");
    }

    public void delete(String name) throws EasException {
        call(MethodType.DELETE, ONE, name, Map.of(), "");
    }

    /// Lines of the containers' output, oldest page first, at most ten thousand.
    public List<String> logs(String name) throws EasException {
        var lines = new ArrayList<String>();
        int pages = 1;
        for (int page = 1; page <= pages && lines.size() < MOST_LINES; page++) {
            var query = Map.of("PageNum", page + "", "PageSize", "500");
            var answer = call(MethodType.GET, ONE + "/logs", name, query, "");
            answer.path("Logs").forEach(line -> lines.add(line.asText()));
            pages = answer.path("TotalPageNum").asInt(1);
        }
        return List.copyOf(lines);
    }

    /// Something that happened to a service.
    ///
    /// @param type `Normal` or `Warning`
    public record Event(String time, String type, String reason, String message) {}

    /// What happened in the last seven days, newest page first.
    public List<Event> events(String name) throws EasException {
        var query = Map.of("PageNum", "1", "PageSize", PAGE + "");
        var events = new ArrayList<Event>();
        for (var event : call(MethodType.GET, ONE + "/events", name, query, "").path("Events")) {
            events.add(
                    new Event(
                            event.path("Time").asText(),
                            event.path("Type").asText(),
                            event.path("Reason").asText(),
                            event.path("Message").asText()));
        }
        return List.copyOf(events);
    }

    /// Asks again and again until the service has settled; a failed one is an answer, too.
    ///
    /// @param every between two questions; the vendor's own tools ask every 3 to 5 seconds
    /// @param seen told of every answer
    /// @return empty where it was cancelled or the service is gone
    public Optional<ServiceInfo> await(
            String name, Duration every, Consumer<ServiceInfo> seen, Cancellation cancellation)
            throws EasException, InterruptedException {
        while (!cancellation.ends()) {
            var now = find(name);
            if (now.isEmpty()) {
                return now;
            }
            seen.accept(now.get());
            if (now.get().isSettled()) {
                return now;
            }
            Thread.sleep(every.toMillis());
        }
        return Optional.empty();
    }

    private JsonNode call(
            MethodType method, String path, String name, Map<String, String> query, String body)
            throws EasException {
        var request = new CommonRequest();
        request.setSysMethod(method); // before the content, which it would blank
        request.setSysVersion(VERSION);
        request.setSysProduct("eas");
        request.setSysDomain(domain);
        request.setSysProtocol(protocol);
        request.setSysUriPattern(path);
        if (!name.isEmpty()) {
            request.putPathParameter("ClusterId", region);
            request.putPathParameter("ServiceName", name);
        }
        query.forEach(request::putQueryParameter);
        if (!body.isEmpty()) {
            request.setHttpContent(body.getBytes(StandardCharsets.UTF_8), "utf-8", FormatType.JSON);
        }
        try {
            var answer = client.getCommonResponse(request).getData();
            var json = JSON.readTree(answer);
            return json == null ? JSON.createObjectNode() : json;
        } catch (ClientException e) {
            throw refused(e);
        } catch (JsonProcessingException e) {
            throw new EasException(
                    EasException.Kind.UNREACHABLE,
                    "",
                    "The control plane answered something that is no JSON.",
                    "",
                    e);
        }
    }

    private static EasException refused(ClientException e) {
        var code = Optional.ofNullable(e.getErrCode()).orElse("");
        var said = Optional.ofNullable(e.getErrMsg()).orElse("").strip();
        var kind = kind(code, e instanceof ServerException);
        var sentence =
                said.isEmpty() || isSignature(code)
                        ? "The control plane refused the call (" + code + ")."
                        : said;
        var id = Optional.ofNullable(e.getRequestId()).orElse("");
        return new EasException(kind, code, sentence, id, e);
    }

    /// A signature's message repeats what was signed, which helps nobody.
    private static boolean isSignature(String code) {
        return code.contains("Signature") || code.contains("AccessKey");
    }

    private static EasException.Kind kind(String code, boolean ofServer) {
        var lower = code.toLowerCase(Locale.ROOT);
        if (lower.contains("notfound") && !lower.contains("accesskey")) {
            return EasException.Kind.NOT_FOUND;
        }
        if (lower.startsWith("forbidden") || isSignature(code) || lower.contains("nopermission")) {
            return EasException.Kind.FORBIDDEN;
        }
        if (lower.startsWith("throttling")) {
            return EasException.Kind.THROTTLED;
        }
        if (lower.contains("conflict") || lower.contains("exist")) {
            return EasException.Kind.CONFLICT;
        }
        boolean network = lower.startsWith("sdk.") || lower.contains("timestamp");
        return network || ofServer ? EasException.Kind.UNREACHABLE : EasException.Kind.INVALID;
    }
}
