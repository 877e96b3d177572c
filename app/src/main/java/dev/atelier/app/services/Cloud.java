package dev.atelier.app.services;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.LeaseKeeper;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.Spending;
import dev.atelier.app.connect.Connection;
import dev.atelier.cloud.eas.EasClient;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The account whose services are watched.
///
/// @param region such as `cn-shanghai`
/// @param sandbox whether it is the cloud on this computer, which costs nothing
public record Cloud(CloudAccess access, Spending spending, String region, boolean sandbox) {
    private static final Logger LOG = LoggerFactory.getLogger(Cloud.class);
    private static final Duration LOOK = Duration.ofSeconds(3);

    /// That of a connection.
    static Cloud of(Connection it) {
        return new Cloud(it.access(), it.spending(), it.region(), it.isSandbox());
    }

    EasClient eas() throws NoAccountException {
        return access.eas(Optional.of(region));
    }

    LeaseKeeper keeper() {
        return new LeaseKeeper(
                access,
                spending,
                sandbox ? LOOK.dividedBy(10) : LOOK,
                it -> LOG.info(it.english()));
    }

    /// What the queue calls the place of a service.
    String place(String service) {
        return prefix() + service;
    }

    /// A job of the sandbox never runs where it costs money.
    String prefix() {
        return (sandbox ? "sandbox" : region) + "/";
    }
}
