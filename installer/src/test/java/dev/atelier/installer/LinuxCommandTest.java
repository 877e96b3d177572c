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

/// The script as a shell runs it, with launchers that say their name and what they were given.
@EnabledOnOs(OS.LINUX)
class LinuxCommandTest {
    @TempDir Path folder;
    private Path image;
    private Path command;

    @BeforeEach
    void install() throws IOException {
        image = Files.createDirectories(folder.resolve("a folder/atelier"));
        var settings = Files.createDirectories(image.resolve("lib/app"));
        Files.writeString(settings.resolve("atelier.cfg"), "[Application]");
        command = launcher("atelier");
        launcher("atelier-cli");
        LinuxCommand.install(image);
    }

    private Path launcher(String name) throws IOException {
        var file = Files.createDirectories(image.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\nprintf '%s\\n' \"${0##*/}\" \"$@\"\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void nothingAndFilesOpenTheWindow() throws Exception {
        var first = Files.createFile(folder.resolve("a red boat.atelier"));
        var second = Files.createFile(folder.resolve("b.png"));

        assertEquals(List.of("atelier-window"), said(command));
        assertEquals(
                List.of("atelier-window", first.toString(), second.toString()),
                said(command, first.toString(), second.toString()));
        assertEquals(
                "[Application]", Files.readString(image.resolve("lib/app/atelier-window.cfg")));
    }

    @Test
    void anythingElseIsACommand() throws Exception {
        var file = Files.createFile(folder.resolve("b.png")).toString();

        assertEquals(List.of("atelier-cli", "--version"), said(command, "--version"));
        assertEquals(List.of("atelier-cli", "read", file), said(command, "read", file));
        assertEquals(
                List.of("atelier-cli", "tokens", "a  \"red\" $boat", ""),
                said(command, "tokens", "a  \"red\" $boat", ""));
    }

    @Test
    void aLinkOnThePathIsFollowed() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("atelier"), command);

        assertEquals(List.of("atelier-cli", "doctor"), said(link, "doctor"));
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
