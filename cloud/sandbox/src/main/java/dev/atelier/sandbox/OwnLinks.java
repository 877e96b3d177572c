package dev.atelier.sandbox;

import dev.atelier.webui.request.ScratchFiles;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/// Follows links to this sandbox's own object store and no others: containers have no way out.
final class OwnLinks implements ScratchFiles.Links {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int MAX_BYTES = 32 << 20;

    private final Supplier<String> address;

    OwnLinks(Supplier<String> address) {
        this.address = address;
    }

    @Override
    public Optional<byte[]> fetch(String url) {
        var own = address.get();
        if (own.isEmpty() || !url.startsWith(own + "/")) {
            return Optional.empty();
        }
        try {
            var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                return Optional.empty();
            }
            try (var in = connection.getInputStream()) {
                return Optional.of(in.readNBytes(MAX_BYTES));
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
