package dev.atelier.structure;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules by which modules and packages may know each other. Every package and class that a rule
/// names must exist: a rule about something that was renamed would hold because it finds nothing.
class ArchitectureTest {
    private static final String[] DIFFUSION =
            packages(
                    "safetensors",
                    "pickle",
                    "embedding",
                    "checkpoint",
                    "torch",
                    "network",
                    "text",
                    "lora",
                    "sampling",
                    "noise",
                    "latent",
                    "pipeline",
                    "preprocess");

    private static final Pattern INSTALLER =
            Pattern.compile(
                    "^import (static )?(javax?\\.|com\\.formdev\\.flatlaf\\.|org\\.jspecify\\."
                            + "|org\\.sqlite\\.util\\.)");

    private static final String[] EVERYWHERE =
            Stream.of(
                            packages(
                                    "assets", "image", "control", "file", "recipe", "cloud", "http",
                                    "webui", "sandbox", "app"),
                            DIFFUSION)
                    .flatMap(Stream::of)
                    .toArray(String[]::new);

    @Test
    void importsTheProduct() {
        assertFalse(Code.PRODUCT.isEmpty());
    }

    @Test
    void everyPackageBelongsToAModule() {
        classes()
                .should()
                .resideInAnyPackage(EVERYWHERE)
                .because("a package without a module escapes the rules about modules")
                .check(Code.PRODUCT);
    }

