package dev.atelier.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What jpackage's Debian package lacks.
///
/// The jars get the times they had when the start-up cache was made: jpackage copies them without,
/// and the JVM does not use a cache whose jars are younger. dpkg and tar keep whole seconds, which
/// is what the JVM compares.
///
/// Menu entry, file type and icon lie where desktops look for them, and the command is on the path.
/// jpackage's scripts have xdg-utils put them there, which fails where no desktop was installed
/// before, and with it the installation. As files of the package they need no script: the packages
/// that keep the caches of such files have [triggers](https://manpages.debian.org/deb-triggers) on
/// these folders.
final class DebianPackage {
    private static final List<String> SCRIPTS = List.of("preinst", "postinst", "prerm", "postrm");

    private final Path image;
    private final Path unpacked;
    private final Path program;

    /// @param image the program's folder, with the right times
    /// @param unpacked an empty folder
    DebianPackage(Path image, Path unpacked) {
        this.image = image;
        this.unpacked = unpacked;
        program = unpacked.resolve("opt").resolve(Platform.LINUX.program());
    }

    /// Replaces each `.deb` in a folder.
    void complete(Path packages) throws IOException, InterruptedException {
        List<Path> all;
        try (var files = Files.list(packages)) {
            all = files.filter(file -> file.toString().endsWith(".deb")).toList();
        }
        for (var file : all) {
            run("dpkg-deb", "--raw-extract", file.toString(), unpacked.toString());
            copyTimes();
            placeFiles();
            run("dpkg-deb", "--root-owner-group", "--build", unpacked.toString(), file.toString());
        }
    }

    private void copyTimes() throws IOException {
        var from = Platform.LINUX.jars(image);
        var to = Platform.LINUX.jars(program);
        try (var files = Files.list(from)) {
            for (var file : files.filter(it -> it.toString().endsWith(".jar")).toList()) {
                Files.setLastModifiedTime(
                        to.resolve(file.getFileName()), Files.getLastModifiedTime(file));
            }
        }
    }

    /// [Menu](https://specifications.freedesktop.org/desktop-entry-spec/latest/file-naming.html),
    /// [file type](https://specifications.freedesktop.org/shared-mime-info-spec/latest/),
    /// [icon](https://specifications.freedesktop.org/icon-theme-spec/latest/).
    private void placeFiles() throws IOException {
        var share = unpacked.resolve("usr/share");
        move("atelier-atelier.desktop", share.resolve("applications/atelier.desktop"));
        move("atelier-atelier-MimeInfo.xml", share.resolve("mime/packages/atelier.xml"));
        Files.deleteIfExists(program.resolve("lib").resolve("atelier-atelier-cli.desktop"));
        var icon = "application-x-atelier-recipe.png";
        move(icon, share.resolve("icons/hicolor/128x128/mimetypes").resolve(icon));
        var command = Files.createDirectories(unpacked.resolve("usr/bin")).resolve("atelier");
        Files.createSymbolicLink(command, Path.of("/opt/atelier/bin/atelier"));
        for (var script : SCRIPTS) {
            Files.deleteIfExists(unpacked.resolve("DEBIAN").resolve(script));
        }
    }

    private void move(String file, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.move(program.resolve("lib").resolve(file), to);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " failed with " + code);
        }
    }
}
