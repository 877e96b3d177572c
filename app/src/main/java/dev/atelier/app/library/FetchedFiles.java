package dev.atelier.app.library;

import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/// Pictures as files of this computer: what lies in OSS is fetched once into a folder that may be
/// deleted at any time. Blocks for the network.
public final class FetchedFiles {
    private final Path folder;
    private final Buckets buckets;

    public FetchedFiles(Path folder, Buckets buckets) {
        this.folder = folder;
        this.buckets = buckets;
    }

    /// @param version changes whenever the content does
    /// @throws IOException with a sentence, when it cannot be reached
    public Path file(PictureRef ref, String version, Transfer transfer) throws IOException {
        return switch (ref) {
            case PictureRef.LocalFile(var path) -> path;
            case PictureRef.OssObject object -> fetched(object, version, transfer);
        };
    }

    /// The file where it needs no fetching. Does not block for the network.
    public Optional<Path> ready(PictureRef ref, String version) {
        return switch (ref) {
            case PictureRef.LocalFile(var path) -> Optional.of(path);
            case PictureRef.OssObject object ->
                    Optional.of(place(object, version)).filter(Files::exists);
        };
    }

    private Path place(PictureRef.OssObject object, String version) {
        var key = HexFormat.of().toHexDigits((object + " " + version).hashCode());
        return folder.resolve(key).resolve(object.name());
    }

    private Path fetched(PictureRef.OssObject object, String version, Transfer transfer)
            throws IOException {
        var file = place(object, version);
        if (Files.notExists(file)) {
            Files.createDirectories(file.getParent());
            try {
                buckets.open(object.address()).download(object.address(), file, transfer);
            } catch (Buckets.AwayException e) {
                throw new IOException(e.reason().localized(), e);
            } catch (OssStoreException e) {
                throw new IOException(e.what().localized(), e);
            }
        }
        return file;
    }
}
