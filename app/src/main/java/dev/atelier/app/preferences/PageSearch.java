package dev.atelier.app.preferences;

import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.swing.JComponent;
import javax.swing.JTextField;

/// The search of a long page: leaves the parts whose words hold all that is typed, and the headings
/// of their sections. Event thread.
final class PageSearch {
    private final JTextField field = new JTextField();
    private final Label nothing;
    private final List<Section> sections = new ArrayList<>();

    /// @param shown whether a part has what is typed; it may leave out some of its own rows
    private record Part(Predicate<String> shown, List<JComponent> components) {}

    private record Section(String words, JComponent heading, List<Part> parts) {}

    PageSearch(Messages messages) {
        var hint = messages.text("settings.search");
        field.setName("settings-search");
        field.putClientProperty("JTextField.placeholderText", hint);
        field.putClientProperty("JTextField.leadingIcon", Icons.leading("search"));
        field.putClientProperty("JTextField.showClearButton", true);
        field.getAccessibleContext().setAccessibleName(hint);
        field.getDocument().addDocumentListener(new OnEdit(this::search));
        nothing = Label.small(messages.text("settings.search.nothing"));
        nothing.setVisible(false);
    }

    JComponent field() {
        return field;
    }

    /// What is said where no part has the words.
    JComponent nothing() {
        return nothing;
    }

    /// Begins a section, to which the parts that follow belong.
    ///
    /// @param words its title and synonyms: with them all of it is found
    void section(String words, JComponent heading) {
        sections.add(new Section(words, heading, new ArrayList<>()));
    }

    /// @param words its name and synonyms in all languages
    void part(String words, JComponent... components) {
        part(query -> holds(words, query), components);
    }

    void part(Predicate<String> shown, JComponent... components) {
        sections.getLast().parts.add(new Part(shown, new ArrayList<>(List.of(components))));
    }

    /// Adds to the last part.
    void more(JComponent component) {
        sections.getLast().parts.getLast().components.add(component);
    }

    /// Whether a text holds each of some words, in any order and case.
    static boolean holds(String text, String query) {
        var folded = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(query.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
                .allMatch(folded::contains);
    }

    private void search() {
        var query = field.getText().strip();
        boolean any = false;
        for (var section : sections) {
            boolean whole = query.isEmpty() || holds(section.words, query);
            boolean found = whole;
            for (var part : section.parts) {
                // A part narrows itself to the query, or shows all of it.
                boolean fits = part.shown.test(whole ? "" : query) || whole;
                found |= fits;
                part.components.forEach(it -> it.setVisible(fits));
            }
            section.heading.setVisible(found);
            any |= found;
        }
        nothing.setVisible(!any);
    }
}
