package dev.atelier.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documents name exists: a class that was renamed must be renamed there, too.
class DocsTest {
    private static final Path ROOT = Path.of(System.getProperty("atelier.root"));

    /// A type in backticks, perhaps behind its package and before a member.
    private static final Pattern TYPE =
            Pattern.compile("`([a-z][a-z.]*\\.)?([A-Z][a-z]\\w*)(?:\\.(\\w+)(?:\\([^`]*\\))?)?`");

    /// Tests and probes are programs that a reader may run by name, in every document.
    private static final Pattern PROGRAM = Pattern.compile("`(?:[a-z.]+\\.)?(\\w+(?:Test|Probe))`");

    private static final Pattern PACKAGE = Pattern.compile("`([a-z.]+)`");

    /// Types of Java itself.
    private static final Set<String> JAVA = Set.of("FileSystemException", "IOException");

    @Test
    void everyTypeOfTheArchitectureExists() throws IOException {
        var files = files();
        var found = TYPE.matcher(text("assets/docs/architecture.md")).results().toList();
        var missing = new TreeSet<String>();
        for (var type : found) {
            var classes = Code.PRODUCT.stream().filter(it -> isNamed(it, type.group(2))).toList();
            boolean there =
                    type.group(3) == null
                            ? files.contains(type.group(2)) || !classes.isEmpty()
                            : classes.stream().anyMatch(it -> has(it, type.group(3)));
            if (type.group(1) != null) {
                there &= classes.stream().anyMatch(it -> isIn(it, type.group(1)));
            }
            if (!there && !JAVA.contains(type.group(2))) {
                missing.add(type.group());
            }
        }

        assertFalse(found.size() < 50, "the document names hardly a type");
        assertEquals(Set.of(), missing, "named in architecture.md");
    }

    /// Each package of the product, once, in the second column of the table of modules.
    @Test
    void everyPackageStandsInTheTableOfModules() throws IOException {
        var named =
                text("assets/docs/architecture.md")
                        .lines()
                        .filter(line -> line.matches("\\|[^|]*\\|( `[a-z.]+`,?)+ \\|.*"))
                        .flatMap(line -> PACKAGE.matcher(line.split("\\|", -1)[2]).results())
                        .map(it -> "dev.atelier." + it.group(1))
                        .filter(it -> !it.matches("dev\\.atelier\\.(golden|installer)"))
                        .sorted()
                        .toList();
        var there =
                Code.PRODUCT.stream().map(JavaClass::getPackageName).distinct().sorted().toList();

        assertEquals(there, named);
    }

    @Test
    void everyTestThatADocumentNamesExists() throws IOException {
        var files = files();
        var missing = new TreeSet<String>();
        try (var documents = Files.list(ROOT.resolve("assets/docs"))) {
            var all = Stream.concat(Stream.of(ROOT.resolve("README.md")), documents);
            for (var file : all.filter(it -> it.toString().endsWith(".md")).toList()) {
                PROGRAM.matcher(Files.readString(file))
                        .results()
                        .filter(it -> !files.contains(it.group(1)))
                        .forEach(it -> missing.add(ROOT.relativize(file) + ": " + it.group(1)));
            }
        }

        assertEquals(Set.of(), missing);
    }

    private static boolean isNamed(JavaClass type, String name) {
        return type.getSimpleName().equals(name);
    }

    /// @param part the end of a package's name, with a dot behind it
    private static boolean isIn(JavaClass type, String part) {
        return ("." + type.getPackageName() + ".").endsWith("." + part);
    }

    private static boolean has(JavaClass type, String member) {
        return type.getMembers().stream().map(JavaMember::getName).anyMatch(member::equals)
                || Code.PRODUCT.stream()
                        .anyMatch(it -> it.getName().equals(type.getName() + "$" + member));
    }

    /// The names of all source files and bundles.
    private static Set<String> files() throws IOException {
        try (var all = Files.walk(ROOT)) {
            return all.map(it -> ROOT.relativize(it).toString().replace('\\', '/'))
                    .filter(it -> it.contains("src/"))
                    .filter(it -> List.of("java", "properties").contains(ending(it)))
                    .map(it -> it.substring(it.lastIndexOf('/') + 1, it.lastIndexOf('.')))
                    .collect(Collectors.toSet());
        }
    }

    private static String ending(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }

    private static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
