package dev.atelier.recipe.importers;

import dev.atelier.recipe.prompt.Attention;
import dev.atelier.recipe.prompt.Weighted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Pieces of another program's prompt with their weights, written in A1111's grammar. Letters that
/// mean something there but not in the other program are escaped; its two words in capitals become
/// small, which the text encoder reads alike.
final class WeightedText {
    private static final double SAME = 1e-6;
    private static final int DIGITS = 4;

    /// Longer texts are no prompts; reading their open brackets as A1111 does takes too long.
    private static final int LONGEST_COMPARED = 1 << 15;

    private static final Pattern SPECIAL = Pattern.compile("[()\\[\\]\\\\]");
    private static final Pattern WORDS =
            Pattern.compile("\\b(AND|BREAK)\\b", Pattern.UNICODE_CHARACTER_CLASS);

    private final List<Weighted> pieces = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private double weight = 1;

    /// Adds plain words; neighbours of one weight become one piece.
    void add(String words, double ofWeight) {
        if (Math.abs(ofWeight - weight) > SAME) {
            close();
            weight = ofWeight;
        }
        open.append(words);
    }

    void add(char letter, double ofWeight) {
        add(String.valueOf(letter), ofWeight);
    }

    private void close() {
        if (!open.isEmpty()) {
            pieces.add(new Weighted(open.toString(), weight));
            open.setLength(0);
        }
    }

    boolean isWeighted() {
        close();
        return pieces.stream().anyMatch(piece -> Math.abs(piece.weight() - 1) > SAME);
    }

    /// In A1111's grammar.
    String text() {
        close();
        var text = new StringBuilder();
        for (var piece : pieces) {
            var words = plain(piece.text());
            if (Math.abs(piece.weight() - 1) <= SAME || words.isBlank()) {
                text.append(words);
            } else {
                text.append('(')
                        .append(words)
                        .append(':')
                        .append(number(piece.weight()))
                        .append(')');
            }
        }
        return text.toString();
    }

    /// The text as it was where A1111 reads the same pieces from it.
    String textOr(String original) {
        close();
        if (original.length() > LONGEST_COMPARED) {
            return text();
        }
        boolean same = !WORDS.matcher(original).find() && same(Attention.parse(original));
        return same ? original : text();
    }

    private boolean same(List<Weighted> others) {
        if (others.stream().allMatch(it -> it.text().isEmpty())) {
            return pieces.isEmpty();
        }
        if (others.size() != pieces.size()) {
            return false;
        }
        for (int i = 0; i < others.size(); i++) {
            if (!others.get(i).text().equals(pieces.get(i).text())
                    || Math.abs(others.get(i).weight() - pieces.get(i).weight()) > SAME) {
                return false;
            }
        }
        return true;
    }

    private static String plain(String words) {
        var small = WORDS.matcher(words).replaceAll(word -> word.group().toLowerCase(Locale.ROOT));
        return SPECIAL.matcher(small).replaceAll("\\\\$0");
    }

    static String number(double weight) {
        var number = new BigDecimal(weight).setScale(DIGITS, RoundingMode.HALF_UP);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
