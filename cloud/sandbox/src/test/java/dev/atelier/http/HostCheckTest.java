package dev.atelier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {
    private final HostCheck own = HostCheck.of(Listen.loopback(0));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:7860",
                "127.255.255.254",
                "localhost",
                "LOCALHOST:80",
                "bucket.localhost:80",
                "[::1]",
                "[::1]:7860",
                "[0:0:0:0:0:0:0:1]:1"
            })
    void admitsLiteralLoopback(String host) {
        assertTrue(own.admits(host, null));
        assertTrue(own.admits("127.0.0.1", "http://" + host));
        assertTrue(own.admits("127.0.0.1", "https://" + host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "127.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.256",
                "127.1",
                "127.0.0.1.",
                "0127.0.0.1",
                "2130706433",
                "0x7f.0.0.1",
                "localhost.evil.example",
                "evillocalhost",
                "localhost:evil",
                "user@localhost",
                "[::2]",
                "[::ffff:127.0.0.1]",
                "0.0.0.0",
                "192.168.0.1",
                "x.aliyuncs.com"
            })
    void refusesWhatOnlyLooksLikeIt(String host) {
        assertFalse(own.admits(host, null), host);
        assertFalse(own.admits("127.0.0.1", "http://" + host), host);
        assertFalse(own.admits("127.0.0.1", host), host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "file://",
                "chrome-extension://abc",
                "ftp://127.0.0.1",
                "http:///",
                " "
            })
    void refusesOriginsThatAreNoPageOfThisMachine(String origin) {
        assertFalse(own.admits("127.0.0.1", origin));
    }

    @Test
    void theVendorsNamesAreTheSandboxs() {
        var sandbox = own.withVendor();

        assertTrue(sandbox.admits("bucket.oss-cn-hangzhou.aliyuncs.com", null));
        assertTrue(sandbox.admits(".oss-cn-hangzhou.aliyuncs.com", null));
        assertFalse(sandbox.admits("aliyuncs.com.evil.example", null));
        assertFalse(sandbox.admits("evilaliyuncs.com", null));
        assertFalse(sandbox.admits("127.0.0.1", "https://evil.oss-cn-hangzhou.aliyuncs.com"));
    }

    @Test
    void namesCanBeAllowed() {
        var named = own.allowing(Set.of("Host.Docker.Internal"));

        assertTrue(named.admits("host.docker.internal:7860", null));
        assertTrue(named.admits("host.docker.internal:7860", "http://host.docker.internal:3000"));
        assertFalse(named.admits("host.docker.internal:7860", "http://evil.example"));
    }

    @Test
    void elsewhereAnyNamePassesButNoForeignPage() {
        var anywhere = InetAddress.ofLiteral("0.0.0.0");
        var open = HostCheck.of(new Listen(anywhere, 0, Optional.of("a-long-enough-token")));

        assertTrue(open.admits("studio.example:7860", null));
        assertTrue(open.admits("studio.example:7860", "http://studio.example:7860"));
        assertFalse(open.admits("studio.example:7860", "http://evil.example"));
        assertEquals(Set.of(), open.names());
    }
}
