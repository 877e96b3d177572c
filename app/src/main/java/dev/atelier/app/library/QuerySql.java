package dev.atelier.app.library;

import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The condition of a query in SQL, over the table `entry`, with its arguments apart.
final class QuerySql {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> arguments = new ArrayList<>();

    private QuerySql() {}

    static QuerySql of(LibraryQuery query) {
        var sql = new QuerySql();
        sql.text.append("1");
        for (var term : query.terms()) {
            sql.text.append(" AND ");
            sql.add(term);
        }
        return sql;
    }

    /// A condition, such as `1 AND star = 1`.
    String where() {
        return text.toString();
    }

    /// Puts the arguments in their places.
    void fill(PreparedStatement statement) throws SQLException {
        int place = 0;
        for (var argument : arguments) {
            statement.setObject(++place, argument);
        }
    }

    private void add(Term term) {
        switch (term) {
            case Term.Words it -> words(it);
            case Term.Field it -> field(it);
            case Term.Made(long from, long to) -> {
                text.append("(made >= ? AND made < ?)");
                arguments.add(from);
                arguments.add(to);
            }
            case Term.Not(var inner) -> {
                text.append("NOT ");
                add(inner);
            }
            case Term.Any(var all) -> any(all);
        }
    }

    private void any(List<Term> all) {
        text.append('(');
        for (int i = 0; i < all.size(); i++) {
            if (i > 0) {
                text.append(" OR ");
            }
            add(all.get(i));
        }
        text.append(')');
    }

    private void words(Term.Words words) {
        var phrase = FullText.phrase(words.text(), words.start());
        text.append('(');
        if (!phrase.isEmpty()) {
            match("{prompt names} : " + phrase);
            text.append(" OR ");
        }
        text.append("id IN (SELECT entry FROM label WHERE kind = 'TAG' AND name LIKE ?");
        text.append(" ESCAPE '\\'))");
        arguments.add(escaped(words.text()) + (words.start() ? "%" : ""));
    }

    private void match(String expression) {
        text.append("id IN (SELECT rowid FROM words WHERE words MATCH ?)");
        arguments.add(expression);
    }

    private void field(Term.Field field) {
        switch (field.key()) {
            case MODEL -> like("model", field);
            case SAMPLER -> like("sampler", field);
            case NAME -> like("name", field);
            case LORA, CONTROL, TAG, COLLECTION -> label(field);
            case PROMPT -> column("prompt", field);
            case NEGATIVE -> column("negative", field);
            case SOURCE -> {
                text.append("id IN (SELECT entry FROM place JOIN source ON source.id = source");
                text.append(" WHERE ");
                like("address", field);
                text.append(")");
            }
            case SEED -> {
                text.append("seed = ?");
                arguments.add(new BigInteger(field.value()).longValue());
            }
            case STEPS -> {
                text.append("steps = ?");
                arguments.add(Integer.valueOf(field.value()));
            }
            case SIZE -> size(field.value());
            case PLACE -> place(field.value());
            case STAR -> text.append("star = 1");
            case BEFORE, AFTER, DATE -> throw new IllegalStateException(field.key().word());
        }
    }

    private void column(String name, Term.Field field) {
        var phrase = FullText.phrase(field.value(), !field.exact());
        if (phrase.isEmpty()) {
            text.append("0");
        } else {
            match(name + " : " + phrase);
        }
    }

    private void label(Term.Field field) {
        text.append("id IN (SELECT entry FROM label WHERE kind = '")
                .append(field.key().name())
                .append("' AND ");
        like("name", field);
        text.append(')');
    }

    private void like(String column, Term.Field field) {
        text.append(column).append(" LIKE ? ESCAPE '\\'");
        var value = escaped(field.value());
        arguments.add(field.exact() ? value : "%" + value + "%");
    }

    static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private void size(String value) {
        var sides = value.toLowerCase(Locale.ROOT).split("[x×*]", -1);
        if (sides.length == 1) {
            text.append("(width = ? OR height = ?)");
        } else {
            text.append("(width = ? AND height = ?)");
        }
        arguments.add(Integer.valueOf(sides[0]));
        arguments.add(Integer.valueOf(sides[sides.length - 1]));
    }

    private void place(String value) {
        text.append(
                switch (value) {
                    case "here" -> "here > 0";
                    case "there" -> "there > 0";
                    case "both" -> "(here > 0 AND there > 0)";
                    case "pair" -> TwinLookup.IS_ONE;
                    default ->
                            "NOT EXISTS (SELECT 1 FROM place JOIN source ON source.id = source"
                                    + " WHERE entry = entry.id AND phase <> 'AWAY')";
                });
    }
}
