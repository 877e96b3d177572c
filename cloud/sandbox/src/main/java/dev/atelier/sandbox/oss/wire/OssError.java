package dev.atelier.sandbox.oss.wire;

import java.util.Map;

/// Every error of OSS that the sandbox answers with: code, HTTP status and usual sentence. Codes
/// and statuses are the vendor's, from its page on error responses,
/// `https://www.alibabacloud.com/help/en/object-storage-service/latest/oss-error-response`, and
/// from the pages of the operations, see [dev.atelier.sandbox.oss.OssResponder]; those of
/// signatures and preconditions are what the vendor's SDKs recognise. Sentences are the vendor's
/// where its pages or SDKs quote them, else chosen.
public enum OssError {
    // Who may do what.
    ACCESS_DENIED(403, "AccessDenied", "AccessDenied"),
    ACCESS_FORBIDDEN(403, "AccessForbidden", "CORSResponse: This CORS request is not allowed."),
    INVALID_ACCESS_KEY_ID(
            403,
            "InvalidAccessKeyId",
            "The OSS Access Key Id you provided does not exist in our records."),
    REQUEST_TIME_TOO_SKEWED(
            403,
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large."),
    SIGNATURE_DOES_NOT_MATCH(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check"
                    + " your key and signing method."),

    // What a request says.
    BAD_REQUEST(400, "BadRequest", "The request is not valid."),
    INVALID_ARGUMENT(400, "InvalidArgument", "An argument is not valid."),
    INVALID_URI(400, "InvalidURI", "Couldn't parse the specified URI."),
    METHOD_NOT_ALLOWED(
            405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
    NOT_IMPLEMENTED(501, "NotImplemented", "The sandbox does not emulate this."),
    MALFORMED_XML(
            400, "MalformedXML", "The XML you provided was not well-formed or did not validate."),
    REQUEST_TIMEOUT(
            400,
            "RequestTimeout",
            "Your socket connection to the server was not read from or written to within the"
                    + " timeout period."),
    /// Code and status are chosen: the vendor names several for this.
    QPS_LIMIT_EXCEEDED(503, "QpsLimitExceeded", "Please reduce your request rate."),

    // Buckets.
    INVALID_BUCKET_NAME(400, "InvalidBucketName", "The specified bucket is not valid."),
    NO_SUCH_BUCKET(404, "NoSuchBucket", "The specified bucket does not exist."),
    BUCKET_NOT_EMPTY(409, "BucketNotEmpty", "The bucket you tried to delete is not empty."),
    NO_SUCH_CORS_CONFIGURATION(
            404, "NoSuchCORSConfiguration", "The CORS Configuration does not exist."),

    // Objects.
    INVALID_OBJECT_NAME(400, "InvalidObjectName", "The specified object is not valid."),
    NO_SUCH_KEY(404, "NoSuchKey", "The specified key does not exist."),
    FILE_ALREADY_EXISTS(
            409,
            "FileAlreadyExists",
            "The object you specified already exists and can not be overwritten."),
    PRECONDITION_FAILED(
            412,
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold."),
    INVALID_RANGE(416, "InvalidRange", "The requested range cannot be satisfied."),
    INVALID_TAG(400, "InvalidTag", "The tags are not valid."),
    INVALID_DIGEST(400, "InvalidDigest", "The Content-MD5 you specified was invalid."),
    ENTITY_TOO_LARGE(
            400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size."),
    ENTITY_TOO_SMALL(
            400,
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size."),
    OBJECT_NOT_APPENDABLE(409, "ObjectNotAppendable", "The object is not appendable."),
    POSITION_NOT_EQUAL_TO_LENGTH(
            409, "PositionNotEqualToLength", "Position is not equal to file length."),

    // Symbolic links.
    NOT_SYMLINK(400, "NotSymlink", "The object is not symlink."),
    SYMLINK_TARGET_NOT_EXIST(
            404, "SymlinkTargetNotExist", "The symlink target object does not exist."),
    INVALID_TARGET_TYPE(400, "InvalidTargetType", "The symlink's target object type is invalid."),

    // Uploads in parts.
    NO_SUCH_UPLOAD(
            404,
            "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may"
                    + " have been aborted or completed."),
    INVALID_PART(
            400,
            "InvalidPart",
            "One or more of the specified parts could not be found or the specified entity tag"
                    + " might not have matched the part's entity tag."),
    INVALID_PART_ORDER(400, "InvalidPartOrder", "The list of parts was not in ascending order."),

    // Forms.
    MALFORMED_POST_REQUEST(
            400,
            "MalformedPOSTRequest",
            "The body of your POST request is not well-formed multipart/form-data."),
    INCORRECT_NUMBER_OF_FILES(
            400, "IncorrectNumberOfFilesInPOSTRequest", "The form has no field named file."),
    FIELD_ITEM_TOO_LONG(400, "FieldItemTooLong", "The form's fields are larger than 256 KB."),
    INVALID_POLICY_DOCUMENT(
            400, "InvalidPolicyDocument", "Invalid Policy: it is no JSON of a known form."),

    // Pictures.
    IMAGE_TOO_LARGE(400, "ImageTooLarge", "The picture has too many pixels.");

    private final int status;
    private final String code;
    private final String sentence;

    OssError(int status, String code, String sentence) {
        this.status = status;
        this.code = code;
        this.sentence = sentence;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /// The sentence where nothing more precise is.
    public String sentence() {
        return sentence;
    }

    /// With its usual sentence.
    public OssException exception() {
        return with(Map.of());
    }

    /// With another sentence.
    public OssException because(String sentence) {
        return new OssException(this, sentence, Map.of());
    }

    /// With one more element in the error document.
    public OssException with(String element, String text) {
        return with(Map.of(element, text));
    }

    /// With more elements in the error document.
    public OssException with(Map<String, String> details) {
        return new OssException(this, sentence, details);
    }
}
