package dev.atelier.sandbox.oss.store;

import java.time.Instant;
import java.util.Map;

/// An object as the store knows it; its content is read through [ObjectStore#open].
///
/// @param etag upper-case hexadecimal, without quotes
/// @param crc CRC-64/ECMA of the content
/// @param headers by lower-case name: content headers, `x-oss-meta-*`, type, ACL and tags
/// @param place where the store keeps the content; nobody else reads it
public record StoredObject(
        String bucket,
        String key,
        long size,
        Instant modified,
        String etag,
        long crc,
        Map<String, String> headers,
        String place) {
    public StoredObject {
        headers = Map.copyOf(headers);
    }

    /// A header, or the empty text.
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /// The same content under other headers.
    public StoredObject with(Map<String, String> newHeaders) {
        return new StoredObject(bucket, key, size, modified, etag, crc, newHeaders, place);
    }
}
