package dev.atelier.app.library.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The text of a search as a list of terms, so that a click can add one or take it away. What
/// stands in quotes is one term.
final class QueryTerms {
    private QueryTerms() {}

    /// The terms as they were typed.
    static List<String> of(String text) {
        var terms = new ArrayList<String>();
        var term = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (Character.isWhitespace(c) && !quoted) {
                add(terms, term);
            } else {
                term.append(c);
            }
        }
        add(terms, term);
        return terms;
    }

    private static void add(List<String> terms, StringBuilder term) {
        if (!term.isEmpty()) {
            terms.add(term.toString());
            term.setLength(0);
        }
    }

    /// Whether a term is there, whatever its capitals.
    static boolean has(String text, String term) {
        return of(text).stream().anyMatch(it -> it.equalsIgnoreCase(term));
    }

    /// With the term, or without it where it was there.
    static String toggled(String text, String term) {
        if (has(text, term)) {
            var left = of(text).stream().filter(it -> !it.equalsIgnoreCase(term)).toList();
            return String.join(" ", left);
        }
        return text.isBlank() ? term : text.strip() + " " + term;
    }

    /// With the term in place of all others of its key.
    static String only(String text, String term) {
        var key = term.substring(0, term.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        var left = new ArrayList<>(of(text));
        left.removeIf(it -> it.toLowerCase(Locale.ROOT).startsWith(key));
        boolean had = has(text, term);
        if (!had) {
            left.add(term);
        }
        return String.join(" ", left);
    }
}
