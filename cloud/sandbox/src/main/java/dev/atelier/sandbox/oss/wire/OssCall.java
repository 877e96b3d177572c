package dev.atelier.sandbox.oss.wire;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.atelier.http.Endpoint;
import dev.atelier.http.Query;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The calls of OSS that are answered. [SubResources] refuses what is not here.
public enum OssCall {
    LIST_BUCKETS(Level.SERVICE, "GET", "", "ListBuckets", Program.SDK),

    PUT_BUCKET(Level.BUCKET, "PUT", "", "PutBucket", Program.SDK),
    DELETE_BUCKET(Level.BUCKET, "DELETE", "", "DeleteBucket", Program.SDK),
    LIST_OBJECTS(Level.BUCKET, "GET", "", "ListObjects", Program.SDK),
    LIST_OBJECTS_V2(Level.BUCKET, "GET", "", "ListObjectsV2", Program.SDK),
    HEAD_BUCKET(Level.BUCKET, "HEAD", "", "HeadBucket", Endpoint.PLAIN),
    GET_BUCKET_LOCATION(Level.BUCKET, "GET", "location", "GetBucketLocation", Program.SDK),
    GET_BUCKET_INFO(Level.BUCKET, "GET", "bucketInfo", "GetBucketInfo", Program.SDK),
    GET_BUCKET_STAT(Level.BUCKET, "GET", "stat", "GetBucketStat", Program.SDK),
    PUT_BUCKET_ACL(Level.BUCKET, "PUT", "acl", "PutBucketAcl", Program.SDK),
    GET_BUCKET_ACL(Level.BUCKET, "GET", "acl", "GetBucketAcl", Program.SDK),
    PUT_BUCKET_TAGS(Level.BUCKET, "PUT", "tagging", "PutBucketTags", Program.SDK),
    GET_BUCKET_TAGS(Level.BUCKET, "GET", "tagging", "GetBucketTags", Program.SDK),
    DELETE_BUCKET_TAGS(Level.BUCKET, "DELETE", "tagging", "DeleteBucketTags", Program.SDK),
    PUT_BUCKET_CORS(Level.BUCKET, "PUT", "cors", "PutBucketCors", Program.SDK),
    GET_BUCKET_CORS(Level.BUCKET, "GET", "cors", "GetBucketCors", Program.SDK),
    DELETE_BUCKET_CORS(Level.BUCKET, "DELETE", "cors", "DeleteBucketCors", Program.SDK),
    DELETE_MULTIPLE_OBJECTS(Level.BUCKET, "POST", "delete", "DeleteMultipleObjects", Program.SDK),
    LIST_MULTIPART_UPLOADS(Level.BUCKET, "GET", "uploads", "ListMultipartUploads", Program.SDK),
    /// A form of a web page.
    POST_OBJECT(Level.BUCKET, "POST", "", "PostObject", Program.NODE),
    OPTION_OBJECT(Level.BUCKET, "OPTIONS", "", "OptionObject", Endpoint.PLAIN),

