package dev.atelier.cloud.account;

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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// One signed call after another to the products of a region, through the vendor's client. Every
/// method blocks; thread-safe.
public final class SignedCalls {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DefaultAcsClient client;
    private final String region;
    private final Optional<URI> endpoint;

    /// A call by path: ROA, signature version 1 (the client signs version 3 wrongly).
    ///
    /// @param path with names in square brackets, which `names` has values for
    /// @param body JSON, or empty for none
    public record PathCall(
            String method,
            String path,
            Map<String, String> names,
            Map<String, String> query,
            String body) {
        public PathCall {
            names = Map.copyOf(names);
            query = Map.copyOf(query);
        }

        public static PathCall get(String path, Map<String, String> query) {
            return new PathCall("GET", path, Map.of(), query, "");
        }
    }

    /// @param credentials with a region
    /// @param endpoint empty for the region's own addresses; else such as `http://127.0.0.1:18322`
    /// @throws IllegalArgumentException where no region can be called so
    public SignedCalls(Credentials credentials, Optional<URI> endpoint) {
        region = credentials.region();
        if (!Credentials.isRegion(region)) {
            throw new IllegalArgumentException("no region can be called \"" + region + "\"");
        }
        this.endpoint = endpoint;
        var profile = DefaultProfile.getProfile(region);
        profile.setHttpClientConfig(timeouts());
        client = new DefaultAcsClient(profile, keys(credentials));
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

    public String region() {
        return region;
    }

    /// Calls by path.
    public JsonNode call(Product product, PathCall call) throws CallException {
        var request = request(product, MethodType.valueOf(call.method()));
        request.setSysUriPattern(call.path());
        call.names().forEach(request::putPathParameter);
        call.query().forEach(request::putQueryParameter);
        if (!call.body().isEmpty()) {
            var bytes = call.body().getBytes(StandardCharsets.UTF_8);
            request.setHttpContent(bytes, "utf-8", FormatType.JSON);
        }
        return send(request, Permissions.ofPath(call.method(), call.path()));
    }

    /// Calls by action: RPC.
    public JsonNode call(Product product, String action, Map<String, String> parameters)
            throws CallException {
        var request = request(product, MethodType.GET);
        request.setSysAction(action);
        parameters.forEach(request::putQueryParameter);
        return send(request, Permissions.ofAction(product, action));
    }

    /// The method comes first: setting it would blank a content that is there.
    private CommonRequest request(Product product, MethodType method) {
        var request = new CommonRequest();
        request.setSysMethod(method);
        request.setSysVersion(product.version());
        request.setSysProduct(product.sdkName());
        request.setSysDomain(endpoint.map(URI::getAuthority).orElse(product.host(region)));
        boolean plain = endpoint.map(URI::getScheme).orElse("https").equals("http");
        request.setSysProtocol(plain ? ProtocolType.HTTP : ProtocolType.HTTPS);
        return request;
    }

    private JsonNode send(CommonRequest request, Optional<String> permission) throws CallException {
        try {
            var json = JSON.readTree(client.getCommonResponse(request).getData());
            return json == null ? JSON.createObjectNode() : json;
        } catch (ClientException e) {
            throw CallException.of(refusal(e), permission, e);
        } catch (JsonProcessingException e) {
            throw CallException.noJson(e);
        }
    }

    private static CallException.Refusal refusal(ClientException e) {
        return new CallException.Refusal(
                Optional.ofNullable(e.getErrCode()).orElse(""),
                Optional.ofNullable(e.getErrMsg()).orElse("").strip(),
                Optional.ofNullable(e.getRequestId()).orElse(""),
                e instanceof ServerException);
    }
}
