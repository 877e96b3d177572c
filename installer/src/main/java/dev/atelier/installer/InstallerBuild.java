package dev.atelier.installer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import org.sqlite.util.LibraryLoaderUtil;

/// Makes the program's folder with a runtime of its own, and the packages that the system at hand
/// can make of it. It runs on the JDK whose runtime is put in. [The
/// tool](https://docs.oracle.com/en/java/javase/25/docs/specs/man/jpackage.html)
public final class InstallerBuild {
    private static final String MAIN = "dev.atelier.app.Main";

    /// What the program and its libraries use, by `jdeps`, and what they find by name: character
    /// sets, languages, archives, and memory that is not the heap's.
    private static final List<String> MODULES =
            List.of(
                    "java.desktop",
                    "java.logging",
                    "java.management",
                    "java.naming",
                    "java.net.http",
                    "java.prefs",
                    "java.security.jgss",
                    "java.sql",
                    "java.xml",
                    "jdk.accessibility",
                    "jdk.charsets",
                    "jdk.localedata",
                    "jdk.management",
                    "jdk.unsupported",
                    "jdk.zipfs");

    /// The commands stay: the start-up cache is made with the runtime's own.
    private static final String LINK =
            "--strip-java-debug-attributes --no-header-files --no-man-pages --include-locales=en,zh";

    /// jpackage's own would not say that the program opens files.
    /// [Keys](https://specifications.freedesktop.org/desktop-entry-spec/latest/)
    private static final String MENU_ENTRY =
            """
            [Desktop Entry]
            Type=Application
            Name=Atelier
            Comment=APPLICATION_DESCRIPTION
            Comment[zh_CN]=Stable Diffusion 桌面工作室
            Exec=APPLICATION_LAUNCHER %F
            Icon=APPLICATION_ICON
            Terminal=false
            Categories=Graphics;2DGraphics;RasterGraphics;
            StartupWMClass=dev-atelier-app-Main
            MimeType=application/x-atelier-recipe;image/png;image/jpeg;image/webp;
            """;

    private final Platform platform;
    private final String version;
    private final Path target;

    private InstallerBuild(Platform platform, String version, Path target) {
        this.platform = platform;
        this.version = version;
        this.target = target;
    }

    /// @param args the version, and the folder to build in
    public static void main(String[] args) throws IOException, InterruptedException {
        // Packages take numbers only.
        var version = args[0].replaceAll("-.*", "");
        var build = new InstallerBuild(Platform.current(), version, Path.of(args[1]));
        build.run(jarsOf(System.getProperty("java.class.path")));
    }

    /// What the build itself was started with, without what belongs to the build.
    static List<Path> jarsOf(String classPath) {
        return List.of(classPath.split(File.pathSeparator)).stream()
                .map(Path::of)
                .filter(file -> file.toString().endsWith(".jar"))
                .filter(file -> !file.getFileName().toString().startsWith("atelier-installer"))
                .toList();
    }

    private void run(List<Path> jars) throws IOException, InterruptedException {
        var input = fresh("input");
        for (var jar : jars) {
            Files.copy(jar, input.resolve(jar.getFileName()));
        }
        unpackSqlite(input);
        try (var copied = Files.list(input)) {
            new OldClasses(copied.filter(it -> it.toString().endsWith(".jar")).toList()).convert();
        }
        var main =
                jars.stream()
                        .map(jar -> jar.getFileName().toString())
                        .filter(name -> name.startsWith("atelier-app-"))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no jar of the program is given"));
        var icon = platform.writeIcon(Files.createDirectories(target));
        var images = fresh("image");
        jpackage(image(input, main, icon, images));
        var image = platform.image(images);
        if (platform == Platform.LINUX) {
            LinuxCommand.install(image);
        }
        new StartupCache(platform, image).train(fresh("training"));
        System.out.println("program: " + image);
        var packages = fresh("packages");
        for (var kind : platform.packages()) {
            jpackage(packageOf(kind, image, packages, icon));
        }
        if (platform.packages().contains("deb")) {
            new DebianPackage(image, fresh("unpacked")).complete(packages);
        }
        try (var made = Files.list(packages)) {
            made.forEach(file -> System.out.println("package: " + file));
        }
    }

