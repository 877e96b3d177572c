package dev.atelier.app.create.words;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.Issue;
import java.util.ArrayList;
import java.util.List;

/// A list of what was not understood, made fit to show: a hostile file can neither fill the screen
/// nor break out of its line.
final class Losses {
    private static final int MAX_COUNT = 50;
    private static final int MAX_LENGTH = 300;

    private Losses() {}

    static List<Issue> shown(List<Issue> issues) {
        var shown =
                new ArrayList<>(
                        issues.stream()
                                .limit(MAX_COUNT)
                                .map(issue -> new Issue(line(issue.where()), issue.message().with(Losses::line)))
                                .toList());
        if (issues.size() > MAX_COUNT) {
            shown.add(
                    new Issue(
                            "",
                            Message.of("loss.more", issues.size() - MAX_COUNT)));
        }
        return shown;
    }

    private static String line(String loss) {
        var line = new StringBuilder();
        var letters = loss.codePoints().limit(MAX_LENGTH);
        letters.map(letter -> isPlain(letter) ? letter : ' ').forEach(line::appendCodePoint);
        return loss.codePointCount(0, loss.length()) > MAX_LENGTH ? line + "…" : line.toString();
    }

    /// Neither a line break nor a sign that turns the direction of writing.
    private static boolean isPlain(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    false;
            default -> true;
        };
    }
}
