package dev.atelier.structure;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The product's code in every module, for all structure tests. The golden reader is left out: it
/// belongs to the tests.
final class Code {
    /// Compiled, and imported once.
    static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("/test-classes/"))
                    .withImportOption(location -> !location.contains("/dev/atelier/golden/"))
                    .withImportOption(location -> !location.contains("/dev/atelier/installer/"))
                    .importPackages("dev.atelier");

    private static final List<String> MODULES =
            List.of("engine/recipe", "engine/diffusion", "cloud/client", "cloud/sandbox", "app");

    /// The bundles of what is said by messages, English; Chinese stands beside each.
    static final List<Path> MESSAGES =
            Stream.of(
                            "engine/recipe/src/main/resources/dev/atelier/recipe/Messages",
                            "engine/recipe/src/main/resources/dev/atelier/recipe/CloudMessages",
                            "app/src/main/resources/dev/atelier/app/AppMessages",
                            "app/src/main/resources/dev/atelier/app/cli/CommandMessages")
                    .map(name -> Path.of(System.getProperty("atelier.root"), name + ".properties"))
                    .toList();

    private Code() {}

    /// The source files of what a user runs.
    static List<Path> sources() throws IOException {
        var all = new ArrayList<Path>();
        for (var module : MODULES) {
            all.addAll(sources(module + "/src/main/java"));
        }
        return all;
    }

    /// @param folder below the root of the project
    static List<Path> sources(String folder) throws IOException {
        var root = Path.of(System.getProperty("atelier.root")).resolve(folder);
        try (var files = Files.walk(root)) {
            return files.filter(it -> it.toString().endsWith(".java")).toList();
        }
    }
}
