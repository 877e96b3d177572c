package dev.atelier.app.services;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.LeaseKeeper;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.Spending;
import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.connect.Connection;
import dev.atelier.cloud.eas.EasClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The account whose services are watched.
///
/// @param region such as `cn-shanghai`
/// @param account stays the same over restarts, see [Connection.Origin#account]
public record Cloud(CloudAccess access, Spending spending, String region, String account) {
    private static final Logger LOG = LoggerFactory.getLogger(Cloud.class);
    private static final Duration LOOK = Duration.ofSeconds(3);

    /// That of a connection.
    static Cloud of(Connection it) {
        return new Cloud(it.access(), it.spending(), it.region(), it.origin().account());
    }

    /// Whether it is the cloud on this computer, which costs nothing.
    boolean sandbox() {
        return account.equals(CloudSession.SANDBOX);
    }

    EasClient eas() throws NoAccountException {
        return access.eas(Optional.of(region));
    }

    LeaseKeeper keeper() {
        return new LeaseKeeper(
                access,
                spending,
                sandbox() ? LOOK.dividedBy(10) : LOOK,
                it -> LOG.info(it.english()));
    }

    /// What the queue calls the place of a service.
    String place(String service) {
        return prefix() + service;
    }

    /// A job of the sandbox never runs where it costs money, and one of an account never where
    /// another pays, although two may have services of one name.
    String prefix() {
        var short8 = HexFormat.of().formatHex(sha256(account), 0, 4);
        return (sandbox() ? CloudSession.SANDBOX : region + "~" + short8) + "/";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
