package dev.atelier.app.library;

import dev.atelier.app.library.Facets.Count;
import dev.atelier.app.library.LibraryResult.Group;
import dev.atelier.app.picture.Provenance;
import dev.atelier.recipe.json.MessageText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks into the index. For one thread at a time.
final class IndexReader implements AutoCloseable {
    private static final int MOST_VALUES = 200;
    private static final int MOST_IN_LIST = 5000;
    private static final BigInteger UNSIGNED = BigInteger.ONE.shiftLeft(64);

    private final Connection connection;

    IndexReader(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    // Searching.

    LibraryResult search(LibraryQuery query, Sort sort, Grouping grouping) throws SQLException {
        var where = QuerySql.of(query);
        var sql =
                switch (grouping) {
                    case NONE -> found("id, made", where, sort.order());
                    case DAY -> found("id, made", where, day(sort) + sort.order());
                    case MODEL -> found("id, made, model", where, model(sort) + sort.order());
                    case RECIPE -> recipes(where, sort);
                };
        var rows = new Rows(grouping);
        try (var statement = connection.prepareStatement(sql)) {
            where.fill(statement);
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(found);
                }
            }
        }
        return rows.result();
    }

    private static String found(String columns, QuerySql where, String order) {
        return "SELECT " + columns + " FROM entry WHERE " + where.where() + " ORDER BY " + order;
    }

    /// Each recipe where its first picture is.
    private static String recipes(QuerySql where, Sort sort) {
        var columns = "id, made, prompt, family, model, width, height, sampler, steps, cfg, ";
        return "SELECT "
                + columns
                + "loras FROM (SELECT "
                + columns
                + "(SELECT group_concat(name, ', ') FROM label WHERE kind = 'LORA'"
                + " AND label.entry = entry.id) AS loras, ROW_NUMBER() OVER (ORDER BY "
                + sort.order()
                + ") AS rank FROM entry WHERE "
                + where.where()
                + ") ORDER BY MIN(rank) OVER (PARTITION BY family), rank";
    }

    /// By model's name, those without one last.
    private static String model(Sort sort) {
        var down = sort == Sort.MODEL_DOWN ? " DESC" : "";
        return "model = '', model COLLATE NOCASE" + down + ", model" + down + ", ";
    }

    /// By day, in the days' own order; the days of the oldest first only where that is requested.
    private static String day(Sort sort) {
        return switch (sort) {
            case NEWEST, OLDEST -> "";
            default -> "date(made / 1000, 'unixepoch', 'localtime') DESC, ";
        };
    }

    /// Gathers rows as numbers, and cuts them into groups.
    private static final class Rows {
        private final Grouping grouping;
        private final ZoneId zone = ZoneId.systemDefault();
        private final List<Group> groups = new ArrayList<>();
        private long[] ids = new long[1024];
        private long[] made = new long[1024];
        private int count;
        private String title = "";
        private List<String> facts = List.of();
        private Object key = "";
        private int from;
        private long dayFrom;
        private long dayTo;

        Rows(Grouping grouping) {
            this.grouping = grouping;
        }

        void add(ResultSet row) throws SQLException {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, 2 * count);
                made = Arrays.copyOf(made, 2 * count);
            }
            ids[count] = row.getLong(1);
            made[count] = row.getLong(2);
            switch (grouping) {
                case NONE -> {}
                case DAY -> day(made[count]);
                case MODEL -> next(row.getString(3), row.getString(3));
                case RECIPE -> {
                    boolean first = count == 0 || !key.equals(row.getLong(4));
                    next(row.getLong(4), row.getString(3));
                    facts = first ? facts(row) : facts;
                }
            }
            count++;
        }

        private static List<String> facts(ResultSet row) throws SQLException {
            int width = row.getInt(6);
            int steps = row.getInt(9);
            double cfg = row.getDouble(10);
            var loras = Optional.ofNullable(row.getString(11));
            return List.of(
                    row.getString(5),
                    width > 0 ? width + " × " + row.getInt(7) : "",
                    row.getString(8),
                    steps > 0 ? String.valueOf(steps) : "",
                    cfg > 0 ? BigDecimal.valueOf(cfg).stripTrailingZeros().toPlainString() : "",
                    loras.orElse(""));
        }

        private void day(long millis) {
            if (count > 0 && millis >= dayFrom && millis < dayTo) {
                return;
            }
            var day = LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
            dayFrom = day.atStartOfDay(zone).toInstant().toEpochMilli();
            dayTo = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
            next(day, day.toString());
        }

        private void next(Object nextKey, String nextTitle) {
            if (count > 0 && !key.equals(nextKey)) {
                groups.add(new Group(title, from, count - from, facts));
                from = count;
            }
            key = nextKey;
            title = nextTitle;
        }

        LibraryResult result() {
            if (grouping != Grouping.NONE && count > 0) {
                groups.add(new Group(title, from, count - from, facts));
            }
            return new LibraryResult(Arrays.copyOf(ids, count), Arrays.copyOf(made, count), groups);
        }
    }

    // Entries.

    /// Those that are there, in the order of their ids in the list.
    List<Entry> entries(long... ids) throws SQLException {
        if (ids.length == 0) {
            return List.of();
        }
        var list = list(ids);
        var places = places(list);
        var labels = labels(list);
        var twins = TwinLookup.twins(connection, list);
        var found = new HashMap<Long, Entry>();
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT id, prompt, negative, model, seed, width, height, sampler,"
                                        + " steps, cfg, made, star, recipe <> '' FROM entry"
                                        + " WHERE id IN "
                                        + list)) {
            while (row.next()) {
                long id = row.getLong(1);
                var copies = places.getOrDefault(id, List.of());
                if (!copies.isEmpty()) {
                    var twin = Optional.ofNullable(twins.get(id));
                    found.put(id, entry(row, copies, labels.getOrDefault(id, Map.of()), twin));
                }
            }
        }
        return Arrays.stream(ids).mapToObj(found::get).filter(it -> it != null).toList();
    }

    private static String list(long... ids) {
        var list = new StringBuilder("(");
        for (int i = 0; i < ids.length; i++) {
            list.append(i == 0 ? "" : ",").append(ids[i]);
        }
        return list.append(')').toString();
    }

    private static Entry entry(
            ResultSet row,
            List<Entry.Place> places,
            Map<String, List<String>> labels,
            Optional<Entry.Twin> twin)
            throws SQLException {
        long seed = row.getLong(5);
        var known = row.wasNull() ? Optional.<BigInteger>empty() : Optional.of(unsigned(seed));
        return new Entry(
                row.getLong(1),
                places,
                row.getString(2),
                row.getString(3),
                row.getString(4),
                labels.getOrDefault("LORA", List.of()),
                labels.getOrDefault("CONTROL", List.of()),
                known,
                row.getInt(6),
                row.getInt(7),
                row.getString(8),
                row.getInt(9),
                row.getDouble(10),
                Instant.ofEpochMilli(row.getLong(11)),
                places.getFirst().bytes(),
                row.getBoolean(12),
                labels.getOrDefault(Marks.TAG, List.of()),
                labels.getOrDefault(Marks.COLLECTION, List.of()),
                row.getBoolean(13),
                twin);
    }

    private static BigInteger unsigned(long bits) {
        var value = BigInteger.valueOf(bits);
        return bits < 0 ? value.add(UNSIGNED) : value;
    }

    private Map<Long, List<Entry.Place>> places(String list) throws SQLException {
        var found = new HashMap<Long, List<Entry.Place>>();
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT entry, ref, phase, bytes, changed, version, made FROM place"
                                        + " JOIN source ON source.id = source WHERE entry IN "
                                        + list
                                        + " ORDER BY here DESC, ref")) {
            while (row.next()) {
                found.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                        .add(
                                new Entry.Place(
                                        PictureRef.parse(row.getString(2)),
                                        "AWAY".equals(row.getString(3)),
                                        row.getLong(4),
                                        Instant.ofEpochMilli(row.getLong(5)),
                                        row.getString(6),
                                        Provenance.parse(row.getString(7))));
            }
        }
        return found;
    }

    private Map<Long, Map<String, List<String>>> labels(String list) throws SQLException {
        var found = new HashMap<Long, Map<String, List<String>>>();
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT entry, kind, name FROM label WHERE entry IN "
                                        + list
                                        + " ORDER BY name")) {
            while (row.next()) {
                found.computeIfAbsent(row.getLong(1), _ -> new HashMap<>())
                        .computeIfAbsent(row.getString(2), _ -> new ArrayList<>())
                        .add(row.getString(3));
            }
        }
        return found;
    }

    /// What entries are together.
    ChosenSummary summary(long... ids) throws SQLException {
        var models = new HashMap<String, Integer>();
        int count = 0;
        int starred = 0;
        long bytes = 0;
        long first = Long.MAX_VALUE;
        long last = 0;
        for (int from = 0; from < ids.length; from += MOST_IN_LIST) {
            var part = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + MOST_IN_LIST));
            try (var statement = connection.createStatement();
                    var row =
                            statement.executeQuery(
                                    "SELECT model, COUNT(*), MIN(made), MAX(made), SUM(star),"
                                            + " SUM((SELECT MAX(bytes) FROM place"
                                            + " WHERE entry = entry.id)) FROM entry WHERE id IN "
                                            + list(part)
                                            + " GROUP BY model")) {
                while (row.next()) {
                    models.merge(row.getString(1), row.getInt(2), Integer::sum);
                    count += row.getInt(2);
                    first = Math.min(first, row.getLong(3));
                    last = Math.max(last, row.getLong(4));
                    starred += row.getInt(5);
                    bytes += row.getLong(6);
                }
            }
        }
        return new ChosenSummary(
                count,
                Instant.ofEpochMilli(count == 0 ? 0 : first),
                Instant.ofEpochMilli(last),
                models.entrySet().stream()
                        .filter(it -> !it.getKey().isEmpty())
                        .map(it -> new Count(it.getKey(), it.getValue()))
                        .sorted(
                                Comparator.comparingInt(Count::count)
                                        .reversed()
                                        .thenComparing(Count::value))
                        .toList(),
                bytes,
                count > 0 && starred == count);
    }

    /// The recipe of an entry as JSON; empty where it has none.
    String recipe(long id) throws SQLException {
        return text("SELECT recipe FROM entry WHERE id = " + id);
    }

    /// The entry of what lies at a place, or 0.
    long at(String ref) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT entry FROM place WHERE ref = ?")) {
            statement.setString(1, ref);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    // Counting.

    Facets facets(LibraryQuery query) throws SQLException {
        var where = QuerySql.of(query);
        var within =
                query.terms().isEmpty()
                        ? ""
                        : " AND entry IN (SELECT id FROM entry WHERE " + where.where() + ")";
        int[] sums = sums(where);
        return new Facets(
                sums[0],
                sums[1],
                sums[2],
                sums[3],
                sums[4],
                TwinLookup.count(connection, where),
                counts(
                        where,
                        "SELECT address, COUNT(DISTINCT entry) AS n FROM place"
                                + " JOIN source ON source.id = source WHERE 1"
                                + within
                                + " GROUP BY address"),
                column(where, "model"),
                labelled(where, within, "LORA"),
                labelled(where, within, "CONTROL"),
                column(where, "sampler"),
                labelled(where, within, Marks.TAG),
                labelled(where, within, Marks.COLLECTION),
                months(where));
    }

    private int[] sums(QuerySql where) throws SQLException {
        var sums = new int[5];
        try (var statement =
                connection.prepareStatement(
                        "SELECT COUNT(*), SUM(star), SUM(here > 0), SUM(there > 0),"
                                + " SUM(here > 0 AND there > 0) FROM entry WHERE "
                                + where.where())) {
            where.fill(statement);
            try (var rows = statement.executeQuery()) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] = rows.getInt(i + 1);
                }
            }
        }
        return sums;
    }

    private List<Count> column(QuerySql where, String column) throws SQLException {
        return counts(
                where,
                "SELECT "
                        + column
                        + ", COUNT(*) AS n FROM entry WHERE "
                        + where.where()
                        + " AND "
                        + column
                        + " <> '' GROUP BY "
                        + column);
    }

    private List<Count> labelled(QuerySql where, String within, String kind) throws SQLException {
        return counts(
                where,
                "SELECT name, COUNT(*) AS n FROM label WHERE kind = '"
                        + kind
                        + "'"
                        + within
                        + " GROUP BY name");
    }

    /// The most frequent first.
    private List<Count> counts(QuerySql where, String sql) throws SQLException {
        var found = new ArrayList<Count>();
        try (var statement =
                connection.prepareStatement(sql + " ORDER BY n DESC, 1 LIMIT " + MOST_VALUES)) {
            if (statement.getParameterMetaData().getParameterCount() > 0) {
                where.fill(statement);
            }
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Count(rows.getString(1), rows.getInt(2)));
                }
            }
        }
        return found;
    }

    /// Newest first.
    private List<Count> months(QuerySql where) throws SQLException {
        var found = new LinkedHashMap<String, Integer>();
        try (var statement =
                connection.prepareStatement(
                        "SELECT strftime('%Y-%m', made / 1000, 'unixepoch', 'localtime') AS month,"
                                + " COUNT(*) FROM entry WHERE "
                                + where.where()
                                + " GROUP BY month ORDER BY month DESC")) {
            where.fill(statement);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getInt(2));
                }
            }
        }
        return found.entrySet().stream().map(it -> new Count(it.getKey(), it.getValue())).toList();
    }

    /// Values of a key that hold a text, those that begin with it first, then the most frequent.
    List<Count> values(Key key, String part, int most) throws SQLException {
        var from =
                switch (key) {
                    case MODEL -> "SELECT model AS v, COUNT(*) AS n FROM entry GROUP BY model";
                    case SAMPLER ->
                            "SELECT sampler AS v, COUNT(*) AS n FROM entry GROUP BY sampler";
                    case LORA, CONTROL, TAG, COLLECTION ->
                            "SELECT name AS v, COUNT(*) AS n FROM label WHERE kind = '"
                                    + key.name()
                                    + "' GROUP BY name";
                    case SOURCE ->
                            "SELECT address AS v, COUNT(*) AS n FROM place"
                                    + " JOIN source ON source.id = source GROUP BY address";
                    case SIZE ->
                            "SELECT width || 'x' || height AS v, COUNT(*) AS n FROM entry"
                                    + " GROUP BY width, height";
                    case STEPS ->
                            "SELECT CAST(steps AS TEXT) AS v, COUNT(*) AS n FROM entry"
                                    + " WHERE steps > 0 GROUP BY steps";
                    case DATE, BEFORE, AFTER ->
                            "SELECT strftime('%Y-%m', made / 1000, 'unixepoch', 'localtime') AS v,"
                                    + " COUNT(*) AS n FROM entry GROUP BY v";
                    default -> "";
                };
        if (from.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<Count>();
        try (var statement =
                connection.prepareStatement(
                        "SELECT v, n FROM ("
                                + from
                                + ") WHERE v <> '' AND v LIKE ?1 ESCAPE '\\'"
                                + " ORDER BY v LIKE ?2 ESCAPE '\\' DESC, n DESC, v LIMIT ?3")) {
            var escaped = QuerySql.escaped(part);
            statement.setString(1, "%" + escaped + "%");
            statement.setString(2, escaped + "%");
            statement.setInt(3, most);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Count(rows.getString(1), rows.getInt(2)));
                }
            }
        }
        return found;
    }

    /// Seeds that begin with a text, those of the newest pictures first.
    List<String> seeds(String start, int most) throws SQLException {
        var found = new LinkedHashSet<String>();
        try (var statement =
                connection.prepareStatement(
                        "SELECT printf('%u', seed) AS v FROM entry WHERE seed IS NOT NULL"
                                + " AND v LIKE ? ESCAPE '\\' ORDER BY made DESC")) {
            statement.setString(1, QuerySql.escaped(start) + "%");
            try (var rows = statement.executeQuery()) {
                while (found.size() < most && rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return List.copyOf(found);
    }

    // Sources.

    List<SourceState> sources() throws SQLException {
        var problems = problems();
        var found = new ArrayList<SourceState>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT id, address, phase, reason, (SELECT COUNT(*) FROM place"
                                        + " WHERE source = source.id) FROM source ORDER BY id")) {
            while (rows.next()) {
                found.add(
                        new SourceState(
                                Source.parse(rows.getString(2)),
                                SourceState.Phase.valueOf(rows.getString(3)),
                                MessageText.read(rows.getString(4)),
                                rows.getInt(5),
                                problems.getOrDefault(rows.getLong(1), List.of())));
            }
        }
        return found;
    }

    /// Files that were left out, by their places.
    List<UnreadableFile> unreadable(int most) throws SQLException {
        var found = new ArrayList<UnreadableFile>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT ref, reason FROM trouble ORDER BY ref LIMIT " + most)) {
            while (rows.next()) {
                found.add(
                        new UnreadableFile(
                                PictureRef.parse(rows.getString(1)),
                                MessageText.read(rows.getString(2))));
            }
        }
        return found;
    }

    private Map<Long, List<SourceState.Problem>> problems() throws SQLException {
        var found = new HashMap<Long, List<SourceState.Problem>>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT source, reason, COUNT(*) AS n, MIN(ref) FROM trouble"
                                        + " GROUP BY source, reason ORDER BY n DESC, reason")) {
            while (rows.next()) {
                found.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>())
                        .add(
                                new SourceState.Problem(
                                        MessageText.read(rows.getString(2)),
                                        rows.getInt(3),
                                        PictureRef.parse(rows.getString(4))));
            }
        }
        return found;
    }

    private String text(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
