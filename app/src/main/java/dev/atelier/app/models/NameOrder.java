package dev.atelier.app.models;

import java.math.BigInteger;
import java.text.Collator;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/// Names in the order that people expect: `v2` before `v10`, capitals beside small letters.
public final class NameOrder implements Comparator<String> {
    /// The only one there is.
    public static final NameOrder INSTANCE = new NameOrder();

    private static final Pattern PARTS = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

    private NameOrder() {}

    @Override
    public int compare(String a, String b) {
        var letters = Collator.getInstance(Locale.getDefault(Locale.Category.DISPLAY));
        var left = PARTS.split(a, -1);
        var right = PARTS.split(b, -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order =
                    isNumber(left[i]) && isNumber(right[i])
                            ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
                            : letters.compare(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        int longer = Integer.compare(left.length, right.length);
        return longer == 0 ? a.compareTo(b) : longer;
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }
}
