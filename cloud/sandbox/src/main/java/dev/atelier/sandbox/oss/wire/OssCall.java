package dev.atelier.sandbox.oss.wire;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.atelier.http.Endpoint;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The calls of OSS that are answered. [SubResources] refuses what is not here.
public enum OssCall {
    LIST_BUCKETS(Level.SERVICE, "GET", "", "ListBuckets", Program.SDK, "listBuckets("),

    PUT_BUCKET(Level.BUCKET, "PUT", "", "PutBucket", Program.SDK, "createBucket("),
    DELETE_BUCKET(Level.BUCKET, "DELETE", "", "DeleteBucket", Program.SDK, "deleteBucket("),
    LIST_OBJECTS(Level.BUCKET, "GET", "", "ListObjects", Program.SDK, "listObjects("),
    LIST_OBJECTS_V2(Level.BUCKET, "GET", "", "ListObjectsV2", Program.SDK, "listObjectsV2("),
    HEAD_BUCKET(
            Level.BUCKET, "HEAD", "", "HeadBucket", Program.TEST, "oss2(\"HEAD\", \"pictures\""),
    GET_BUCKET_LOCATION(
            Level.BUCKET,
            "GET",
            "location",
            "GetBucketLocation",
            Program.SDK,
            "getBucketLocation("),
    GET_BUCKET_INFO(
            Level.BUCKET, "GET", "bucketInfo", "GetBucketInfo", Program.SDK, "getBucketInfo("),
    GET_BUCKET_STAT(Level.BUCKET, "GET", "stat", "GetBucketStat", Program.SDK, "getBucketStat("),
    PUT_BUCKET_ACL(Level.BUCKET, "PUT", "acl", "PutBucketAcl", Program.SDK, "setBucketAcl("),
    GET_BUCKET_ACL(Level.BUCKET, "GET", "acl", "GetBucketAcl", Program.SDK, "getBucketAcl("),
    PUT_BUCKET_TAGS(
            Level.BUCKET, "PUT", "tagging", "PutBucketTags", Program.SDK, "setBucketTagging("),
    GET_BUCKET_TAGS(
            Level.BUCKET, "GET", "tagging", "GetBucketTags", Program.SDK, "getBucketTagging("),
    DELETE_BUCKET_TAGS(
            Level.BUCKET,
            "DELETE",
            "tagging",
            "DeleteBucketTags",
            Program.SDK,
            "deleteBucketTagging("),
    PUT_BUCKET_CORS(Level.BUCKET, "PUT", "cors", "PutBucketCors", Program.SDK, "setBucketCORS("),
    GET_BUCKET_CORS(
            Level.BUCKET, "GET", "cors", "GetBucketCors", Program.SDK, "getBucketCORSRules("),
    DELETE_BUCKET_CORS(
            Level.BUCKET,
            "DELETE",
            "cors",
            "DeleteBucketCors",
            Program.SDK,
            "deleteBucketCORSRules("),
    DELETE_MULTIPLE_OBJECTS(
            Level.BUCKET, "POST", "delete", "DeleteMultipleObjects", Program.SDK, "deleteObjects("),
    LIST_MULTIPART_UPLOADS(
            Level.BUCKET,
            "GET",
            "uploads",
            "ListMultipartUploads",
            Program.SDK,
            "listMultipartUploads("),
    /// A form of a web page.
    POST_OBJECT(Level.BUCKET, "POST", "", "PostObject", Program.NODE, "calculatePostSignature("),
    OPTION_OBJECT(Level.BUCKET, "OPTIONS", "", "OptionObject", Program.TEST, "\"OPTIONS\""),

