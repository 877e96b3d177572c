package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.LeaseKeeper;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.Spending;
import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.recipe.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// What the commands about services use of the program around them.
///
/// @param every between two looks at a service that starts or stops
/// @param spending what is known of money
public record CloudContext(
        Terminal terminal,
        CloudAccess access,
        Cancellation cancellation,
        Duration every,
        Spending spending) {
    LeaseKeeper keeper() {
        return new LeaseKeeper(access, spending, every, it -> terminal.err().println(it.english()));
    }

    /// Drops the lease of a service of the account in use.
    ///
    /// @param seen the service; empty where it is gone
    void dropLease(String region, String name, Optional<ServiceInfo> seen)
            throws NoAccountException, IOException {
        var account = access.account(Optional.of(region), seen);
        spending.leases().remove(region, name, account);
    }

    /// Ends the command where the cap is used up; looks at all services of the region where there
    /// is one.
    void requireRoom(EasClient eas) throws EasException, IOException {
        var reached = spending.reached(eas);
        if (reached.isPresent()) {
            throw CommandException.failed(reached.get().reason());
        }
    }
}
