package dev.atelier.sandbox.oss.store;

import java.util.Map;

/// What a draft becomes.
///
/// @param etag empty: the MD5 of the content
/// @param onlyIfAbsent an existing object is left alone
public record ObjectLabel(
        String bucket, String key, String etag, Map<String, String> headers, boolean onlyIfAbsent) {
    public ObjectLabel {
        headers = Map.copyOf(headers);
    }

    public ObjectLabel(String bucket, String key, Map<String, String> headers) {
        this(bucket, key, "", headers, false);
    }
}
