package dev.atelier.sandbox;

import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.auth.BasicSessionCredentials;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.auth.signers.SignatureAlgorithm;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Json;
import dev.atelier.sandbox.sign.Account;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The vendor's client, aimed at a sandbox.
final class Vendor {
    private static final String REGION = "cn-hangzhou";

    private final DefaultAcsClient client;
    private final String host;

    Vendor(Sandbox sandbox) {
        this(sandbox, sandbox.account().accessKeyId(), sandbox.account().accessKeySecret());
    }

    Vendor(Sandbox sandbox, String key, String secret) {
        this.client = new DefaultAcsClient(DefaultProfile.getProfile(REGION, key, secret));
        this.host = "127.0.0.1:" + sandbox.port();
    }

    static Vendor withSession(Sandbox sandbox, Account account, String token) {
        var credentials =
                new BasicSessionCredentials(
                        account.accessKeyId(), account.accessKeySecret(), token);
        return new Vendor(
                new DefaultAcsClient(DefaultProfile.getProfile(REGION), credentials),
                "127.0.0.1:" + sandbox.port());
    }

    private Vendor(DefaultAcsClient client, String host) {
        this.client = client;
        this.host = host;
    }

    JsonNode rpc(String version, String action, Map<String, String> parameters)
            throws ClientException {
        var request = request(MethodType.GET, version);
        request.setSysAction(action);
        parameters.forEach(request::putQueryParameter);
        return send(request);
    }

    JsonNode roa(MethodType method, String path, Map<String, String> query, String body)
            throws ClientException {
        var request = request(method, "2021-07-01");
        request.setSysUriPattern(path);
        query.forEach(request::putQueryParameter);
        if (!body.isEmpty()) {
            request.setHttpContent(body.getBytes(StandardCharsets.UTF_8), "utf-8", FormatType.JSON);
        }
        return send(request);
    }

    /// A GET signed with ACS3-HMAC-SHA256.
    JsonNode getV3(String path, Map<String, String> query) throws ClientException {
        var request = request(MethodType.GET, "2021-07-01");
        request.setSysUriPattern(path);
        request.setSysSignatureVersion(SignatureVersion.V3);
        request.setSysSignatureAlgorithm(SignatureAlgorithm.ACS3_HMAC_SHA256);
        query.forEach(request::putQueryParameter);
        return send(request);
    }

    JsonNode get(String path) throws ClientException {
        return roa(MethodType.GET, path, Map.of(), "");
    }

    JsonNode put(String path, String body) throws ClientException {
        return roa(MethodType.PUT, path, Map.of(), body);
    }

    private CommonRequest request(MethodType method, String version) {
        var request = new CommonRequest();
        request.setSysMethod(method);
        request.setSysVersion(version);
        request.setSysDomain(host);
        request.setSysProtocol(ProtocolType.HTTP);
        return request;
    }

    private JsonNode send(CommonRequest request) throws ClientException {
        var text = client.getCommonResponse(request).getData();
        return Json.objectOf(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