    PUT_OBJECT(Level.OBJECT, "PUT", "", "PutObject", Program.SDK),
    COPY_OBJECT(Level.OBJECT, "PUT", "", "CopyObject", Program.SDK),
    APPEND_OBJECT(Level.OBJECT, "POST", "append", "AppendObject", Program.SDK),
    /// With `x-oss-process` also a picture that is processed on its way.
    GET_OBJECT(Level.OBJECT, "GET", "x-oss-process", "GetObject", Program.SDK),
    HEAD_OBJECT(Level.OBJECT, "HEAD", "x-oss-process", "HeadObject", Program.SDK),
    GET_OBJECT_META(Level.OBJECT, "HEAD", "objectMeta", "GetObjectMeta", Program.SDK),
    /// The same with GET, as the vendor's page has it in one place.
    GET_OBJECT_META_BY_GET(Level.OBJECT, "GET", "objectMeta", "GetObjectMeta", Endpoint.PLAIN),
    DELETE_OBJECT(Level.OBJECT, "DELETE", "", "DeleteObject", Program.SDK),
    PUT_OBJECT_ACL(Level.OBJECT, "PUT", "acl", "PutObjectACL", Program.SDK),
    GET_OBJECT_ACL(Level.OBJECT, "GET", "acl", "GetObjectACL", Program.SDK),
    PUT_OBJECT_TAGGING(Level.OBJECT, "PUT", "tagging", "PutObjectTagging", Program.SDK),
    GET_OBJECT_TAGGING(Level.OBJECT, "GET", "tagging", "GetObjectTagging", Program.SDK),
    DELETE_OBJECT_TAGGING(Level.OBJECT, "DELETE", "tagging", "DeleteObjectTagging", Program.SDK),
    PUT_SYMLINK(Level.OBJECT, "PUT", "symlink", "PutSymlink", Program.SDK),
    GET_SYMLINK(Level.OBJECT, "GET", "symlink", "GetSymlink", Program.SDK),
    INITIATE_MULTIPART_UPLOAD(
            Level.OBJECT, "POST", "uploads", "InitiateMultipartUpload", Program.SDK),
    UPLOAD_PART(Level.OBJECT, "PUT", "partNumber uploadId", "UploadPart", Program.SDK),
    UPLOAD_PART_COPY(Level.OBJECT, "PUT", "partNumber uploadId", "UploadPartCopy", Program.SDK),
    COMPLETE_MULTIPART_UPLOAD(
            Level.OBJECT, "POST", "uploadId", "CompleteMultipartUpload", Program.SDK),
    ABORT_MULTIPART_UPLOAD(Level.OBJECT, "DELETE", "uploadId", "AbortMultipartUpload", Program.SDK),
    LIST_PARTS(Level.OBJECT, "GET", "uploadId", "ListParts", Program.SDK);

    /// Refines a call of the address itself.
    private static final String PROCESS = "x-oss-process";

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
    }

    private final Level level;
    private final String method;
    private final String parameters;
    private final Endpoint endpoint;

    /// @param parameters the sub-resources that mean it; empty for the address itself
    OssCall(Level level, String method, String parameters, String name, String client) {
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
                        client);
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /// The call that a request means; empty where its level has none of its method.
    ///
    /// @param copies whether it names an object to copy from
    public static Optional<OssCall> of(Level level, String method, Query query, boolean copies) {
        if (method.equals(OPTION_OBJECT.method)) {
            return Optional.of(OPTION_OBJECT);
        }
        var calls =
                Stream.of(values())
                        .filter(it -> it.level == level && it.method.equals(method))
                        .toList();
        return calls.stream()
                .filter(it -> !it.isOfAddress() && it.names().anyMatch(query::has))
                .findFirst()
                .or(() -> calls.stream().filter(OssCall::isOfAddress).findFirst())
                .map(it -> it.refined(query, copies));
    }

    /// Whether no sub-resource is needed for it.
    private boolean isOfAddress() {
        return parameters.isEmpty() || parameters.equals(PROCESS);
    }

    private Stream<String> names() {
        return Stream.of(parameters.split(" ")).filter(name -> !name.isEmpty());
    }

    private OssCall refined(Query query, boolean copies) {
        return switch (this) {
            case LIST_OBJECTS -> query.text("list-type").equals("2") ? LIST_OBJECTS_V2 : this;
            case PUT_OBJECT -> copies ? COPY_OBJECT : this;
            case UPLOAD_PART -> copies ? UPLOAD_PART_COPY : this;
            default -> this;
        };
    }

    /// All of them.
    public static List<Endpoint> endpoints() {
        return Stream.of(values()).map(OssCall::endpoint).distinct().toList();
    }

    /// The sub-resources of a level by HTTP method.
    static Map<String, Set<String>> served(Level level) {
        return Stream.of(values())
                .filter(it -> it.level == level)
                .flatMap(it -> it.names().map(name -> Map.entry(it.method, name)))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
    }
}
