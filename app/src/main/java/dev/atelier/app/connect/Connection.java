package dev.atelier.app.connect;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.Spending;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.inventory.Inventory;
import dev.atelier.cloud.oss.OssStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// A cloud that is connected: whose it is, and the clients for it. The clients block, so call them
/// from a task. Thread-safe; equal only to itself.
public final class Connection {
    private final Origin origin;
    private final String region;
    private final CloudAccess access;
    private final Spending spending;
    private final Path transfers;
    private final EasClient eas;
    private final Inventory inventory;

    /// Whose cloud it is.
    ///
    /// @param id stays the same over restarts, see [CloudSession]
    /// @param name of a profile; of the sandbox and of unnamed keys it is empty
    /// @param place where the keys were found, as a person knows it; empty for the sandbox
    /// @param maskedKey the access key with only its ends; empty for the sandbox
    public record Origin(String id, String name, String place, String maskedKey) {
        static final Origin SANDBOX = new Origin(CloudSession.SANDBOX, "", "", "");

        /// The place of the keys with the key, of which no secret part is in it: another key in the
        /// same place may be another account's.
        public String account() {
            return id + maskedKey;
        }

        /// Whether it is the cloud on this computer, which must be named so on every page.
        public boolean isSandbox() {
            return id.equals(CloudSession.SANDBOX);
        }
    }

    /// Folders of a connection.
    ///
    /// @param data where its money is counted; the sandbox has one of its own
    /// @param transfers what unfinished uploads must remember
    record Folders(Path data, Path transfers) {}

    /// @throws NoAccountException when the keys name no region
    Connection(Origin origin, CloudAccess access, Folders folders) throws NoAccountException {
        this.origin = origin;
        this.access = access;
        region = access.credentials(Optional.empty()).region();
        spending = new Spending(folders.data(), InstantSource.system(), origin.isSandbox());
        transfers = folders.transfers();
        eas = access.eas(Optional.empty());
        inventory = access.inventory(Optional.empty());
    }

    public Origin origin() {
        return origin;
    }

    public boolean isSandbox() {
        return origin.isSandbox();
    }

    public String region() {
        return region;
    }

    /// The services of the region.
    public EasClient eas() {
        return eas;
    }

    /// What the account has in the region.
    public Inventory inventory() {
        return inventory;
    }

    /// Opens the object store; to be closed.
    public OssStore oss() throws NoAccountException {
        return access.oss(Optional.empty(), transfers);
    }

    /// The keys, for what makes clients of its own, such as a `LeaseKeeper`.
    public CloudAccess access() {
        return access;
    }

    /// What its services cost; leases, ledger and prices.
    public Spending spending() {
        return spending;
    }

    @Override
    public String toString() {
        return "Connection[" + origin.id() + ", " + region + "]";
    }
}
