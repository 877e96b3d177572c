package dev.atelier.app.prompt;

import dev.atelier.app.styles.Wildcards;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// One line of a prompt in pieces to be coloured. Brackets may have been opened in lines before,
/// and may stay open.
///
/// @param open the brackets still open at the end of the line, for the next one; see [#of]
record PromptParts(List<Part> parts, int open) {
    /// What a piece is to the grammar.
    enum Kind {
        WORDS,
        WEIGHT,
        SCHEDULE,
        NETWORK,
        NAME,
        KEYWORD,
        /// From a number sign to the end of the line: left out, as in A1111.
        COMMENT
    }

    /// @param end index behind its last character
    record Part(int start, int end, Kind kind) {}

    private static final Pattern NETWORK = Pattern.compile("<\\w+:[^>]+>");
    private static final Pattern KEYWORD = Pattern.compile("\\b(?:BREAK|AND)\\b");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.-]+");

    /// Longer lines are no prompts; they stay plain so that typing stays quick.
    static final int LONGEST = 4_000;

    PromptParts {
        parts = List.copyOf(parts);
    }

    /// Reads a line.
    ///
    /// @param open the answer for the line before, 0 for the first
    /// @param isName whether a word is the name of an embedding
    static PromptParts of(String line, int open, Predicate<String> isName) {
        if (line.length() > LONGEST) {
            return new PromptParts(List.of(new Part(0, line.length(), Kind.WORDS)), open);
        }
        int sign = line.indexOf('#');
        var text = sign < 0 ? line : line.substring(0, sign);
        var reader = new Reader(text, open);
        reader.read(atoms(text, isName));
        if (sign >= 0) {
            reader.parts.add(new Part(sign, line.length(), Kind.COMMENT));
        }
        return new PromptParts(reader.parts, reader.open);
    }

    /// What keeps its own colour inside brackets, by start, without overlaps.
    private static List<Part> atoms(String line, Predicate<String> isName) {
        var atoms = new ArrayList<Part>();
        NETWORK.matcher(line).results().forEach(it -> add(atoms, it, Kind.NETWORK));
        Wildcards.uses(line).forEach(it -> add(atoms, it, Kind.NAME));
        KEYWORD.matcher(line).results().forEach(it -> add(atoms, it, Kind.KEYWORD));
        WORD.matcher(line)
                .results()
                .filter(it -> isName.test(it.group()))
                .forEach(it -> add(atoms, it, Kind.NAME));
        atoms.sort((a, b) -> Integer.compare(a.start, b.start));
        return atoms;
    }

    private static void add(List<Part> atoms, MatchResult found, Kind kind) {
        boolean free =
                atoms.stream().noneMatch(a -> a.start < found.end() && found.start() < a.end);
        if (free) {
            atoms.add(new Part(found.start(), found.end(), kind));
        }
    }

    /// Walks over a line. The open brackets are a number with two bits for each, the innermost
    /// lowest; brackets nested deeper than fits keep the colour around them.
    private static final class Reader {
        private static final int ROUND = 1;
        private static final int SQUARE = 2;
        private static final int SCHEDULE = 3;
        private static final int FULL = 1 << 26;

        final List<Part> parts = new ArrayList<>();
        final String line;
        int open;
        int done;

        Reader(String line, int open) {
            this.line = line;
            this.open = open;
        }

        void read(List<Part> atoms) {
            int at = 0;
            for (var atom : atoms) {
                words(at, atom.start);
                flush(atom.start);
                parts.add(atom);
                done = atom.end;
                at = atom.end;
            }
            words(at, line.length());
            flush(line.length());
        }

        private void words(int from, int to) {
            for (int i = from; i < to; i++) {
                switch (line.charAt(i)) {
                    case '\\' -> i++; // the next character is a letter
                    case '(' -> push(i, ROUND);
                    case '[' -> push(i, isSchedule(i) ? SCHEDULE : SQUARE);
                    case ')' -> pop(i, open % 4 == ROUND);
                    case ']' -> pop(i, open % 4 == SQUARE || open % 4 == SCHEDULE);
                    default -> {}
                }
            }
        }

        /// A bracket has the colour of what it encloses.
        private void push(int at, int bracket) {
            if (open < FULL) {
                flush(at);
                open = open * 4 + bracket;
            }
        }

        private void pop(int at, boolean fits) {
            if (fits) {
                flush(at + 1);
                open = open / 4;
            }
        }

        private void flush(int to) {
            if (to > done) {
                parts.add(new Part(done, to, kind()));
                done = to;
            }
        }

        private Kind kind() {
            return switch (open % 4) {
                case 0 -> Kind.WORDS;
                case SCHEDULE -> Kind.SCHEDULE;
                default -> Kind.WEIGHT;
            };
        }

        /// Whether `:` or `|` stands in this bracket itself, as far as the line goes.
        private boolean isSchedule(int from) {
            int depth = 0;
            for (int i = from; i < line.length(); i++) {
                char letter = line.charAt(i);
                if (letter == '\\') {
                    i++;
                } else if (letter == '[' || letter == '(') {
                    depth++;
                } else if (letter == ']' || letter == ')') {
                    depth--;
                } else if (depth == 1 && (letter == ':' || letter == '|')) {
                    return true;
                }
                if (depth == 0) {
                    return false;
                }
            }
            return false;
        }
    }
}
