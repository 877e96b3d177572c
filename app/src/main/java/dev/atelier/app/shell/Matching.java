package dev.atelier.app.shell;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How well typed words fit the name of something. Pure functions.
final class Matching {
    /// Fewer letters are too near to too many words.
    private static final int TYPED = 4;

    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Matching() {}

    /// How well `query` fits, lower is better; empty where it does not.
    ///
    /// | rank | the query is |
    /// |---|---|
    /// | 0 | the start of the name |
    /// | 1 | starts of words of the name, in any order |
    /// | 2 | starts of words of the synonyms, or of both |
    /// | 3 | somewhere in the name |
    /// | 4 | somewhere in the synonyms |
    /// | 5 | letters of the name in this order |
    /// | 6 | starts of words of the name, each but for one mistyped letter |
    /// | 7 | the same of the synonyms, or of both |
    ///
    /// @param synonyms more words, separated by spaces
    static Optional<Integer> rank(String query, String name, String synonyms) {
        var wanted = fold(query).strip();
        var own = fold(name);
        var more = fold(synonyms);
        if (wanted.isEmpty() || own.startsWith(wanted)) {
            return Optional.of(0);
        }
        var words = wanted.split("\\s+", -1);
        if (allStart(words, own)) {
            return Optional.of(1);
        }
        if (allStart(words, own + " " + more)) {
            return Optional.of(2);
        }
        if (allIn(words, own)) {
            return Optional.of(3);
        }
        if (allIn(words, own + " " + more)) {
            return Optional.of(4);
        }
        if (isInOrder(wanted, own)) {
            return Optional.of(5);
        }
        if (allAlmostStart(words, own)) {
            return Optional.of(6);
        }
        return allAlmostStart(words, own + " " + more) ? Optional.of(7) : Optional.empty();
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean allStart(String[] words, String text) {
        for (var word : words) {
            if (!startsAWord(word, text)) {
                return false;
            }
        }
        return true;
    }

    private static boolean allAlmostStart(String[] words, String text) {
        for (var word : words) {
            if (word.length() < TYPED || !almostStartsAWord(word, text)) {
                return false;
            }
        }
        return true;
    }

    /// One letter is wrong, missing, too many, or changed places with the next.
    private static boolean almostStartsAWord(String typed, String text) {
        return WORDS.splitAsStream(text)
                .anyMatch(word -> {
                    var start = word.substring(0, Math.min(word.length(), typed.length() + 1));
                    int same = 0;
                    while (same < Math.min(start.length(), typed.length())
                            && start.charAt(same) == typed.charAt(same)) {
                        same++;
                    }
                    return goesOn(typed, same + 1, start, same + 1) // wrong
                            || goesOn(typed, same, start, same + 1) // missing
                            || goesOn(typed, same + 1, start, same) // too many
                            || isSwapped(typed, start, same);
                });
    }

    private static boolean isSwapped(String typed, String word, int at) {
        return at + 1 < Math.min(typed.length(), word.length())
                && typed.charAt(at) == word.charAt(at + 1)
                && typed.charAt(at + 1) == word.charAt(at)
                && goesOn(typed, at + 2, word, at + 2);
    }

    private static boolean goesOn(String typed, int from, String word, int at) {
        return from <= typed.length()
                && at <= word.length()
                && word.startsWith(typed.substring(from), at);
    }

    private static boolean startsAWord(String word, String text) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at))) {
                return true;
            }
        }
        return false;
    }

    private static boolean allIn(String[] words, String text) {
        for (var word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /// One word's letters in the order of the name, the first of them at the start of a word: `gf`
    /// finds "Generate forever", but "ea" does not find "Generate a".
    private static boolean isInOrder(String letters, String name) {
        int at = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            do {
                at = name.indexOf(letter, at) + 1;
            } while (at > 1 && i == 0 && Character.isLetterOrDigit(name.charAt(at - 2)));
            if (at == 0) {
                return false;
            }
        }
        return true;
    }
}
