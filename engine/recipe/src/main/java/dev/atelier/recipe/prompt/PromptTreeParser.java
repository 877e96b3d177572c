package dev.atelier.recipe.prompt;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.prompt.PromptTree.Alternate;
import dev.atelier.recipe.prompt.PromptTree.Edit;
import dev.atelier.recipe.prompt.PromptTree.Sequence;
import dev.atelier.recipe.prompt.PromptTree.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Parses prompts with editing. A bracket that fits no rule is text, and so are all brackets around
/// it that are still open: none of their rules allows a bracket as text. So each character is read
/// at most twice, and open brackets wait in a list, however many there are.
final class PromptTreeParser {
    /// A1111, too, gives up on prompts whose edits are nested some hundred deep, by Python's limit.
    static final int DEEPEST = 250;

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d++\\.?\\d*+([eE][+-]?\\d++)?|\\.\\d++([eE][+-]?\\d++)?)");
    private static final String SPECIAL = "[]():|";

    private final String text;
    private final BitSet unfit = new BitSet();
    private int at;

    PromptTreeParser(String text) {
        this.text = text;
    }

    /// Parts one after another, neighbouring texts joined.
    private static final class SequenceBuilder {
        private final List<PromptTree> parts = new ArrayList<>();
        private final StringBuilder words = new StringBuilder();
        private int depth;

        void add(String literal) {
            words.append(literal);
        }

        void add(PromptTree part, int itsDepth) {
            flush();
            parts.add(part);
            depth = Math.max(depth, itsDepth);
        }

        void addAll(SequenceBuilder other) {
            for (var part : other.parts) {
                if (part instanceof Text(var literal)) {
                    add(literal);
                } else {
                    add(part, other.depth);
                }
            }
            words.append(other.words);
        }

        private void flush() {
            if (!words.isEmpty()) {
                parts.add(new Text(words.toString()));
                words.setLength(0);
            }
        }

        PromptTree tree() {
            flush();
            return parts.size() == 1 ? parts.getFirst() : new Sequence(List.copyOf(parts));
        }
    }

    /// A bracket that is open. A round one writes into what is around it.
    private static final class Frame {
        private final int start;
        private final boolean round;
        private final List<SequenceBuilder> sections = new ArrayList<>();
        private char separator;
        private int sectionStart;

        Frame(int start, boolean round, SequenceBuilder target) {
            this.start = start;
            this.round = round;
            this.sectionStart = start + 1;
            sections.add(target);
        }

        SequenceBuilder target() {
            return sections.getLast();
        }

        /// Takes a colon or a bar.
        ///
        /// @return whether it may stand here
        boolean separate(char mark, int place) {
            if ((separator != 0 && (round || separator != mark)) || (round && mark != ':')) {
                return false;
            }
            separator = mark;
            if (round) {
                target().add(":");
            } else {
                sections.add(new SequenceBuilder());
                sectionStart = place + 1;
            }
            return true;
        }
    }

    Optional<PromptTree> document() {
        var whole = new SequenceBuilder();
        while (at < text.length()) {
            char first = text.charAt(at);
            boolean opens = first == '(' || first == '[';
            if (opens && !unfit.get(at) && bracket(whole)) {
                continue;
            }
            if (opens || "]):".indexOf(first) >= 0) {
                whole.add(String.valueOf(first));
                at++;
            } else if (!plain(whole)) {
                return Optional.empty();
            }
        }
        return Optional.of(whole.tree());
    }

    /// Reads one bracket with all in it; where it fits no rule, nothing is read.
    private boolean bracket(SequenceBuilder whole) {
        int start = at;
        var made = new SequenceBuilder();
        var open = new ArrayDeque<Frame>();
        open(open, made);
        while (!open.isEmpty()) {
            if (!step(open, made)) {
                open.forEach(frame -> unfit.set(frame.start));
                at = start;
                return false;
            }
        }
        whole.addAll(made);
        return true;
    }

    private void open(Deque<Frame> open, SequenceBuilder outer) {
        boolean round = text.charAt(at) == '(';
        if (round) {
            outer.add("(");
        }
        open.push(new Frame(at, round, round ? outer : new SequenceBuilder()));
        at++;
    }

    private boolean step(Deque<Frame> open, SequenceBuilder made) {
        if (at >= text.length()) {
            return false;
        }
        var frame = open.element();
        char next = text.charAt(at);
        return switch (next) {
            case '(', '[' -> {
                if (unfit.get(at)) {
                    yield false;
                }
                open(open, frame.target());
                yield true;
            }
            case ':', '|' -> frame.separate(next, at++);
            case ')' -> {
                if (!frame.round) {
                    yield false;
                }
                open.pop();
                frame.target().add(")");
                at++;
                yield true;
            }
            case ']' -> {
                if (frame.round) {
                    yield false;
                }
                open.pop();
                var outer = open.isEmpty() ? made : open.element().target();
                boolean fits = close(frame, outer);
                if (!fits) {
                    open.push(frame);
                }
                at++;
                yield fits;
            }
            default -> plain(frame.target());
        };
    }

    /// Ends a square bracket.
    ///
    /// @return whether it fits a rule
    private boolean close(Frame frame, SequenceBuilder outer) {
        var sections = frame.sections;
        if (sections.size() == 1) {
            outer.add("[");
            outer.addAll(sections.getFirst());
            outer.add("]");
            return true;
        }
        int depth = 1 + sections.stream().mapToInt(section -> section.depth).max().orElse(0);
        if (depth > DEEPEST) {
            throw new PromptException(Message.of("prompt.deep", DEEPEST));
        }
        if (frame.separator == '|') {
            outer.add(new Alternate(sections.stream().map(SequenceBuilder::tree).toList()), depth);
            return true;
        }
        var when = PythonText.strip(text.substring(frame.sectionStart, at));
        if (sections.size() > 3 || !NUMBER.matcher(when).matches()) {
            return false;
        }
        var before = sections.size() == 3 ? sections.getFirst().tree() : new Text("");
        outer.add(new Edit(before, sections.get(sections.size() - 2).tree(), when), depth);
        return true;
    }

    /// Reads text up to the next sign that means something.
    ///
    /// @return whether there was any
    private boolean plain(SequenceBuilder target) {
        int start = at;
        while (at < text.length() && SPECIAL.indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) != '\\') {
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
                at += 2;
            } else {
                break;
            }
        }
        target.add(text.substring(start, at));
        return at > start;
    }
}
