package dev.atelier.assets;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The shipped data by name, such as `models/starter.safetensors`.
public final class Assets {
    /// The starter model, a checkpoint in the SD1 layout.
    public static final String STARTER_MODEL = "models/starter.safetensors";

    /// A LoRA for the starter model, in kohya's layout.
    public static final String NIGHT_LORA = "models/lora/night-palette.safetensors";

    private static final int BUFFER = 1 << 16;

    private Assets() {}

    /// Opens an asset; the caller closes it.
    ///
    /// @throws FileNotFoundException when nothing of that name ships
    public static InputStream open(String name) throws IOException {
        var in = Assets.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException("no asset named " + name);
        }
        return in;
    }

    /// An asset as a file under `folder`: unpacked there once, and again when its size or SHA-256
    /// is not that of the asset's `.sha256` file. Two processes may do this at once: each writes
    /// aside and moves into place.
    ///
    /// @throws IOException also when what was written does not have that SHA-256
    public static Path file(String name, Path folder) throws IOException {
        var target = folder.resolve(name);
        var digest = digest(name);
        if (holds(target, name, digest)) {
            return target;
        }
        var parent = Files.createDirectories(target.resolveSibling(""));
        var aside = Files.createTempFile(parent, "unpack", ".part");
        try (var in = open(name)) {
            Files.copy(in, aside, StandardCopyOption.REPLACE_EXISTING);
            var written = sha256(aside);
            if (!written.equals(digest)) {
                throw new IOException(
                        "[" + name + "] expected sha256 " + digest + ", got " + written);
            }
            replace(aside, target);
        } catch (FileSystemException e) {
            // Another process was faster, and where files in use are locked it keeps its own.
            if (!holds(target, name, digest)) {
                throw e;
            }
        } finally {
            Files.deleteIfExists(aside);
        }
        return target;
    }

    private static boolean holds(Path file, String name, String digest) throws IOException {
        return Files.exists(file) && Files.size(file) == size(name) && sha256(file).equals(digest);
    }

    private static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static long size(String name) throws IOException {
        var url = Assets.class.getResource(name);
        if (url == null) {
            throw new FileNotFoundException("no asset named " + name);
        }
        return url.openConnection().getContentLengthLong();
    }

    /// The digest that ships beside an asset, in the form of the command `sha256sum`.
    private static String digest(String name) throws IOException {
        try (var in = open(name + ".sha256")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).split(" ", 2)[0];
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
