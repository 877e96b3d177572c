package dev.atelier.sandbox.sign;

import dev.atelier.file.OwnerOnly;
import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Whom the sandbox knows.
///
/// @param id sixteen digits
public record Account(String id, String accessKeyId, String accessKeySecret) {
    private static final String ID = "1000000000000001";
    private static final String FILE = "account.properties";
    private static final SecureRandom RANDOM = new SecureRandom();

    /// An account with a key that nobody has seen: a key that every sandbox shares would let any
    /// program, or page, that reaches the port sign for it.
    public static Account fresh() {
        return new Account(
                ID,
                "AtelierSandbox" + HexFormat.of().formatHex(bytes(4)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(24)));
    }

    /// The account of a state folder, made when it is requested for the first time. Only its owner
    /// may read the file, where the file system knows owners.
    ///
    /// @throws IOException when the folder cannot be used, or its file is damaged
    public static Account of(Path state) throws IOException {
        OwnerOnly.directories(state);
        var file = state.resolve(FILE);
        if (!Files.exists(file)) {
            try {
                write(file, fresh());
            } catch (FileAlreadyExistsException e) {
                // Another process was first: its account counts.
                return read(file);
            }
        }
        return read(file);
    }

    private static Account read(Path file) throws IOException {
        var kept = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            kept.load(in);
        } catch (IllegalArgumentException e) {
            throw damaged(file, e);
        }
        var key = kept.getProperty("accessKeyId", "");
        var secret = kept.getProperty("accessKeySecret", "");
        if (key.isBlank() || secret.isBlank()) {
            throw damaged(file, null);
        }
        return new Account(ID, key, secret);
    }

    private static IOException damaged(Path file, @Nullable Throwable cause) {
        return new IOException(
                "%s holds no access key; delete it to get a new one".formatted(file), cause);
    }

    private static void write(Path file, Account account) throws IOException {
        var text =
                "accessKeyId=%s%naccessKeySecret=%s%n"
                        .formatted(account.accessKeyId, account.accessKeySecret);
        WholeFile.createForOwner(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// The same account with another secret.
    public Account withSecret(String secret) {
        return new Account(id, accessKeyId, secret);
    }

    @Override
    public String toString() {
        return accessKeyId;
    }
}
