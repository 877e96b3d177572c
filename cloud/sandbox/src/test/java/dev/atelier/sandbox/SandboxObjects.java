package dev.atelier.sandbox;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;

/// Objects of a sandbox, through the vendor's client.
final class SandboxObjects {
    private SandboxObjects() {}

    private static OSS client(Sandbox sandbox) {
        var account = sandbox.account();
        return new OSSClientBuilder()
                .build(sandbox.address(), account.accessKeyId(), account.accessKeySecret());
    }

    static byte[] get(Sandbox sandbox, String bucket, String key) throws IOException {
        var oss = client(sandbox);
        try (var object = oss.getObject(bucket, key)) {
            return object.getObjectContent().readAllBytes();
        } finally {
            oss.shutdown();
        }
    }

    /// A link that lives for an hour.
    static String link(Sandbox sandbox, String bucket, String key) {
        var oss = client(sandbox);
        try {
            var end = Date.from(Instant.now().plusSeconds(3600));
            return oss.generatePresignedUrl(bucket, key, end).toString();
        } finally {
            oss.shutdown();
        }
    }
}
