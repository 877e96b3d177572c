package dev.atelier.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Gives the jars in a Debian package the times they had when the start-up cache was made: jpackage
/// copies them without, and the JVM does not use a cache whose jars are younger. dpkg and tar keep
/// whole seconds, which is what the JVM compares.
final class DebianTimes {
    private final Path image;
    private final Path unpacked;

    /// @param image the program's folder, with the right times
    /// @param unpacked an empty folder
    DebianTimes(Path image, Path unpacked) {
        this.image = image;
        this.unpacked = unpacked;
    }

    /// Replaces each `.deb` in a folder.
    void keep(Path packages) throws IOException, InterruptedException {
        List<Path> all;
        try (var files = Files.list(packages)) {
            all = files.filter(file -> file.toString().endsWith(".deb")).toList();
        }
        for (var file : all) {
            run("dpkg-deb", "--raw-extract", file.toString(), unpacked.toString());
            copyTimes();
            run("dpkg-deb", "--root-owner-group", "--build", unpacked.toString(), file.toString());
        }
    }

    private void copyTimes() throws IOException {
        var from = Platform.LINUX.jars(image);
        var to = Platform.LINUX.jars(unpacked.resolve("opt").resolve(Platform.LINUX.program()));
        try (var files = Files.list(from)) {
            for (var file : files.filter(it -> it.toString().endsWith(".jar")).toList()) {
                Files.setLastModifiedTime(
                        to.resolve(file.getFileName()), Files.getLastModifiedTime(file));
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " failed with " + code);
        }
    }
}
