package dev.atelier.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The packages of the studio as `architecture.md` draws them, line above line: each uses only what
/// stands below it, or to its left. So the drawing is true, and what lies low can be read alone.
class AppOrderTest {
    private static final String ROOT = "dev.atelier.app";
    private static final String TITLE = "## The order of app's packages";

    @Test
    void everyPackageStandsInTheDrawingOnce() throws IOException {
        var drawn = order();

        assertEquals(
                drawn.size(), Set.copyOf(drawn).size(), () -> "a package stands twice: " + drawn);
        var there =
                Code.PRODUCT.stream()
                        .map(JavaClass::getPackageName)
                        .filter(AppOrderTest::isApp)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(there, new TreeSet<>(drawn));
    }

    @Test
    void packagesUseOnlyWhatStandsBelowThem() throws IOException {
        var order = order();
        var upwards = new TreeSet<String>();
        for (var type : Code.PRODUCT) {
            int own = order.indexOf(type.getPackageName());
            for (var use : type.getDirectDependenciesFromSelf()) {
                var other = use.getTargetClass();
                if (own >= 0 && order.indexOf(other.getPackageName()) > own) {
                    upwards.add(type.getName() + " uses " + other.getName());
                }
            }
        }

        assertEquals(Set.of(), upwards);
    }

    private static boolean isApp(String name) {
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    /// From the lowest to the highest.
    private static List<String> order() throws IOException {
        var text =
                Files.readString(
                        Path.of(System.getProperty("atelier.root"), "assets/docs/architecture.md"));
        var drawing = text.substring(text.indexOf(TITLE)).split("```\n", -1)[1];
        var lines = new ArrayList<>(drawing.lines().toList());
        Collections.reverse(lines);
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split("\\s+", -1)).skip(1)) // a line has a name
                .map(name -> name.equals("app") ? ROOT : ROOT + "." + name)
                .toList();
    }
}
