package dev.atelier.cloud.oss;

import com.aliyun.oss.ClientException;
import com.aliyun.oss.InconsistentException;
import com.aliyun.oss.OSSException;
import dev.atelier.cloud.oss.OssStoreException.Kind;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Message;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What the vendor's client throws, in sentences for the user.
final class OssErrors {
    private OssErrors() {}

    /// What was wanted.
    ///
    /// @param bucket empty where it is none
    /// @param resource what the action must be allowed on
    /// @param shown what the sentence calls it
    record Request(OssPermission right, String bucket, String resource, Message shown) {
        static final Request BUCKETS =
                new Request(
                        OssPermission.BUCKETS, "", "acs:oss:*:*:*", Message.of("store.buckets"));

        static Request of(OssPermission right, OssAddress address) {
            var resource = right.resource(address);
            return new Request(
                    right, address.bucket(), resource, Message.plain(address.toString()));
        }
    }

    /// A refusal and what was wanted.
    private record Case(OSSException thrown, Request wanted) {
        OssStoreException as(Kind kind, Message what) {
            return as(kind, what, null);
        }

        OssStoreException as(Kind kind, Message what, @Nullable String endpoint) {
            var id = Optional.ofNullable(thrown.getRequestId()).orElse("");
            return new OssStoreException(kind, what, id, endpoint, thrown);
        }

        String field(String name) {
            var fields = Optional.ofNullable(thrown.getErrorFields()).orElse(Map.of());
            return fields.getOrDefault(name, "").strip();
        }

        String message() {
            return Optional.ofNullable(thrown.getErrorMessage()).orElse("").strip();
        }
    }

    static OssStoreException of(OSSException thrown, Request wanted) {
        var it = new Case(thrown, wanted);
        var code = Optional.ofNullable(thrown.getErrorCode()).orElse("");
        return switch (code) {
            case "NoSuchBucket" ->
                    it.as(Kind.NO_BUCKET, Message.of("store.no-bucket", wanted.bucket()));
            case "NoSuchKey" ->
                    it.as(Kind.NO_OBJECT, Message.of("store.no-object", wanted.shown()));
            case "AccessDenied", "AccessForbidden", "UserDisable" -> denied(it);
            case "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "SecurityTokenExpired",
                    "InvalidSecurityToken" ->
                    it.as(Kind.KEYS, Message.of("store.keys", code));
            case "RequestTimeTooSkewed" -> it.as(Kind.CLOCK, Message.of("store.clock"));
            case "FileAlreadyExists", "ObjectAlreadyExists" ->
                    it.as(Kind.EXISTS, Message.of("store.exists", wanted.shown()));
            case "PreconditionFailed", "NotModified" ->
                    it.as(Kind.CHANGED, Message.of("store.changed", wanted.shown()));
            case "QpsLimitExceeded", "SlowDown", "ServiceUnavailable", "TooManyRequests" ->
                    it.as(Kind.THROTTLED, Message.of("store.throttled"));
            default -> other(it, code);
        };
    }

    private static OssStoreException other(Case it, String code) {
        if (code.startsWith("Invalid") || code.startsWith("Entity") || code.startsWith("Image")) {
            var message = it.message().replaceAll("\\.?$", "");
            return it.as(
                    Kind.INVALID,
                    Message.of(
                            "store.cannot",
                            it.wanted().right().verb(),
                            it.wanted().shown(),
                            message.isEmpty() ? code : message));
        }
        return it.as(
                Kind.SERVER,
                Message.of(
                        "store.could-not",
                        it.wanted().right().verb(),
                        it.wanted().shown(),
                        code.isEmpty() ? "?" : code));
    }

    private static OssStoreException denied(Case it) {
        var endpoint = it.field("Endpoint");
        if (!endpoint.isEmpty()) { // the store names one only where it is another
            var what = Message.of("store.region", it.wanted().bucket(), endpoint);
            return it.as(Kind.WRONG_REGION, what, endpoint);
        }
        var what =
                Message.of(
                        "store.forbidden",
                        it.wanted().right().verb(),
                        it.wanted().shown(),
                        it.wanted().right().action(),
                        it.wanted().resource());
        return it.as(Kind.FORBIDDEN, what);
    }

    /// Whether the parts that were requested are gone.
    static boolean isNoUpload(OssStoreException refused) {
        return refused.getCause() instanceof OSSException cause
                && "NoSuchUpload".equals(cause.getErrorCode());
    }

    static OssStoreException of(InconsistentException thrown, Request wanted) {

        return new OssStoreException(
                Kind.CORRUPT,
                Message.of("store.corrupt", wanted.shown()),
                Optional.ofNullable(thrown.getRequestId()).orElse(""),
                null,
                thrown);
    }

    static OssStoreException of(ClientException thrown, String host) {
        var why =
                switch (thrown.getCause()) {
                    case UnknownHostException _ -> Message.of("store.no-host", host);
                    case SocketTimeoutException _ -> Message.of("store.slow", host);
                    case ConnectException _ -> Message.of("store.nobody", host);
                    case SSLException _ -> Message.of("store.tls", host);
                    case null, default -> Message.of("store.broke", host);
                };
        return new OssStoreException(Kind.NETWORK, why, thrown);
    }
}