    /// Beside the jars, so that not every start unpacks and compares it.
    private static void unpackSqlite(Path folder) throws IOException {
        var name = LibraryLoaderUtil.getNativeLibName();
        var path = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (var library = LibraryLoaderUtil.class.getResourceAsStream(path)) {
            if (library == null) {
                throw new IOException("SQLite ships no library for this system: " + path);
            }
            Files.copy(library, folder.resolve(name));
        }
    }

    private List<String> image(Path input, String main, Path icon, Path images) throws IOException {
        var options = common("app-image", images);
        options.addAll(List.of("--input", input.toString()));
        options.addAll(List.of("--main-jar", main, "--main-class", MAIN));
        options.addAll(List.of("--add-modules", String.join(",", MODULES)));
        options.addAll(List.of("--jlink-options", LINK));
        options.addAll(List.of("--icon", icon.toString()));
        for (var flag : StartupCache.WINDOW_FLAGS) {
            options.addAll(List.of("--java-options", flag));
        }
        options.addAll(List.of("--add-launcher", "atelier-cli=" + commandLauncher()));
        return options;
    }

    /// A second way in, for commands. On Windows it is the one that has a console.
    private Path commandLauncher() throws IOException {
        var settings =
                """
                java-options=%s
                win-console=true
                win-menu=false
                win-shortcut=false
                linux-shortcut=false
                """
                        .formatted(String.join(" ", StartupCache.COMMAND_FLAGS));
        return Files.writeString(target.resolve("atelier-cli.properties"), settings);
    }

    private List<String> packageOf(String kind, Path image, Path packages, Path icon)
            throws IOException {
        var options = common(kind, packages);
        options.addAll(List.of("--app-image", image.toString()));
        for (var association : associations(icon)) {
            options.addAll(List.of("--file-associations", association.toString()));
        }
        switch (platform) {
            case LINUX -> {
                var resources = fresh("resources");
                Files.writeString(resources.resolve(platform.program() + ".desktop"), MENU_ENTRY);
                options.addAll(
                        List.of(
                                "--resource-dir",
                                resources.toString(),
                                "--linux-shortcut",
                                "--linux-menu-group",
                                "Graphics",
                                "--linux-app-category",
                                "graphics",
                                "--linux-package-name",
                                "atelier"));
            }
            case WINDOWS ->
                    options.addAll(
                            List.of(
                                    "--win-menu",
                                    "--win-shortcut-prompt",
                                    "--win-per-user-install"));
            case MAC -> options.addAll(List.of("--mac-app-category", "graphics-design"));
        }
        return options;
    }

    /// Recipe files and pictures open with the program; it does not become the usual program of
    /// pictures.
    private List<Path> associations(Path icon) throws IOException {
        var recipe =
                """
                extension=atelier
                mime-type=application/x-atelier-recipe
                description=Atelier recipe
                icon=%s
                """
                        .formatted(icon.toString().replace('\\', '/'));
        return List.of(Files.writeString(target.resolve("recipe.properties"), recipe));
    }

    private List<String> common(String type, Path destination) {
        return new ArrayList<>(
                List.of(
                        "--type",
                        type,
                        "--name",
                        platform.program(),
                        "--app-version",
                        version,
                        "--vendor",
                        "Atelier",
                        "--description",
                        "Desktop studio for Stable Diffusion",
                        "--dest",
                        destination.toString()));
    }

    private static void jpackage(List<String> options) throws IOException {
        var tool =
                ToolProvider.findFirst("jpackage")
                        .orElseThrow(() -> new IOException("this JDK has no jpackage"));
        int code = tool.run(System.out, System.err, options.toArray(String[]::new));
        if (code != 0) {
            throw new IOException("jpackage failed with " + code + " for " + options.get(1));
        }
    }

    private Path fresh(String name) throws IOException {
        var folder = target.resolve(name);
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        return Files.createDirectories(folder);
    }
}
