package dev.atelier.app.account;

import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// What names this installation at the queues of services: the same after each start, and unlike
/// any other's, so that nobody reads our answers.
public final class ClientId {
    private ClientId() {}

    /// The id that is kept in a folder; made at the first call.
    public static String in(Path folder) throws IOException {
        var file = folder.resolve("client-id");
        if (Files.exists(file)) {
            var kept = Files.readString(file).strip();
            if (kept.matches("[0-9a-f-]{8,64}")) {
                return kept;
            }
        }
        var fresh = UUID.randomUUID().toString();
        Files.createDirectories(folder);
        WholeFile.replace(file, fresh.getBytes(StandardCharsets.UTF_8));
        return fresh;
    }
}
