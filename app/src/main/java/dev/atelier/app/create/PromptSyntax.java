package dev.atelier.app.create;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenMakerBase;

/// Colours the A1111 prompt grammar, a line at a time. It only colours: what a prompt means is
/// decided by `recipe.prompt`.
public final class PromptSyntax extends TokenMakerBase {
    static final int WEIGHT = Token.LITERAL_NUMBER_FLOAT;
    static final int SCHEDULE = Token.LITERAL_CHAR;
    static final int NETWORK = Token.MARKUP_TAG_NAME;
    static final int WILDCARD = Token.VARIABLE;
    static final int KEYWORD = Token.RESERVED_WORD;

    private static final Pattern PARTS =
            Pattern.compile(
                    "(?<network><[a-z]+:[^>]*>)"
                            + "|(?<wildcard>__[^_\\s]+(?:_[^_\\s]+)*__)"
                            + "|(?<keyword>\\b(?:BREAK|AND)\\b)"
                            + "|(?<schedule>\\[[^\\[\\]]*[:|][^\\[\\]]*\\])"
                            + "|(?<weight>(?<!\\\\)\\([^()]*(?<!\\\\)\\))");

    @Override
    public Token getTokenList(Segment text, int initialTokenType, int startOffset) {
        resetTokenList();
        int shift = startOffset - text.offset;
        int at = text.offset;
        int end = text.offset + text.count;
        var parts = PARTS.matcher(new String(text.array, text.offset, text.count));
        while (parts.find()) {
            int from = text.offset + parts.start();
            int to = text.offset + parts.end();
            if (from > at) {
                addToken(text, at, from - 1, Token.IDENTIFIER, at + shift);
            }
            addToken(text, from, to - 1, kind(parts), from + shift);
            at = to;
        }
        if (at < end) {
            addToken(text, at, end - 1, Token.IDENTIFIER, at + shift);
        }
        addNullToken();
        return firstToken;
    }

    private static int kind(Matcher part) {
        if (part.group("network") != null) {
            return NETWORK;
        }
        if (part.group("wildcard") != null) {
            return WILDCARD;
        }
        if (part.group("keyword") != null) {
            return KEYWORD;
        }
        return part.group("schedule") != null ? SCHEDULE : WEIGHT;
    }
}
