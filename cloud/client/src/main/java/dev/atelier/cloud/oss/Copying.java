package dev.atelier.cloud.oss;

import com.aliyun.oss.model.AbortMultipartUploadRequest;
import com.aliyun.oss.model.CompleteMultipartUploadRequest;
import com.aliyun.oss.model.CopyObjectRequest;
import com.aliyun.oss.model.InitiateMultipartUploadRequest;
import com.aliyun.oss.model.ObjectMetadata;
import com.aliyun.oss.model.PartETag;
import com.aliyun.oss.model.UploadPartCopyRequest;
import dev.atelier.cloud.oss.name.OssAddress;
import java.util.ArrayList;
import java.util.List;

/// Copies inside the store, within one region. No byte comes through this computer.
///
/// @param largest what is copied in one call, bytes; anything larger goes in parts of this size
record Copying(OssConnection connection, long largest) {
    /// What one call of the real store copies.
    static final long ONE_CALL = 1L << 30;

    private static final String FORBID = "x-oss-forbid-overwrite";

    /// What an object says of its content, besides user metadata.
    private static final List<String> CONTENT =
            List.of(
                    "Content-Type",
                    "Content-Encoding",
                    "Content-Language",
                    "Content-Disposition",
                    "Cache-Control",
                    "Expires");

    /// From where to where.
    ///
    /// @param replace whether an object that is there may be replaced
    /// @param keepTime whether the copy carries the time of the original, see [KeptTime]
    record Way(OssAddress from, OssAddress to, boolean replace, boolean keepTime) {}

    void copy(Way way) throws OssStoreException {
        var from = way.from();
        var to = way.to();
        var about =
                connection.call(
                        OssPermission.READ,
                        from,
                        oss -> oss.getObjectMetadata(from.bucket(), from.key()));
        if (about.getContentLength() > largest) {
            inParts(way, about);
            return;
        }
        var request = new CopyObjectRequest(from.bucket(), from.key(), to.bucket(), to.key());
        if (!way.replace()) {
            request.addHeader(FORBID, "true");
        }
        if (way.keepTime() && !KeptTime.isIn(about)) {
            request.setNewObjectMetadata(header(way, about));
        }
        connection.call(OssPermission.WRITE, to, oss -> oss.copyObject(request));
    }

    private static ObjectMetadata header(Way way, ObjectMetadata about) {
        var header = new ObjectMetadata();
        var known = about.getRawMetadata();
        for (var name : CONTENT) {
            if (known.get(name) instanceof String value) {
                header.setHeader(name, value);
            }
        }
        about.getUserMetadata().forEach(header::addUserMetadata);
        if (way.keepTime() && !KeptTime.isIn(about)) {
            KeptTime.put(header, KeptTime.of(about));
        }
        return header;
    }

    private void inParts(Way way, ObjectMetadata about) throws OssStoreException {
        var to = way.to();
        var begin = new InitiateMultipartUploadRequest(to.bucket(), to.key(), header(way, about));
        var id =
                connection
                        .call(OssPermission.WRITE, to, oss -> oss.initiateMultipartUpload(begin))
                        .getUploadId();
        try {
            var tags = parts(way, about.getContentLength(), id);
            var end = new CompleteMultipartUploadRequest(to.bucket(), to.key(), id, tags);
            if (!way.replace()) {
                end.addHeader(FORBID, "true");
            }
            connection.call(OssPermission.WRITE, to, oss -> oss.completeMultipartUpload(end));
        } catch (OssStoreException e) {
            abort(to, id);
            throw e;
        }
    }

    private List<PartETag> parts(Way way, long size, String id) throws OssStoreException {
        var from = way.from();
        var to = way.to();
        var tags = new ArrayList<PartETag>();
        for (long start = 0; start < size; start += largest) {
            var request =
                    new UploadPartCopyRequest(
                            from.bucket(),
                            from.key(),
                            to.bucket(),
                            to.key(),
                            id,
                            tags.size() + 1,
                            start,
                            Math.min(largest, size - start));
            tags.add(
                    connection
                            .call(OssPermission.WRITE, to, oss -> oss.uploadPartCopy(request))
                            .getPartETag());
        }
        return tags;
    }

    private void abort(OssAddress to, String id) throws OssStoreException {
        connection.call(
                OssPermission.ABORT,
                to,
                oss -> {
                    oss.abortMultipartUpload(
                            new AbortMultipartUploadRequest(to.bucket(), to.key(), id));
                    return id;
                });
    }
}
