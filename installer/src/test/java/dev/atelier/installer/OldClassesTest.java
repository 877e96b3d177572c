package dev.atelier.installer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// With a library as its makers compiled it, for Java 5.
class OldClassesTest {
    @TempDir Path folder;

    @Test
    void theJvmVerifiesEveryClassByItsStackMaps() throws Exception {
        var jar = copy(CommandLine.class);
        assertTrue(versions(jar).stream().anyMatch(it -> it < ClassFile.JAVA_6_VERSION));

        new OldClasses(List.of(jar)).convert();

        assertEquals(List.of(ClassFile.JAVA_8_VERSION), versions(jar));
        // From Java 7 on there is no other way to verify: a wrong map is an error here.
        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
                var classes = new JarFile(jar.toFile())) {
            for (var name : classes.stream().map(it -> it.getName()).toList()) {
                if (name.matches("picocli/(?!groovy/).*\\.class")) {
                    var binary = name.replace('/', '.').substring(0, name.length() - 6);
                    Class.forName(binary, true, loader);
                }
            }
        }
    }

    @Test
    void aJarOfNewClassesStaysAsItIs() throws IOException {
        var jar = copy(Test.class);
        var before = Files.readAllBytes(jar);

        new OldClasses(List.of(jar)).convert();

        assertArrayEquals(before, Files.readAllBytes(jar));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(jar), files.toList(), "nothing else is left");
        }
    }

    private Path copy(Class<?> of) throws IOException {
        var jar = Path.of(of.getProtectionDomain().getCodeSource().getLocation().getPath());
        return Files.copy(jar, folder.resolve(jar.getFileName()));
    }

    private static List<Integer> versions(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(it -> it.getName().endsWith(".class"))
                    .filter(it -> !it.getName().endsWith("module-info.class"))
                    .map(it -> {
                        try (var in = file.getInputStream(it)) {
                            return ClassFile.of().parse(in.readAllBytes()).majorVersion();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .distinct()
                    .toList();
        }
    }
}
