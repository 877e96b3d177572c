package dev.atelier.sandbox.oss.store;

import java.util.Map;

/// What a draft becomes.
///
/// @param etag empty: the MD5 of the content
/// @param onlyIfAbsent an existing object is left alone
public record Label(
        String bucket, String key, String etag, Map<String, String> headers, boolean onlyIfAbsent) {
    public Label {
        headers = Map.copyOf(headers);
    }

    public Label(String bucket, String key, Map<String, String> headers) {
        this(bucket, key, "", headers, false);
    }
}
