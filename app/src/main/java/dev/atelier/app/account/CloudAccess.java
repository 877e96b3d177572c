package dev.atelier.app.account;

import dev.atelier.cloud.account.CallException;
import dev.atelier.cloud.account.CredentialSources;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.account.Identity;
import dev.atelier.cloud.account.KeyStore;
import dev.atelier.cloud.account.SignedCalls;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.inventory.Inventory;
import dev.atelier.cloud.oss.OssEndpoint;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.recipe.Message;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds whose cloud to use and where it answers. Two variables aim all calls at one address, such
/// as a sandbox's: `ATELIER_CLOUD_ENDPOINT` for the control plane, `ATELIER_OSS_ENDPOINT` for the
/// object store.
///
/// @param environment variables by name
/// @param home the user's folder
/// @param keys where `atelier login` keeps an access key; asked last, and only where no other place
///   has one
public record CloudAccess(Map<String, String> environment, Path home, Supplier<KeyStore> keys) {
    private static final Logger log = LoggerFactory.getLogger(CloudAccess.class);

    /// The name of the kept access key.
    public static final String KEPT = "account";

    /// A sandbox answers for every region.
    private static final String ANY_REGION = "cn-hangzhou";

    public CloudAccess {
        environment = Map.copyOf(environment);
    }

    /// One that asks no key store.
    public CloudAccess(Map<String, String> environment, Path home) {
        this(environment, home, () -> KeyStore.sessionOnly(Message.of("access.nothing-kept")));
    }

    public static CloudAccess ofProcess() {
        var home = Path.of(System.getProperty("user.home"));
        return new CloudAccess(System.getenv(), home, KeyStore::open);
    }

    /// One with certain keys and nobody else's.
    ///
    /// @param keys with a region
    /// @param endpoint of the control plane; empty for the region's own
    /// @param store address of the object store; empty for the region's own
    public static CloudAccess of(
            Credentials keys, Optional<URI> endpoint, Optional<URI> store, Path home) {
        var variables = new HashMap<String, String>();
        variables.put("ALIBABA_CLOUD_ACCESS_KEY_ID", keys.accessKeyId());
        variables.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", keys.accessKeySecret().reveal());
        variables.put("ALIBABA_CLOUD_REGION_ID", keys.region());
        keys.session().ifPresent(it -> variables.put("ALIBABA_CLOUD_SECURITY_TOKEN", it.reveal()));
        endpoint.ifPresent(it -> variables.put("ATELIER_CLOUD_ENDPOINT", it.toString()));
        store.ifPresent(it -> variables.put("ATELIER_OSS_ENDPOINT", it.toString()));
        return new CloudAccess(variables, home);
    }

    /// The variables hold secrets.
    @Override
    public String toString() {
        return "CloudAccess[" + home + "]";
    }

    /// The keys that count, with a region.
    ///
    /// @param region overrides what the keys' own place says
    public Credentials credentials(Optional<String> region) throws NoAccountException {
        var sources = new CredentialSources(environment, home);
        var found = sources.first().or(() -> keys.get().find(KEPT));
        if (found.isEmpty()) {
            var reasons =
                    sources.look().stream()
                            .flatMap(place -> place.why().stream())
                            .reduce((one, other) -> Message.of("access.both", one, other))
                            .orElseThrow();
            throw new NoAccountException(
                    Message.of("access.none", reasons), Message.of("access.none-advice"));
        }
        return found.get().withRegion(region(region, found.get()));
    }

    private String region(Optional<String> wanted, Credentials found) throws NoAccountException {
        if (wanted.isPresent()) {
            if (!Credentials.isRegion(wanted.get())) {
                throw new NoAccountException(
                        Message.of("access.unknown-region", wanted.get()),
                        Message.of("access.unknown-region-advice"));
            }
            return wanted.get();
        }
        if (!found.region().isEmpty()) {
            return found.region();
        }
        if (endpoint().isPresent() || ossEndpoint().isPresent()) {
            return ANY_REGION;
        }
        throw new NoAccountException(
                Message.of("access.no-region"), Message.of("access.no-region-advice"));
    }

    /// Where the control plane answers instead of the region's own address.
    public Optional<URI> endpoint() throws NoAccountException {
        return address("ATELIER_CLOUD_ENDPOINT");
    }

    /// Where the object store answers instead of the region's own address.
    public Optional<URI> ossEndpoint() throws NoAccountException {
        return address("ATELIER_OSS_ENDPOINT");
    }

    /// The same with another address of the object store.
    public CloudAccess withOssEndpoint(String address) {
        var variables = new HashMap<>(environment);
        variables.put("ATELIER_OSS_ENDPOINT", address);
        return new CloudAccess(variables, home, keys);
    }

    private Optional<URI> address(String name) throws NoAccountException {
        var text = environment.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("https?://[^/?#\\s]+/?")) {
            throw new NoAccountException(
                    Message.of("access.address", name, text), Message.of("access.address-advice"));
        }
        return Optional.of(URI.create(text));
    }

    /// A client for the services of a region.
    public EasClient eas(Optional<String> region) throws NoAccountException {
        return new EasClient(credentials(region), endpoint());
    }

    /// The account that pays for a service; empty where nobody says.
    ///
    /// @param seen the service; empty where it is gone, and the keys' own account is asked for
    public String account(Optional<String> region, Optional<ServiceInfo> seen)
            throws NoAccountException {
        var account = seen.map(ServiceInfo::account).orElse("");
        if (!account.isEmpty()) {
            return account;
        }
        try {
            return Identity.ask(calls(region)).accountId();
        } catch (CallException e) {
            log.info("the account of the keys is not known", e);
            return "";
        }
    }

    /// Signed calls to any product of a region.
    public SignedCalls calls(Optional<String> region) throws NoAccountException {
        return new SignedCalls(credentials(region), endpoint());
    }

    /// What the account has in a region.
    public Inventory inventory(Optional<String> region) throws NoAccountException {
        var keys = credentials(region);
        var address = store(keys);
        Supplier<OssStore> stores = () -> new OssStore(keys, address, home); // lists leave no notes
        return new Inventory(calls(region), stores, InstantSource.system(), Inventory.KEEP);
    }

    /// Where the keys that count were found; empty where there are none.
    public Optional<Message> place() {
        return new CredentialSources(environment, home)
                .winner()
                .map(CredentialSources.Finding::place)
                .or(() -> keys.get().find(KEPT).map(kept -> Message.of("access.key-store")));
    }

    /// A client for the buckets of a region.
    ///
    /// @param notes folder for what unfinished uploads must remember
    public OssStore oss(Optional<String> region, Path notes) throws NoAccountException {
        var keys = credentials(region);
        return new OssStore(keys, store(keys), notes);
    }

    private OssEndpoint store(Credentials keys) throws NoAccountException {
        return ossEndpoint()
                .map(address -> OssEndpoint.at(address, keys.region()))
                .orElseGet(() -> OssEndpoint.of(keys.region()));
    }
}
