package dev.atelier.app.prompt;

import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.ThemeColors;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.swing.text.BadLocationException;
import org.fife.ui.rsyntaxtextarea.RSyntaxDocument;
import org.fife.ui.rsyntaxtextarea.parser.AbstractParser;
import org.fife.ui.rsyntaxtextarea.parser.DefaultParseResult;
import org.fife.ui.rsyntaxtextarea.parser.DefaultParserNotice;
import org.fife.ui.rsyntaxtextarea.parser.ParseResult;
import org.fife.ui.rsyntaxtextarea.parser.ParserNotice;

/// Underlines what [PromptCheck] finds. The editor calls it a moment after the last key, on the
/// event thread.
final class Squiggles extends AbstractParser {
    private static final int LONGEST = 8_000;
    private static final int MOST = 100;

    private final Supplier<Vocabulary> known;
    private final Function<PromptProblem, String> sentence;
    private final Value<List<PromptProblem>> found;

    /// @param sentence says a finding in words
    /// @param found receives the present findings
    Squiggles(
            Supplier<Vocabulary> known,
            Function<PromptProblem, String> sentence,
            Value<List<PromptProblem>> found) {
        this.known = known;
        this.sentence = sentence;
        this.found = found;
    }

    @Override
    public ParseResult parse(RSyntaxDocument document, String style) {
        var result = new DefaultParseResult(this);
        result.setParsedLines(0, document.getDefaultRootElement().getElementCount() - 1);
        var text = text(document);
        var findings =
                text.length() > LONGEST
                        ? List.<PromptProblem>of()
                        : PromptCheck.of(text, known.get());
        for (var finding : findings.subList(0, Math.min(MOST, findings.size()))) {
            result.addNotice(notice(document, finding));
        }
        found.set(findings);
        return result;
    }

    private ParserNotice notice(RSyntaxDocument document, PromptProblem finding) {
        int line = document.getDefaultRootElement().getElementIndex(finding.start());
        var notice =
                new DefaultParserNotice(
                        this,
                        sentence.apply(finding),
                        line,
                        finding.start(),
                        finding.end() - finding.start());
        boolean grave = finding.kind().grave();
        notice.setLevel(grave ? ParserNotice.Level.ERROR : ParserNotice.Level.WARNING);
        notice.setColor(ThemeColors.color(grave ? "error" : "warn"));
        return notice;
    }

    private static String text(RSyntaxDocument document) {
        try {
            return document.getText(0, document.getLength());
        } catch (BadLocationException e) {
            throw new IllegalStateException(e);
        }
    }
}
