package dev.atelier.text;

import dev.atelier.assets.Assets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Reads a shipped text file.
final class AssetLines {
    private AssetLines() {}

    /// The lines of a gzip-compressed UTF-8 asset.
    static List<String> of(String asset) {
        try (var in = new GZIPInputStream(Assets.open(asset))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a damaged installation
        }
    }
}
