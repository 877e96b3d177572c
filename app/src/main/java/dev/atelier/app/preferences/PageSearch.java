package dev.atelier.app.preferences;

import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import javax.swing.JComponent;
import javax.swing.JTextField;

/// The search of a long page: leaves the parts whose words hold all that is typed, and the headings
/// of their sections. Event thread.
final class PageSearch {
    private final JTextField field = new JTextField();
    private final Label nothing;
    private final List<Section> sections = new ArrayList<>();
    private BiConsumer<JComponent, OptionalInt> counted = (heading, hits) -> {};

    /// @param hits how often a part has what is typed; it may leave out some of its own rows
    private record Part(ToIntFunction<String> hits, List<JComponent> components) {}

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

    /// @param each receives the heading of a section and how much is found in it, nothing where
    ///   nothing is searched for
    void counting(BiConsumer<JComponent, OptionalInt> each) {
        counted = each;
    }

    JComponent field() {
        return field;
    }

    /// The text where no part has the words.
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
        part(query -> holds(words, query) ? 1 : 0, components);
    }

    /// @param hits how often it has what is typed
    void part(ToIntFunction<String> hits, JComponent... components) {
        sections.getLast().parts.add(new Part(hits, new ArrayList<>(List.of(components))));
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
            int found = 0;
            for (var part : section.parts) {
                // A part narrows itself to the query, or shows all of it.
                int hits = part.hits.applyAsInt(whole ? "" : query);
                found += hits;
                part.components.forEach(it -> it.setVisible(hits > 0 || whole));
            }
            section.heading.setVisible(found > 0 || whole);
            any |= found > 0 || whole;
            counted.accept(
                    section.heading, query.isEmpty() ? OptionalInt.empty() : OptionalInt.of(found));
        }
        nothing.setVisible(!any);
    }
}
