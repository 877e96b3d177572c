package dev.atelier.installer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What the system that runs the build can package.
enum Platform {
    LINUX("atelier", "png", List.of("deb", "rpm")),
    MAC("Atelier", "icns", List.of("dmg")),
    WINDOWS("Atelier", "ico", List.of("msi"));

    private final String program;
    private final String iconEnding;
    private final List<String> packages;

    Platform(String program, String iconEnding, List<String> packages) {
        this.program = program;
        this.iconEnding = iconEnding;
        this.packages = packages;
    }

    static Platform current() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return WINDOWS;
        }
        return name.startsWith("mac") ? MAC : LINUX;
    }

    /// The name of launcher, folder and package as the system writes such names.
    String program() {
        return program;
    }

    Path writeIcon(Path folder) throws IOException {
        var bytes =
                switch (this) {
                    case LINUX -> ProgramIcon.png(512);
                    case MAC -> ProgramIcon.icns();
                    case WINDOWS -> ProgramIcon.ico();
                };
        return Files.write(folder.resolve("atelier." + iconEnding), bytes);
    }

    /// The kinds of package whose tools are installed.
    List<String> packages() {
        return packages.stream().filter(Platform::canMake).toList();
    }

    private static boolean canMake(String kind) {
        return switch (kind) {
            case "deb" -> onPath("dpkg-deb") && onPath("fakeroot");
            case "rpm" -> onPath("rpmbuild");
            case "msi" -> onPath("wix.exe") || onPath("candle.exe");
            default -> true;
        };
    }

    /// Where the program's jars are inside its folder.
    Path jars(Path image) {
        return switch (this) {
            case LINUX -> image.resolve("lib").resolve("app");
            case MAC -> image.resolve("Contents").resolve("app");
            case WINDOWS -> image.resolve("app");
        };
    }

    /// The `java` of its runtime.
    Path java(Path image) {
        return switch (this) {
            case LINUX -> image.resolve("lib/runtime/bin/java");
            case MAC -> image.resolve("Contents/runtime/Contents/Home/bin/java");
            case WINDOWS -> image.resolve("runtime/bin/java.exe");
        };
    }

    /// The folder that jpackage makes for a program.
    Path image(Path parent) {
        return parent.resolve(this == MAC ? program + ".app" : program);
    }

    static boolean onPath(String tool) {
        var path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
