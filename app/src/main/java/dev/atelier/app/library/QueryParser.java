package dev.atelier.app.library;

import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Seed;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the text of a [LibraryQuery].
final class QueryParser {
    private static final Set<String> PLACES =
            Set.of("here", "there", "both", "pair", "away", "any");
    private static final Pattern SIZE = Pattern.compile("\\d{1,6}([xX×*]\\d{1,6})?");
    private static final Pattern COUNT = Pattern.compile("\\d{1,6}");
    private static final Pattern DAY = Pattern.compile("(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?");
    private static final Pattern KEY = Pattern.compile("[A-Za-z]{2,20}");

    private final String text;
    private final LocalDate today;
    private final List<Issue> issues = new ArrayList<>();

    QueryParser(String text, LocalDate today) {
        this.text = text;
        this.today = today;
    }

    /// A part between spaces.
    ///
    /// @param key what stands in front of an unquoted colon; empty for none
    /// @param value without quotes
    /// @param whole as it was typed
    record Token(boolean not, String key, String value, boolean quoted, String whole) {
        boolean isOr() {
            return !not && !quoted && key.isEmpty() && (value.equals("OR") || value.equals("|"));
        }
    }

    LibraryQuery parse() {
        var groups = new ArrayList<List<Term>>();
        boolean or = false;
        for (var token : tokens(text)) {
            if (token.isOr()) {
                or = !groups.isEmpty();
                continue;
            }
            var term = term(token);
            if (term.isEmpty()) {
                continue;
            }
            if (!or) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(term.get());
            or = false;
        }
        var terms =
                groups.stream()
                        .map(it -> it.size() == 1 ? it.getFirst() : new Term.Any(it))
                        .toList();
        return new LibraryQuery(text, terms, issues);
    }

