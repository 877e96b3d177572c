package dev.atelier.app.create;

import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.PaletteEntry;
import dev.atelier.app.ui.Section;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;
import org.jspecify.annotations.Nullable;

/// The fields of the recipe and its sections as goals of the palette: those whose control has the
/// name of the field.
final class FieldEntries {
    private final MainWindow window;
    private final Runnable show;

    /// @param show brings the recipe to the front
    FieldEntries(MainWindow window, Runnable show) {
        this.window = window;
        this.show = show;
    }

    List<PaletteEntry> all() {
        var words = Messages.of(CreateView.class);
        var english = Messages.english(CreateView.class);
        var found = new ArrayList<PaletteEntry>();
        var folded = new ArrayList<PaletteEntry>(); // after those of the recipe itself
        for (var key : english.keys("field.")) {
            var id = key.substring("field.".length());
            var control = id.contains(".") ? null : control(id); // its help and the like
            if (control != null) {
                var more = english.text(key) + " " + words.text(key) + " " + others(key);
                var sections = Section.titlesAround(control);
                var opener = opener(control);
                var place =
                        opener.map(it -> words.text("needs." + it.getName()))
                                .orElseGet(() ->
                                        sections.isEmpty()
                                                ? words.text("create.recipe")
                                                : sections.getFirst());
                (sections.isEmpty() ? found : folded)
                        .add(
                                new PaletteEntry(
                                        words.text(key),
                                        english.text(key),
                                        more,
                                        place,
                                        Optional.empty(),
                                        () -> go(opener.orElse(control))));
            }
        }
        found.addAll(folded);
        found.addAll(sections());
        return found;
    }

    /// What other programs call a field, in both languages.
    private static String others(String key) {
        var english = Messages.english(CreateView.class);
        var others = key + ".words";
        return english.has(others)
                ? english.text(others) + " " + Messages.of(CreateView.class).text(others)
                : "";
    }

    /// Names what makes a group of fields visible that is hidden at times.
    ///
    /// @param openers names of controls, the one that leads further first
    static void opens(JComponent group, String... openers) {
        group.putClientProperty(FieldEntries.class, List.of(openers));
    }

    /// The control that has to be used before this one shows; empty where it shows.
    private Optional<JComponent> opener(Component control) {
        for (Component at = control; at != null; at = at.getParent()) {
            if (!at.isVisible()
                    && at instanceof JComponent group
                    && group.getClientProperty(FieldEntries.class) instanceof List<?> names) {
                return names.stream()
                        .flatMap(name -> Optional.ofNullable(control(name.toString())).stream())
                        .filter(it -> it.getParent().isVisible())
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    private List<PaletteEntry> sections() {
        var words = Messages.of(CreateView.class);
        var english = Messages.english(CreateView.class);
        var found = new ArrayList<PaletteEntry>();
        for (var key : english.keys("section.")) {
            var toggle =
                    english.has(key + ".words")
                            ? control("section-" + key.substring("section.".length()))
                            : null;
            if (toggle != null) {
                found.add(
                        new PaletteEntry(
                                words.text(key),
                                english.text(key),
                                english.text(key + ".words") + " " + words.text(key + ".words"),
                                words.text("create.recipe"),
                                Optional.empty(),
                                () -> go(toggle)));
            }
        }
        return found;
    }

    private @Nullable JComponent control(String id) {
        return find(window.frame().getContentPane(), id);
    }

    private static @Nullable JComponent find(Container root, String name) {
        for (Component child : root.getComponents()) {
            if (name.equals(child.getName()) && child instanceof JComponent control) {
                return control;
            }
            var inside = child instanceof Container container ? find(container, name) : null;
            if (inside != null) {
                return inside;
            }
        }
        return null;
    }

    private void go(JComponent control) {
        show.run();
        Section.unfoldAround(control);
        // When it is laid out.
        EventQueue.invokeLater(() -> {
            control.scrollRectToVisible(new Rectangle(control.getSize()));
            control.requestFocusInWindow();
        });
    }
}
