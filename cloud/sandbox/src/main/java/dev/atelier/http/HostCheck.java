package dev.atelier.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps web pages out: a page of another origin, or one whose own name was made to point here,
/// could else use what listens on loopback with the browser's help. Names are parsed, never
/// resolved.
///
/// @param any every host name passes; the caller asks each request for a secret then
/// @param vendor whether the cloud's own names pass, which clients take from a public endpoint
/// @param names further host names, lower case, without ports
public record HostCheck(boolean any, boolean vendor, Set<String> names) {
    private static final Pattern LOOPBACK_4 =
            Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");
    private static final Pattern LOOPBACK_6 = Pattern.compile("\\[(0{0,4}:){2,7}0{0,3}1]");
    private static final Pattern LOCALHOST = Pattern.compile("([a-z0-9_-]+\\.)*localhost");

    /// With a dot in front where npm's ali-oss names no bucket.
    private static final Pattern VENDOR =
            Pattern.compile("\\.?([a-z0-9_-]+\\.)+(aliyuncs|aliyun-inc)\\.com");

    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9a-f:]+]|[^:\\[\\]]+)(:[0-9]{1,5})?");

    public HostCheck {
        names = Set.copyOf(names);
    }

    /// For what listens there: without a token only loopback's literal names pass and those that
    /// are allowed, else any.
    public static HostCheck of(Listen listen) {
        return new HostCheck(listen.token().isPresent(), false, Set.of()).allowing(listen.hosts());
    }

    /// The same for a sandbox: the cloud's names pass, too.
    public HostCheck withVendor() {
        return new HostCheck(any, true, names);
    }

    /// The same with more names.
    public HostCheck allowing(Set<String> more) {
        var all = new HashSet<>(names);
        more.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
        return new HostCheck(any, vendor, all);
    }

    /// @param authority of the request line or the header `Host`, which are one and the same
    /// @param origin the header `Origin`, null where there is none
    boolean admits(@Nullable String authority, @Nullable String origin) {
        var host = authority == null ? Optional.<String>empty() : host(authority);
        if (host.isEmpty() || !(any || known(host.get()))) {
            return false;
        }
        return origin == null || origin(origin, host.get());
    }

    private boolean known(String host) {
        return loopback(host) || names.contains(host) || (vendor && VENDOR.matcher(host).matches());
    }

    /// A page of this machine, or of a name that was allowed, or of the very host it calls.
    private boolean origin(String origin, String called) {
        try {
            var uri = new URI(origin.toLowerCase(Locale.ROOT));
            var host = uri.getHost();
            var scheme = uri.getScheme();
            return host != null
                    && uri.getRawUserInfo() == null
                    && ("http".equals(scheme) || "https".equals(scheme))
                    && (loopback(host) || names.contains(host) || (any && host.equals(called)));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// The name without its port, in lower case; empty where it is malformed.
    private static Optional<String> host(String authority) {
        var parts = AUTHORITY.matcher(authority.strip().toLowerCase(Locale.ROOT));
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    /// Whether a host is this machine's loopback by its letters: `127.evil.example` is a name.
    static boolean loopback(String host) {
        return LOOPBACK_4.matcher(host).matches()
                || LOOPBACK_6.matcher(host).matches()
                || LOCALHOST.matcher(host).matches();
    }
}
