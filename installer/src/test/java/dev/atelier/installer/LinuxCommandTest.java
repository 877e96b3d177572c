package dev.atelier.installer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script as a shell runs it, with a `java` that says what it was given.
@EnabledOnOs(OS.LINUX)
class LinuxCommandTest {
    @TempDir Path folder;
    private Path app;
    private Path command;

    @BeforeEach
    void install() throws IOException {
        var image = Files.createDirectories(folder.resolve("a folder/atelier"));
        app = Files.createDirectories(image.resolve("lib/app"));
        Files.writeString(app.resolve("atelier.cfg"), settings("window"));
        Files.writeString(app.resolve("atelier-cli.cfg"), settings("cli"));
        program(image.resolve("lib/runtime/bin/java"));
        program(image.resolve("bin/atelier-cli"));
        command = program(image.resolve("bin/atelier"));
        LinuxCommand.install(image);
    }

    /// As jpackage writes them.
    private static String settings(String cache) {
        return """
        [Application]
        app.classpath=$APPDIR/first.jar
        app.mainclass=some.Main
        app.classpath=$APPDIR/second.jar

        [JavaOptions]
        java-options=-Xms64m
        java-options=-XX:AOTCache=$APPDIR/%s.aot
        """
                .formatted(cache);
    }

    private static Path program(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> started(String cache, String... arguments) {
        var line = new ArrayList<>(List.of("-XX:AOTCache=" + app + "/" + cache + ".aot"));
        line.addAll(List.of("-Xms64m", "-classpath"));
        line.addAll(List.of(app + "/first.jar:" + app + "/second.jar", "some.Main"));
        line.addAll(List.of(arguments));
        return line;
    }

    @Test
    void nothingAndFilesOpenTheWindow() throws Exception {
        var first = Files.createFile(folder.resolve("a red boat.atelier")).toString();
        var second = Files.createFile(folder.resolve("b.png")).toString();

        assertEquals(started("window"), said(command));
        assertEquals(started("window", first, second), said(command, first, second));
    }

    @Test
    void anythingElseIsACommand() throws Exception {
        var file = Files.createFile(folder.resolve("b.png")).toString();
        String[] tokens = {"tokens", "a  \"red\" $boat = *", "", "--steps=5"};

        assertEquals(started("cli", "--version"), said(command, "--version"));
        assertEquals(started("cli", "read", file), said(command, "read", file));
        assertEquals(started("cli", tokens), said(command, tokens));
    }

    @Test
    void aLinkOnThePathIsFollowed() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("atelier"), command);

        assertEquals(started("cli", "doctor"), said(link, "doctor"));
    }

    private static List<String> said(Path command, String... arguments) throws Exception {
        var line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(arguments));
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text.lines().toList();
    }
}
