package dev.atelier.sandbox.sign;

/// Errors that the vendor's API gateway answers with before a service sees the call. Codes are
/// those that all its APIs share, which it lists with those of each product at
/// `https://api.aliyun.com/document/PRODUCT/VERSION/errorCode`. The vendor's SDK compares the
/// string in the sentence of SignatureDoesNotMatch with its own.
public enum OpenApiError implements ApiError {
    INCOMPLETE_SIGNATURE(
            400, "IncompleteSignature", "The request signature does not conform to the standards."),
    SIGNATURE_DOES_NOT_MATCH(
            400,
            "SignatureDoesNotMatch",
            "Specified signature is not matched with our calculation."),
    SIGNATURE_NONCE_USED(400, "SignatureNonceUsed", "Specified signature nonce was used already."),
    INVALID_TIME_STAMP_EXPIRED(
            400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."),
    INVALID_TIME_STAMP_FORMAT(
            400,
            "InvalidTimeStamp.Format",
            "Specified time stamp or date value is not well formatted."),
    INVALID_ACCESS_KEY_ID(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."),
    CONTENT_MD5_NOT_MATCHED(400, "ContentMD5NotMatched", "Content-MD5 is not the sum of the body."),
    INVALID_PARAMETER(400, "InvalidParameter", "A parameter is not valid."),
    MISSING_ACCESS_KEY_ID(400, "MissingAccessKeyId"),
    MISSING_SIGNATURE(400, "MissingSignature"),
    MISSING_TIMESTAMP(400, "MissingTimestamp"),
    MISSING_SIGNATURE_NONCE(400, "MissingSignatureNonce"),
    FORBIDDEN_RAM(403, "Forbidden.RAM", "The user is not authorized to operate on this resource."),
    THROTTLING_USER(400, "Throttling.User", "Request was denied due to user flow control."),
    INVALID_ACTION(
            404,
            "InvalidAction.NotFound",
            "Specified api is not found, please check your url and method.");

    private static final String MISSING = "Missing";

    private final int status;
    private final String code;
    private final String sentence;

    OpenApiError(int status, String code, String sentence) {
        this.status = status;
        this.code = code;
        this.sentence = sentence;
    }

    /// Of a parameter that is not there.
    OpenApiError(int status, String code) {
        this(status, code, code.substring("Missing".length()) + " is mandatory for this action.");
    }

    /// The parameter that one of the errors of missing ones names.
    String parameter() {
        return code.substring(MISSING.length());
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String sentence() {
        return sentence;
    }
}
