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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One signed call after another to the control plane of a region: ROA, signature version 1.
final class ControlCalls {
    static final String ALL = "/api/v2/services";
    static final String ONE = ALL + "/[ClusterId]/[ServiceName]";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "2021-07-01";

    /// The SDK puts names into paths as they are, so nothing else may be in them.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final DefaultAcsClient client;
    private final String region;
    private final String domain;
    private final ProtocolType protocol;

    ControlCalls(Credentials credentials, Optional<URI> endpoint) {
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

    /// What is called.
    ///
    /// @param name of the service, empty where the path has none
    record Target(MethodType method, String path, String name) {
        static Target of(MethodType method, String path) {
            return new Target(method, path, "");
        }
    }

    JsonNode call(Target target) throws EasException {
        return call(target, Map.of(), "");
    }

    JsonNode call(Target target, Map<String, String> query) throws EasException {
        return call(target, query, "");
    }

    /// @param body JSON, or empty for none
    JsonNode call(Target target, Map<String, String> query, String body) throws EasException {
        var request = request(target);
        query.forEach(request::putQueryParameter);
        if (!body.isEmpty()) {
            request.setHttpContent(body.getBytes(StandardCharsets.UTF_8), "utf-8", FormatType.JSON);
        }
        try {
            var json = JSON.readTree(client.getCommonResponse(request).getData());
            return json == null ? JSON.createObjectNode() : json;
        } catch (ClientException e) {
            throw refused(e);
        } catch (JsonProcessingException e) {
            var sentence = "The control plane answered something that is no JSON.";
            throw new EasException(EasException.Kind.UNREACHABLE, "", sentence, "", e);
        }
    }

    private CommonRequest request(Target target) throws EasException {
        var request = new CommonRequest();
        request.setSysMethod(target.method()); // before the content, which it would blank
        request.setSysVersion(VERSION);
        request.setSysProduct("eas");
        request.setSysDomain(domain);
        request.setSysProtocol(protocol);
        request.setSysUriPattern(target.path());
        if (target.path().startsWith(ONE)) {
            request.putPathParameter("ClusterId", region);
            request.putPathParameter("ServiceName", safe(target.name()));
        }
        return request;
    }

    /// A name that may stand in a path.
    static String safe(String name) throws EasException {
        if (NAME.matcher(name).matches() && !name.startsWith(".")) {
            return name;
        }
        var sentence =
                name.isEmpty()
                        ? "The service has no name."
                        : "No service can be called \"%s\".".formatted(name);
        throw new EasException(EasException.Kind.INVALID, "", sentence, "", null);
    }

    private static EasException refused(ClientException e) {
        var code = Optional.ofNullable(e.getErrCode()).orElse("");
        var said = Optional.ofNullable(e.getErrMsg()).orElse("").strip();
        var sentence =
                said.isEmpty() || isSignature(code)
                        ? "The control plane refused the call (" + code + ")."
                        : said;
        var id = Optional.ofNullable(e.getRequestId()).orElse("");
        return new EasException(kind(code, e instanceof ServerException), code, sentence, id, e);
    }

    /// A signature's message repeats what was signed, which helps nobody.
    private static boolean isSignature(String code) {
        return code.contains("Signature") || code.contains("AccessKey");
    }

    private static EasException.Kind kind(String code, boolean ofServer) {
        var lower = code.toLowerCase(Locale.ROOT);
        if (lower.startsWith("forbidden") || isSignature(code) || lower.contains("nopermission")) {
            return EasException.Kind.FORBIDDEN;
        }
        if (lower.contains("notfound")) {
            return EasException.Kind.NOT_FOUND;
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
