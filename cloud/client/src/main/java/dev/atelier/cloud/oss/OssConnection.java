package dev.atelier.cloud.oss;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.ClientException;
import com.aliyun.oss.InconsistentException;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.auth.DefaultCredentials;
import com.aliyun.oss.common.comm.SignVersion;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.account.Secret;
import dev.atelier.cloud.oss.name.OssAddress;
import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/// The vendor's client, and what goes wrong with it as sentences. Thread-safe; closing breaks what
/// is under way.
final class OssConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 30_000;
    private static final int RETRIES = 2;

    private final Credentials credentials;
    private final OssEndpoint endpoint;
    private final OSS oss;

    OssConnection(Credentials credentials, OssEndpoint endpoint) {
        this.credentials = credentials;
        this.endpoint = endpoint;
        oss = open(endpoint.address(), SignVersion.V4);
    }

    OssEndpoint endpoint() {
        return endpoint;
    }

    /// A client of its own, which the caller shuts down.
    OSS open(URI address, SignVersion version) {
        var configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(version);
        configuration.setConnectionTimeout(CONNECT_MILLIS);
        configuration.setSocketTimeout(SILENCE_MILLIS);
        configuration.setMaxErrorRetry(RETRIES);
        configuration.setUseSystemPropertyValues(true); // the proxy of this computer
        var keys =
                new DefaultCredentials(
                        credentials.accessKeyId(),
                        credentials.accessKeySecret().reveal(),
                        credentials.session().map(Secret::reveal).orElse(null));
        return OSSClientBuilder.create()
                .endpoint(address.toString())
                .credentialsProvider(new DefaultCredentialProvider(keys))
                .clientConfiguration(configuration)
                .region(endpoint.region())
                .build();
    }

    /// Calls the store.
    ///
    /// @param right what the keys must be allowed to do at `address`
    <T> T call(OssPermission right, OssAddress address, Function<OSS, T> call)
            throws OssStoreException {
        return call(OssErrors.Request.of(right, address), call);
    }

    <T> T call(OssErrors.Request wanted, Function<OSS, T> call) throws OssStoreException {
        try {
            return call.apply(oss);
        } catch (OSSException e) {
            throw OssErrors.of(e, wanted);
        } catch (InconsistentException e) {
            throw OssErrors.of(e, wanted);
        } catch (ClientException e) {
            if (e.getCause() instanceof CancellationException cancelled) {
                throw cancelled;
            }
            throw OssErrors.of(e, endpoint.address().getAuthority());
        }
    }

    @Override
    public void close() {
        oss.shutdown();
    }
}