    /// The parts of a text.
    static List<Token> tokens(String text) {
        var tokens = new ArrayList<Token>();
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            int end = end(text, at);
            token(text.substring(at, end)).ifPresent(tokens::add);
            at = end;
        }
        return tokens;
    }

    /// Behind the part that begins here. A quote that is not closed goes on to the end.
    private static int end(String text, int from) {
        boolean quoted = false;
        int at = from;
        while (at < text.length() && (quoted || !Character.isWhitespace(text.charAt(at)))) {
            quoted ^= isQuote(text.charAt(at));
            at++;
        }
        return at;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '“' || c == '”';
    }

    private static Optional<Token> token(String whole) {
        boolean not = whole.length() > 1 && whole.charAt(0) == '-';
        var rest = not ? whole.substring(1) : whole;
        int colon = colon(rest);
        var key = colon < 0 ? "" : rest.substring(0, colon);
        var raw = colon < 0 ? rest : rest.substring(colon + 1);
        boolean quoted = !raw.isEmpty() && isQuote(raw.charAt(0));
        var value = raw.replaceAll("[\"“”]", "").strip();
        return key.isEmpty() && value.isEmpty()
                ? Optional.empty()
                : Optional.of(new Token(not, key, value, quoted, whole));
    }

    /// Chinese keyboards write a wide one.
    private static int colon(String part) {
        for (int i = 0; i < part.length() && !isQuote(part.charAt(i)); i++) {
            if (part.charAt(i) == ':' || part.charAt(i) == '：') {
                return KEY.matcher(part.substring(0, i)).matches() ? i : -1;
            }
        }
        return -1;
    }

    private Optional<Term> term(Token token) {
        var term = token.key().isEmpty() ? Optional.of(word(token)) : keyed(token);
        return token.not() ? term.map(Term.Not::new) : term;
    }

    private static Term word(Token token) {
        return !token.quoted() && token.value().equalsIgnoreCase("star")
                ? new Term.Field(Key.STAR, "yes", true)
                : new Term.Words(token.value(), !token.quoted());
    }

    private Optional<Term> keyed(Token token) {
        var key = Key.of(token.key());
        if (key.isEmpty()) {
            return refuse(token, Message.of("pictures.no-key", token.key()));
        }
        if (token.value().isEmpty()) {
            // The value is still being typed.
            return Optional.empty();
        }
        var value = token.value();
        return switch (key.get()) {
            case MODEL, LORA, CONTROL, SAMPLER, TAG, COLLECTION, SOURCE, NAME, PROMPT, NEGATIVE ->
                    Optional.of(new Term.Field(key.get(), value, token.quoted()));
            case SEED -> seed(token);
            case SIZE -> matching(token, SIZE, Message.of("pictures.no-size", value));
            case STEPS -> matching(token, COUNT, Message.of("pictures.no-number", value));
            case PLACE -> place(token);
            case STAR -> star(token);
            case BEFORE, AFTER, DATE -> made(key.get(), token);
        };
    }

    private Optional<Term> refuse(Token token, Message why) {
        issues.add(new Issue(token.whole(), why));
        return Optional.empty();
    }

    private Optional<Term> matching(Token token, Pattern form, Message otherwise) {
        return form.matcher(token.value()).matches()
                ? Key.of(token.key()).map(key -> new Term.Field(key, token.value(), true))
                : refuse(token, otherwise);
    }

    private Optional<Term> seed(Token token) {
        try {
            return Optional.of(
                    new Term.Field(Key.SEED, Seed.number(token.value()).toString(), true));
        } catch (IllegalArgumentException e) {
            return refuse(token, Message.of("pictures.no-seed", token.value()));
        }
    }

    private Optional<Term> place(Token token) {
        var value = token.value().toLowerCase(Locale.ROOT);
        if (value.startsWith("oss:") || value.startsWith("/")) {
            return Optional.of(new Term.Field(Key.SOURCE, token.value(), token.quoted()));
        }
        if (!PLACES.contains(value)) {
            return refuse(token, Message.of("pictures.no-place", token.value()));
        }
        return value.equals("any")
                ? Optional.empty()
                : Optional.of(new Term.Field(Key.PLACE, value, true));
    }

    private Optional<Term> star(Token token) {
        return switch (token.value().toLowerCase(Locale.ROOT)) {
            case "yes", "1", "true" -> Optional.of(new Term.Field(Key.STAR, "yes", true));
            case "no", "0", "false" ->
                    Optional.of(new Term.Not(new Term.Field(Key.STAR, "yes", true)));
            default -> refuse(token, Message.of("pictures.no-star", token.value()));
        };
    }

    private Optional<Term> made(Key key, Token token) {
        var span = span(token.value());
        if (span.isEmpty()) {
            return refuse(token, Message.of("pictures.no-date", token.value()));
        }
        var found = span.get();
        return Optional.of(
                switch (key) {
                    case BEFORE -> new Term.Made(Long.MIN_VALUE, found.from());
                    case AFTER -> new Term.Made(found.from(), Long.MAX_VALUE);
                    default -> found;
                });
    }

    /// The time of a day, a month or a year.
    private Optional<Term.Made> span(String value) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "today" -> {
                return Optional.of(between(today, today.plusDays(1)));
            }
            case "yesterday" -> {
                return Optional.of(between(today.minusDays(1), today));
            }
            default -> {}
        }
        var parts = DAY.matcher(value.replace('/', '-').replace('.', '-'));
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            int year = Integer.parseInt(parts.group(1));
            if (parts.group(2) == null) {
                return Optional.of(between(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1)));
            }
            var month = YearMonth.of(year, Integer.parseInt(parts.group(2)));
            if (parts.group(3) == null) {
                return Optional.of(between(month.atDay(1), month.plusMonths(1).atDay(1)));
            }
            var day = LocalDate.of(year, month.getMonth(), Integer.parseInt(parts.group(3)));
            return Optional.of(between(day, day.plusDays(1)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Term.Made between(LocalDate from, LocalDate to) {
        return new Term.Made(millis(from), millis(to));
    }

    private static long millis(LocalDate day) {
        return day.atStartOfDay(ZoneId.systemDefault()).toInstant().toEpochMilli();
    }
}
