package dev.atelier.cloud.webui;

import java.net.URI;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;

/// Where a webui is and what opens it. Prints neither.
public final class WebuiService {
    private static final long PUBLIC_BYTES = 1 << 20;

    /// The path of a service behind the gateway; one of a group has the group's name before a dot.
    private static final Pattern NAMED = Pattern.compile("/api/predict/([^/]+)");

    private final HttpUrl base;
    private final Token token;

    /// @param address of the service, such as
    ///   `http://1234.cn-shanghai.pai-eas.aliyuncs.com/api/predict/sd`; slashes at its end do not
    ///   matter
    /// @param token asked for at every call and never kept; empty for a webui without one
    /// @throws IllegalArgumentException where the address is none
    public WebuiService(URI address, Supplier<String> token) {
        this(address, Token.of(token));
    }

    /// @param address of the service, as above
    /// @throws IllegalArgumentException where the address is none
    public WebuiService(URI address, Token token) {
        var text = address.toString().replaceAll("/+$", "");
        base = HttpUrl.get(text);
        this.token = token;
    }

    /// A request to a path below the address.
    Request.Builder to(String path) {
        var builder = new Request.Builder().url(base + trimmed(path));
        var secret = token.value().get();
        return secret.isEmpty() ? builder : builder.header("Authorization", secret);
    }

    private String trimmed(String path) {
        return base.encodedPath().equals("/") ? path.substring(1) : path;
    }

    /// The most bytes that a request may have: 1 MB through the public endpoint of PAI-EAS
    /// (vendor's page on calling a service over a public endpoint, 2026), no limit known elsewhere.
    long mostBytes() {
        boolean gateway = base.encodedPath().contains("/api/predict/");
        boolean inside = base.host().contains(".vpc.") || base.host().contains("-vpc.");
        return gateway && !inside ? PUBLIC_BYTES : Long.MAX_VALUE;
    }

    /// What opens it.
    Token token() {
        return token;
    }

    /// Host, and its port where that is not the usual one.
    String host() {
        boolean usual = base.port() == HttpUrl.defaultPort(base.scheme());
        return usual ? base.host() : base.host() + ":" + base.port();
    }

    /// Its name where its address has one, else host and path; without what is secret.
    String shown() {
        var path = base.encodedPath().replaceAll("/+$", "");
        var named = NAMED.matcher(path);
        return named.matches() ? named.group(1) : host() + path;
    }

    @Override
    public String toString() {
        return "service " + shown();
    }
}
