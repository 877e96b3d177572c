package dev.atelier.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into the resources.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {read(), "Java " + Runtime.version()};
    }

    private static String read() {
        try (InputStream text = Version.class.getResourceAsStream("version.txt")) {
            var bytes = Objects.requireNonNull(text, "version.txt is missing").readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a damaged installation
        }
    }
}
