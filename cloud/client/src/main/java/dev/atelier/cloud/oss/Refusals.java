package dev.atelier.cloud.oss;

import com.aliyun.oss.ClientException;
import com.aliyun.oss.InconsistentException;
import com.aliyun.oss.OSSException;
import dev.atelier.cloud.oss.OssStoreException.Kind;
import dev.atelier.cloud.oss.name.OssAddress;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What the vendor's client throws, in sentences for the user.
final class Refusals {
    private Refusals() {}

    /// What was wanted.
    ///
    /// @param bucket empty where it is none
    /// @param resource what the action must be allowed on
    /// @param shown what the sentence calls it
    record Wish(Right right, String bucket, String resource, String shown) {
        static final Wish BUCKETS =
                new Wish(Right.BUCKETS, "", "acs:oss:*:*:*", "the buckets of the account");

        static Wish of(Right right, OssAddress address) {
            var resource = right.resource(address);
            return new Wish(right, address.bucket(), resource, address.toString());
        }
    }

    /// A refusal and what was wanted.
    private record Case(OSSException thrown, Wish wish) {
        OssStoreException as(Kind kind, String sentence) {
            return as(kind, sentence, null);
        }

        OssStoreException as(Kind kind, String sentence, @Nullable String endpoint) {
            var id = Optional.ofNullable(thrown.getRequestId()).orElse("");
            return new OssStoreException(kind, sentence, id, endpoint, thrown);
        }

        String field(String name) {
            var fields = Optional.ofNullable(thrown.getErrorFields()).orElse(Map.of());
            return fields.getOrDefault(name, "").strip();
        }

        String said() {
            return Optional.ofNullable(thrown.getErrorMessage()).orElse("").strip();
        }
    }

    static OssStoreException of(OSSException thrown, Wish wish) {
        var it = new Case(thrown, wish);
        var code = Optional.ofNullable(thrown.getErrorCode()).orElse("");
        return switch (code) {
            case "NoSuchBucket" ->
                    it.as(Kind.NO_BUCKET, "There is no bucket " + wish.bucket() + ".");
            case "NoSuchKey" -> it.as(Kind.NO_OBJECT, "There is no " + wish.shown() + ".");
            case "AccessDenied", "AccessForbidden", "UserDisable" -> denied(it);
            case "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "SecurityTokenExpired",
                    "InvalidSecurityToken" ->
                    it.as(Kind.KEYS, "The store does not accept the access key (" + code + ").");
            case "RequestTimeTooSkewed" ->
                    it.as(
                            Kind.CLOCK,
                            "The clock of this computer is more than 15 minutes away from the store's.");
            case "FileAlreadyExists", "ObjectAlreadyExists" ->
                    it.as(Kind.EXISTS, wish.shown() + " is there already.");
            case "PreconditionFailed", "NotModified" ->
                    it.as(Kind.CHANGED, wish.shown() + " was replaced meanwhile.");
            case "QpsLimitExceeded", "SlowDown", "ServiceUnavailable", "TooManyRequests" ->
                    it.as(Kind.THROTTLED, "The store asks to be called less often.");
            default -> other(it, code);
        };
    }

    private static OssStoreException other(Case it, String code) {
        if (code.startsWith("Invalid") || code.startsWith("Entity") || code.startsWith("Image")) {
            var said = it.said().replaceAll("\\.?$", "");
            return it.as(
                    Kind.INVALID,
                    "The store cannot %s %s: %s."
                            .formatted(
                                    it.wish().right().verb(),
                                    it.wish().shown(),
                                    said.isEmpty() ? code : said));
        }
        return it.as(
                Kind.SERVER,
                "The store could not %s %s (%s)."
                        .formatted(
                                it.wish().right().verb(),
                                it.wish().shown(),
                                code.isEmpty() ? "?" : code));
    }

    private static OssStoreException denied(Case it) {
        var endpoint = it.field("Endpoint");
        if (!endpoint.isEmpty()) { // the store names one only where it is another
            var sentence =
                    "The bucket %s is in another region: it answers at %s."
                            .formatted(it.wish().bucket(), endpoint);
            return it.as(Kind.WRONG_REGION, sentence, endpoint);
        }
        var sentence =
                "The access key may not %s %s: %s on %s is not allowed."
                        .formatted(
                                it.wish().right().verb(),
                                it.wish().shown(),
                                it.wish().right().action(),
                                it.wish().resource());
        return it.as(Kind.FORBIDDEN, sentence);
    }

    /// Whether the parts that were asked for are gone.
    static boolean isNoUpload(OssStoreException refused) {
        return refused.getCause() instanceof OSSException cause
                && "NoSuchUpload".equals(cause.getErrorCode());
    }

    static OssStoreException of(InconsistentException thrown, Wish wish) {
        var sentence = "What arrived of " + wish.shown() + " is not what was sent.";
        return new OssStoreException(
                Kind.CORRUPT,
                sentence,
                Optional.ofNullable(thrown.getRequestId()).orElse(""),
                null,
                thrown);
    }

    static OssStoreException of(ClientException thrown, String host) {
        var why =
                switch (thrown.getCause()) {
                    case UnknownHostException _ -> "There is no host " + host + ".";
                    case SocketTimeoutException _ -> host + " takes too long to answer.";
                    case ConnectException _ -> "Nobody answers at " + host + ".";
                    case SSLException _ -> host + " cannot prove who it is.";
                    case null, default -> "The connection to " + host + " broke.";
                };
        return new OssStoreException(Kind.NETWORK, why, thrown);
    }
}
