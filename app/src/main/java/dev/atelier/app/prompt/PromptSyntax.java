package dev.atelier.app.prompt;

import dev.atelier.app.prompt.PromptParts.Kind;
import java.util.function.Predicate;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenMakerBase;

/// Colours the A1111 prompt grammar, a line at a time. It only colours: what a prompt means is
/// decided by `recipe.prompt`.
final class PromptSyntax extends TokenMakerBase {
    private final Predicate<String> isName;

    /// @param isName whether a word is the name of an embedding
    PromptSyntax(Predicate<String> isName) {
        this.isName = isName;
    }

    /// The kind of token that stands for a kind of part in the editor's scheme of colours.
    static int token(Kind kind) {
        return switch (kind) {
            case WORDS -> Token.IDENTIFIER;
            case WEIGHT -> Token.LITERAL_NUMBER_FLOAT;
            case SCHEDULE -> Token.LITERAL_CHAR;
            case NETWORK -> Token.MARKUP_TAG_NAME;
            case NAME -> Token.VARIABLE;
            case KEYWORD -> Token.RESERVED_WORD;
            case COMMENT -> Token.COMMENT_EOL;
        };
    }

    @Override
    public Token getTokenList(Segment text, int lastOfLineBefore, int startOffset) {
        resetTokenList();
        var line = new String(text.array, text.offset, text.count);
        var read = PromptParts.of(line, open(lastOfLineBefore), isName);
        for (var part : read.parts()) {
            addWords(text, part, startOffset);
        }
        addEnd(text, read.open(), startOffset);
        return firstToken;
    }

    /// Lines wrap between tokens only, so each word is one, and so are the spaces between two.
    private void addWords(Segment text, PromptParts.Part part, int startOffset) {
        int from = part.start();
        for (int to = from + 1; to <= part.end(); to++) {
            boolean ends = to == part.end() || isSpace(text, to) != isSpace(text, from);
            if (ends) {
                addToken(
                        text,
                        text.offset + from,
                        text.offset + to - 1,
                        isSpace(text, from) ? Token.WHITESPACE : token(part.kind()),
                        startOffset + from);
                from = to;
            }
        }
    }

    private static boolean isSpace(Segment text, int index) {
        return Character.isWhitespace(text.array[text.offset + index]);
    }

    /// Open brackets go on to the next line as the kind of a last token that is not painted.
    private void addEnd(Segment text, int open, int startOffset) {
        if (open == 0) {
            addNullToken();
        } else {
            int end = text.offset + text.count;
            addToken(text.array, end, end, -open, startOffset + text.count);
        }
    }

    private static int open(int lastOfLineBefore) {
        return lastOfLineBefore < 0 ? -lastOfLineBefore : 0;
    }

    @Override
    public int getLastTokenTypeOnLine(Segment text, int lastOfLineBefore) {
        var line = new String(text.array, text.offset, text.count);
        return -PromptParts.of(line, open(lastOfLineBefore), isName).open();
    }
}
