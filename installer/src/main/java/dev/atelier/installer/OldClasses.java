package dev.atelier.installer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Classes that were compiled for Java 5 get the stack maps that came with [Java
/// 6](https://docs.oracle.com/javase/specs/jvms/se25/html/jvms-4.html#jvms-4.7.4). Without them the
/// JVM does not keep a class in a start-up cache, and the library that reads the command line is
/// made of such classes.
final class OldClasses {
    private final List<Path> jars;

    /// @param jars all of the program, as stack maps name common ancestors of classes
    OldClasses(List<Path> jars) {
        this.jars = List.copyOf(jars);
    }

    /// Rewrites the jars that have such classes; those that are signed stay.
    void convert() throws IOException {
        var urls = new ArrayList<URL>();
        for (var jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        try (var loader = new URLClassLoader(urls.toArray(URL[]::new), null)) {
            var resolver =
                    ClassHierarchyResolver.ofResourceParsing(loader)
                            .orElse(ClassHierarchyResolver.defaultResolver());
            var format =
                    ClassFile.of(
                            StackMapsOption.GENERATE_STACK_MAPS,
                            ClassHierarchyResolverOption.of(resolver));
            for (var jar : jars) {
                convert(jar, format);
            }
        }
    }

    private static void convert(Path jar, ClassFile format) throws IOException {
        var made = jar.resolveSibling(jar.getFileName() + ".new");
        boolean changed = false;
        try (var from = new JarFile(jar.toFile())) {
            if (from.stream().anyMatch(it -> it.getName().matches("META-INF/[^/]+\\.SF"))) {
                return;
            }
            try (var to =
                    new JarOutputStream(new BufferedOutputStream(Files.newOutputStream(made)))) {
                for (var entry : Collections.list(from.entries())) {
                    var bytes = from.getInputStream(entry).readAllBytes();
                    var written = new JarEntry(entry.getName());
                    written.setTime(entry.getTime());
                    to.putNextEntry(written);
                    boolean old = isOld(entry.getName(), bytes);
                    to.write(old ? withStackMaps(bytes, format) : bytes);
                    changed |= old;
                }
            }
        }
        if (changed) {
            Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(made);
        }
    }

    /// The major version lies behind two numbers of four and two bytes.
    private static boolean isOld(String name, byte[] bytes) {
        return name.endsWith(".class")
                && bytes.length > 8
                && ByteBuffer.wrap(bytes).getShort(6) < ClassFile.JAVA_6_VERSION;
    }

    private static byte[] withStackMaps(byte[] old, ClassFile format) {
        ClassTransform version =
                (made, element) -> {
                    if (element instanceof ClassFileVersion) {
                        made.withVersion(ClassFile.JAVA_8_VERSION, 0);
                    } else {
                        made.with(element);
                    }
                };
        // Code that is taken over as it is would get no map.
        var code = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
        return format.transformClass(format.parse(old), version.andThen(code));
    }
}
