package dev.atelier.app.importing;

import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Message;
import java.util.ArrayList;
import java.util.List;

/// A list of what was not understood, made fit to show: a hostile file can neither fill the screen
/// nor break out of its line.
final class ShownIssues {
    private static final int MAX_COUNT = 50;
    private static final int MAX_LENGTH = 300;
    private static final int FEWEST = 10;

    private ShownIssues() {}

    static List<Issue> shown(List<Issue> issues) {
        var shown =
                new ArrayList<>(
                        issues.stream()
                                .limit(MAX_COUNT)
                                .map(issue ->
                                        new Issue(
                                                line(issue.where(), MAX_LENGTH),
                                                line(issue.message())))
                                .toList());
        if (issues.size() > MAX_COUNT) {
            shown.add(new Issue("", Message.of("issue.more", issues.size() - MAX_COUNT)));
        }
        return shown;
    }

    /// With places so short that the whole is no longer than a line.
    private static Message line(Message message) {
        var line = message.with(text -> line(text, MAX_LENGTH));
        for (int most = MAX_LENGTH / 2;
                most > FEWEST && line.english().length() > MAX_LENGTH + 1;
                most /= 2) {
            int length = most;
            line = message.with(text -> line(text, length));
        }
        return line;
    }

    private static String line(String text, int most) {
        var line = new StringBuilder();
        var letters = text.codePoints().limit(most);
        letters.map(letter -> isPlain(letter) ? letter : ' ').forEach(line::appendCodePoint);
        return text.codePointCount(0, text.length()) > most ? line + "…" : line.toString();
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
