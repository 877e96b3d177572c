package dev.atelier.webui.request;

import dev.atelier.image.ImageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The pictures that came with one call, as files of their own names; closing deletes them.
public final class ScratchFiles implements AutoCloseable {
    private static final long MAX_PIXELS = 1L << 26;

    private final Links links;
    private final List<Path> files = new ArrayList<>();

    /// Fetches what a call only links to.
    @FunctionalInterface
    public interface Links {
        /// No link leads anywhere.
        Links NONE = _ -> Optional.empty();

        /// What lies there, or empty where the service must not or cannot look.
        Optional<byte[]> fetch(String url);
    }

    public ScratchFiles(Links links) {
        this.links = links;
    }

    /// Puts a picture into a file.
    ///
    /// @param text Base64, a data URI or a link
    /// @return the file's path
    /// @throws ApiException where it is no picture
    public String picture(String text) {
        var bytes = bytes(text, links);
        check(bytes);
        try {
            var file = newFile();
            files.add(file);
            Files.write(file, bytes);
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads the pictures to their ends, one after the other: a whole head may stand before damage.
    ///
    /// @throws ApiException where one is damaged; it names no file
    public void requireWhole() {
        for (var file : files) {
            try {
                ImageFiles.read(file);
            } catch (IOException e) {
                throw ApiException.notAPicture(e);
            }
        }
    }

    /// In the program's own folder for what is needed for a moment, where it names one.
    private static Path newFile() throws IOException {
        var folder = System.getProperty("atelier.scratch");
        return folder != null && Files.isDirectory(Path.of(folder))
                ? Files.createTempFile(Path.of(folder), "sandbox", ".img")
                : Files.createTempFile("atelier-sandbox-", ".img");
    }

    /// The bytes of a picture as a call carries it.
    ///
    /// @throws ApiException where there are none
    public static byte[] bytes(String text, Links links) {
        if (text.startsWith("http://") || text.startsWith("https://")) {
            return links.fetch(text).orElseThrow(() -> WebuiError.REQUESTS_NOT_ALLOWED.exception());
        }
        var base64 = text.startsWith("data:") ? text.substring(text.indexOf(',') + 1) : text;
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw ApiException.notAPicture(e);
        }
    }

    /// The bytes of a picture of a size that can be read; links lead nowhere.
    ///
    /// @throws ApiException where it is no such picture
    public static byte[] checked(String text) {
        var bytes = bytes(text, Links.NONE);
        check(bytes);
        return bytes;
    }

    /// Only the head is read: a picture may be far larger than its file.
    private static void check(byte[] bytes) {
        try {
            var size = ImageFiles.size(bytes, "the picture");
            if ((long) size.width * size.height > MAX_PIXELS) {
                throw WebuiError.INVALID_IMAGE.exception();
            }
        } catch (IOException e) {
            throw ApiException.notAPicture(e);
        }
    }

    @Override
    public void close() {
        for (var file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
