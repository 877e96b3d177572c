package dev.atelier.cloud.inventory;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.ClientException;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.auth.DefaultCredentials;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.ListBucketsRequest;
import dev.atelier.cloud.account.CallException;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.account.Secret;
import dev.atelier.cloud.inventory.Storage.Bucket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;

/// The buckets of an account.
///
/// @param credentials with a region
/// @param endpoint empty for the region's own address
public record Buckets(Credentials credentials, Optional<URI> endpoint) {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 40;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 30_000;

    /// Asks the object store.
    Pages.Read<Bucket> list() throws CallException {
        var oss = open();
        try {
            return list(oss);
        } catch (OSSException e) {
            throw CallException.ofStore(
                    text(e.getErrorCode()), text(e.getErrorMessage()), text(e.getRequestId()), e);
        } catch (ClientException e) {
            throw CallException.ofStore("SDK." + text(e.getErrorCode()), "", "", e);
        } finally {
            oss.shutdown();
        }
    }

    private static String text(String perhaps) {
        return Optional.ofNullable(perhaps).orElse("");
    }

    private Pages.Read<Bucket> list(OSS oss) {
        var found = new ArrayList<Bucket>();
        String marker = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            var answer = oss.listBuckets(new ListBucketsRequest("", marker, PAGE));
            for (var bucket : answer.getBucketList()) {
                var place = text(bucket.getLocation()).replaceFirst("^oss-", "");
                found.add(new Bucket(bucket.getName(), place, text(bucket.getExtranetEndpoint())));
            }
            marker = answer.getNextMarker();
            if (!answer.isTruncated() || marker == null) {
                return new Pages.Read<>(found, true);
            }
        }
        return new Pages.Read<>(found, false);
    }

    private OSS open() {
        var configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(SignVersion.V4);
        configuration.setConnectionTimeout(CONNECT_MILLIS);
        configuration.setSocketTimeout(SILENCE_MILLIS);
        configuration.setMaxErrorRetry(1);
        configuration.setUseSystemPropertyValues(true); // the proxy of this computer
        var region = credentials.region();
        var address = endpoint.map(URI::toString).orElse("https://oss-" + region + ".aliyuncs.com");
        var keys =
                new DefaultCredentials(
                        credentials.accessKeyId(),
                        credentials.accessKeySecret().reveal(),
                        credentials.session().map(Secret::reveal).orElse(null));
        return OSSClientBuilder.create()
                .endpoint(address)
                .credentialsProvider(new DefaultCredentialProvider(keys))
                .clientConfiguration(configuration)
                .region(region)
                .build();
    }
}
