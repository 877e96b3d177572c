package dev.atelier.app.library;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the part of a search under the cursor may become.
///
/// @param from where the part begins in the text
/// @param to where it ends
/// @param text what takes its place
/// @param label what a list shows
/// @param count how many pictures have the value; empty where that is not known
public record Completion(int from, int to, String text, String label, Optional<Integer> count) {
    private static final int MOST = 20;
    private static final List<String> PLACES = List.of("here", "there", "both", "pair", "away");

    static List<Completion> of(String text, int caret, IndexReader index) throws SQLException {
        int from = Math.clamp(caret, 0, text.length());
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i < from; i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (!quoted && Character.isWhitespace(c)) {
                begin = i + 1;
            }
        }
        var part = text.substring(begin, from);
        if (part.startsWith("-")) {
            begin++;
            part = part.substring(1);
        }
        int colon = part.indexOf(':');
        if (colon < 0) {
            return keys(part, begin, from);
        }
        var key = Key.of(part.substring(0, colon));
        return key.isEmpty()
                ? List.of()
                : values(key.get(), part.substring(colon + 1), begin + colon + 1, from, index);
    }

    private static List<Completion> keys(String part, int from, int to) {
        var start = part.toLowerCase(Locale.ROOT);
        return start.startsWith("\"")
                ? List.of()
                : Stream.of(Key.values())
                        .map(key -> key == Key.STAR ? "star" : key.word() + ":")
                        .filter(word -> word.startsWith(start))
                        .map(word -> new Completion(from, to, word, word, Optional.empty()))
                        .toList();
    }

    private static List<Completion> values(
            Key key, String typed, int from, int to, IndexReader index) throws SQLException {
        var part = typed.replace("\"", "");
        if (key == Key.PLACE) {
            var start = part.toLowerCase(Locale.ROOT);
            return plain(from, to, PLACES.stream().filter(place -> place.startsWith(start)));
        }
        if (key == Key.SEED) {
            return plain(from, to, index.seeds(part, MOST).stream());
        }
        var found = new ArrayList<Completion>();
        boolean plain = Set.of(Key.SIZE, Key.STEPS, Key.BEFORE, Key.AFTER, Key.DATE).contains(key);
        for (var value : index.values(key, part, MOST)) {
            found.add(
                    new Completion(
                            from,
                            to,
                            plain ? value.value() : LibraryQuery.quoted(value.value()),
                            value.value(),
                            Optional.of(value.count())));
        }
        return found;
    }

    private static List<Completion> plain(int from, int to, Stream<String> values) {
        return values.map(it -> new Completion(from, to, it, it, Optional.empty())).toList();
    }
}