    PUT_OBJECT(Level.OBJECT, "PUT", "", "PutObject", Program.SDK, "putObject("),
    COPY_OBJECT(Level.OBJECT, "PUT", "", "CopyObject", Program.SDK, "copyObject("),
    APPEND_OBJECT(Level.OBJECT, "POST", "append", "AppendObject", Program.SDK, "appendObject("),
    /// With `x-oss-process` also a picture that is processed on its way.
    GET_OBJECT(Level.OBJECT, "GET", "x-oss-process", "GetObject", Program.SDK, "getObject("),
    HEAD_OBJECT(
            Level.OBJECT, "HEAD", "x-oss-process", "HeadObject", Program.SDK, "getObjectMetadata("),
    GET_OBJECT_META(
            Level.OBJECT,
            "HEAD",
            "objectMeta",
            "GetObjectMeta",
            Program.SDK,
            "getSimplifiedObjectMeta("),
    /// The same with GET, as the vendor's page has it in one place.
    GET_OBJECT_META_BY_GET(
            Level.OBJECT,
            "GET",
            "objectMeta",
            "GetObjectMeta",
            Program.TEST,
            "addQueryParameter(\"objectMeta\""),
    DELETE_OBJECT(Level.OBJECT, "DELETE", "", "DeleteObject", Program.SDK, "deleteObject("),
    PUT_OBJECT_ACL(Level.OBJECT, "PUT", "acl", "PutObjectACL", Program.SDK, "setObjectAcl("),
    GET_OBJECT_ACL(Level.OBJECT, "GET", "acl", "GetObjectACL", Program.SDK, "getObjectAcl("),
    PUT_OBJECT_TAGGING(
            Level.OBJECT, "PUT", "tagging", "PutObjectTagging", Program.SDK, "setObjectTagging("),
    GET_OBJECT_TAGGING(
            Level.OBJECT, "GET", "tagging", "GetObjectTagging", Program.SDK, "getObjectTagging("),
    DELETE_OBJECT_TAGGING(
            Level.OBJECT,
            "DELETE",
            "tagging",
            "DeleteObjectTagging",
            Program.SDK,
            "deleteObjectTagging("),
    PUT_SYMLINK(Level.OBJECT, "PUT", "symlink", "PutSymlink", Program.SDK, "createSymlink("),
    GET_SYMLINK(Level.OBJECT, "GET", "symlink", "GetSymlink", Program.SDK, "getSymlink("),
    INITIATE_MULTIPART_UPLOAD(
            Level.OBJECT,
            "POST",
            "uploads",
            "InitiateMultipartUpload",
            Program.SDK,
            "initiateMultipartUpload("),
    UPLOAD_PART(
            Level.OBJECT, "PUT", "partNumber uploadId", "UploadPart", Program.SDK, "uploadPart("),
    UPLOAD_PART_COPY(
            Level.OBJECT,
            "PUT",
            "partNumber uploadId",
            "UploadPartCopy",
            Program.SDK,
            "uploadPartCopy("),
    COMPLETE_MULTIPART_UPLOAD(
            Level.OBJECT,
            "POST",
            "uploadId",
            "CompleteMultipartUpload",
            Program.SDK,
            "completeMultipartUpload("),
    ABORT_MULTIPART_UPLOAD(
            Level.OBJECT,
            "DELETE",
            "uploadId",
            "AbortMultipartUpload",
            Program.SDK,
            "abortMultipartUpload("),
    LIST_PARTS(Level.OBJECT, "GET", "uploadId", "ListParts", Program.SDK, "listParts(");

    private static final String PAGES =
            "https://www.alibabacloud.com/help/en/oss/developer-reference/";

    /// The vendor describes this call only as one of those that it has in common with S3.
    private static final String S3_CALLS = "compatibility-with-amazon-s3";

    /// What an address names.
    public enum Level {
        SERVICE,
        BUCKET,
        OBJECT
    }

    /// Who makes the calls in the tests.
    private interface Program {
        String SDK = "aliyun-sdk-oss 3.18.5";
        String NODE = "ali-oss 6.23.0";

        /// No program of others: plain requests of a test.
        String TEST = "plain HTTP";
    }

    private final Level level;
    private final String method;
    private final String parameters;
    private final Endpoint endpoint;

    /// @param parameters the sub-resources that mean it; empty for the address itself
    OssCall(
            Level level,
            String method,
            String parameters,
            String name,
            String program,
            String call) {
        this.level = level;
        this.method = method;
        this.parameters = parameters;
        this.endpoint =
                new Endpoint(
                        name,
                        PAGES
                                + (name.equals("HeadBucket")
                                        ? S3_CALLS
                                        : name.toLowerCase(Locale.ROOT)),
                        new Endpoint.Client(program, call));
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /// All of them.
    public static List<Endpoint> endpoints() {
        return Stream.of(values()).map(OssCall::endpoint).distinct().toList();
    }

    /// The sub-resources of a level by HTTP method.
    static Map<String, Set<String>> served(Level level) {
        return Stream.of(values())
                .filter(it -> it.level == level)
                .flatMap(it ->
                        Stream.of(it.parameters.split(" "))
                                .filter(name -> !name.isEmpty())
                                .map(name -> Map.entry(it.method, name)))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
    }
}
