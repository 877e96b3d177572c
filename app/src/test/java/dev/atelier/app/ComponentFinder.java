package dev.atelier.app;

import java.awt.Component;
import java.awt.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.assertj.swing.edt.GuiActionRunner;

/// Finds components by name in one go on the event thread. AssertJ's finder goes there and back for
/// each of a thousand components.
final class ComponentFinder {
    private ComponentFinder() {}

    /// The only one that fits; any thread.
    static <T extends Component> T find(
            Container root, String name, Class<T> type, Predicate<Component> wanted) {
        var all =
                GuiActionRunner.execute(() ->
                        all(root, it -> name.equals(it.getName()) && wanted.test(it)).stream()
                                .filter(type::isInstance)
                                .map(type::cast)
                                .toList());
        if (all.size() != 1) {
            throw new AssertionError(
                    "%d components of the name %s, expected one: %s"
                            .formatted(all.size(), name, all));
        }
        return all.getFirst();
    }

    /// Event thread.
    static Optional<Component> first(Container root, Predicate<Component> wanted) {
        return all(root, wanted).stream().findFirst();
    }

    /// Event thread.
    static List<Component> all(Container root, Predicate<Component> wanted) {
        var found = new ArrayList<Component>();
        collect(root, wanted, found);
        return found;
    }

    private static void collect(
            Container root, Predicate<Component> wanted, List<Component> found) {
        for (var part : root.getComponents()) {
            if (wanted.test(part)) {
                found.add(part);
            }
            if (part instanceof Container inner) {
                collect(inner, wanted, found);
            }
        }
    }
}