    @Test
    void modulesDependOnlyDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("assets")
                .definedBy(packages("assets"))
                .layer("recipe")
                .definedBy(packages("recipe", "image", "control", "file"))
                .layer("diffusion")
                .definedBy(DIFFUSION)
                .layer("cloud")
                .definedBy(packages("cloud"))
                .layer("sandbox")
                .definedBy(packages("http", "webui", "sandbox"))
                .layer("app")
                .definedBy(packages("app"))
                .whereLayer("assets")
                .mayNotAccessAnyLayer()
                .whereLayer("recipe")
                .mayNotAccessAnyLayer()
                .whereLayer("diffusion")
                .mayOnlyAccessLayers("assets", "recipe")
                .whereLayer("cloud")
                .mayOnlyAccessLayers("recipe")
                .whereLayer("sandbox")
                .mayOnlyAccessLayers("recipe")
                .whereLayer("app")
                .mayNotBeAccessedByAnyLayer()
                .because("the local engine, the cloud client and the sandbox share only the recipe")
                .check(Code.PRODUCT);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.atelier.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that can be read alone can be understood alone")
                .check(Code.PRODUCT);
    }

    @Test
    void onlyTorchKnowsTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("torch"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .because(
                        "an engine with traps is fenced in once, and the rest is tested without natives")
                .check(Code.PRODUCT);
    }

    @Test
    void jacksonStaysAtTheEdges() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        packages(
                                "recipe.json",
                                "recipe.importers", // workflows and metadata of other programs
                                "embedding", // pictures that carry an embedding as JSON
                                "lora", // what trainers write beside the numbers
                                "safetensors",
                                "checkpoint",
                                "cloud",
                                "http",
                                "webui",
                                "sandbox"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .because("JSON is a format of files and wires; inside we have records")
                .check(Code.PRODUCT);
    }

    @Test
    void vendorSdksStayInTheirPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("cloud.account", "cloud.eas", "cloud.oss"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.aliyun..", "com.aliyuncs..", "com.github.javakeyring..")
                .because("what a vendor changes must be fixed in one place")
                .check(Code.PRODUCT);
    }

    @Test
    void widgetsStayInTheApp() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("app"))
                .should()
                .dependOnClassesThat(widgets())
                .because("everything below the app runs without a display")
                .check(Code.PRODUCT);
    }

    @Test
    void modelsOfTheAppKnowNoWidgets() {
        noClasses()
                .that()
                .resideInAnyPackage(packages("app"))
                .and()
                .haveSimpleNameEndingWith("Model")
                .should()
                .dependOnClassesThat(widgets())
                .because("behaviour is proven in models, without a display")
                .check(Code.PRODUCT);
    }

    @Test
    void threadsStartOnlyInObserveAndWiring() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.atelier.app", packages("app.observe")[0])
                .should()
                .callCodeUnitWhere(startsThreads())
                .because("who starts a thread must also stop it, so few may")
                .check(Code.PRODUCT);
    }

    @Test
    void modelsAreLoadedThroughOneDoor() {
        noClasses()
                .that()
                .resideInAPackage("dev.atelier.app..")
                .and()
                .resideOutsideOfPackages(packages("app.engine", "app.bench"))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(type("pipeline.Model"))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(type("pipeline.LocalGenerator"))
                .because("what is in memory is known in one place, the local engine")
                .check(Code.PRODUCT);
    }

    @Test
    void theStudioKnowsNoCommands() {
        noClasses()
                .that()
                .resideInAPackage("dev.atelier.app..")
                .and()
                .resideOutsideOfPackages(packages("app.cli"))
                .and()
                .doNotHaveFullyQualifiedName(type("app.Main"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages("app.cli"))
                .because("the command line is one user of the engine, not the way to it")
                .check(Code.PRODUCT);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("app.cli"))
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .because("a library that prints breaks its caller's output; others log")
                .check(Code.PRODUCT);
    }

    @Test
    void everybodyLogsThroughSlf4j() {
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING
                .because("one console format and one log file")
                .check(Code.PRODUCT);
    }

    @Test
    void packagesAreNamedAfterTheirSubject() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..", "..common..", "..helper..", "..manager..", "..impl..")
                .because("such names say nothing and collect everything")
                .check(Code.PRODUCT);
    }

    private static String[] packages(String... names) {
        var patterns = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            patterns[i] = "dev.atelier." + names[i] + "..";
            var there = resideInAPackage(patterns[i]);
            assertTrue(Code.PRODUCT.stream().anyMatch(there), patterns[i] + " is empty");
        }
        return patterns;
    }

    private static String type(String name) {
        var whole = "dev.atelier." + name;
        assertTrue(Code.PRODUCT.contain(whole), whole + " does not exist");
        return whole;
    }

    /// It is compiled only with its profile, so its sources are read. It builds what ships and is
    /// no part of it: it may use icons, the JDK and what says where SQLite's library is, and nobody
    /// may use it.
    @Test
    void theInstallerStandsAlone() throws IOException {
        var all = Code.sources("installer/src/main/java");
        assertFalse(all.isEmpty());
        for (var file : all) {
            for (var line : Files.readAllLines(file)) {
                if (line.startsWith("import ")) {
                    assertTrue(INSTALLER.matcher(line).find(), file + ": " + line);
                }
                assertFalse(line.contains("java.util.logging"), file + ": " + line);
            }
            assertTrue(
                    Files.readString(file).contains("package dev.atelier.installer;"),
                    file + ": a package without a module");
        }
        for (var file : Code.sources()) {
            assertFalse(
                    Files.readString(file).contains("dev.atelier.installer"),
                    file + ": the program runs without what packs it");
        }
    }

    /// Swing and the component side of AWT. Images, colours and geometry are data and free to use.
    private static DescribedPredicate<JavaClass> widgets() {
        return resideInAnyPackage("javax.swing..", "java.awt.event..", "java.awt.dnd..")
                .or(
                        resideInAPackage("java.awt")
                                .and(JavaClass.Predicates.assignableTo("java.awt.Component")))
                .as("widgets");
    }

    private static DescribedPredicate<JavaCall<?>> startsThreads() {
        var starters = Set.of("ofVirtual", "ofPlatform", "startVirtualThread", "<init>");
        return DescribedPredicate.describe(
                "starts threads",
                call -> {
                    CodeUnitCallTarget target = call.getTarget();
                    var owner = target.getOwner();
                    return (owner.isEquivalentTo(Thread.class)
                                    && starters.contains(target.getName()))
                            || owner.isEquivalentTo(Executors.class)
                            || (target.getName().equals("<init>")
                                    && owner.isAssignableTo(Executor.class))
                            || (owner.isEquivalentTo(CompletableFuture.class)
                                    && target.getName().endsWith("Async"));
                });
    }
}
