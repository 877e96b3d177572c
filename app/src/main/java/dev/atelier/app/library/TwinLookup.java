package dev.atelier.app.library;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Finds the pairs among pictures: two of one recipe, of which this computer made one and a service
/// the other.
final class TwinLookup {
    /// The condition of an entry that has a twin. Most have no other entry of their recipe.
    static final String IS_ONE =
            """
            (twin IN (SELECT twin FROM entry WHERE copy > 0) AND EXISTS (
                SELECT 1 FROM place a
                JOIN entry other ON other.twin = entry.twin AND other.id <> entry.id
                JOIN place b ON b.entry = other.id AND b.made <> ''
                WHERE a.entry = entry.id AND a.made <> ''
                AND (json_extract(a.made, '$.place') IS NULL)
                <> (json_extract(b.made, '$.place') IS NULL)))\
            """;

    private TwinLookup() {}

    /// The twins of entries, by their ids. Of several, the one that was made nearest in time.
    ///
    /// @param list ids in parentheses
    static Map<Long, Entry.Twin> twins(Connection connection, String list) throws SQLException {
        var found = new HashMap<Long, Entry.Twin>();
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT mine.id, other.id, json_extract(b.made, '$.place')"
                                        + " FROM entry mine JOIN entry other"
                                        + " ON other.twin = mine.twin AND other.id <> mine.id"
                                        + " JOIN place a ON a.entry = mine.id AND a.made <> ''"
                                        + " JOIN place b ON b.entry = other.id AND b.made <> ''"
                                        + " WHERE mine.id IN "
                                        + list
                                        + " AND (json_extract(a.made, '$.place') IS NULL)"
                                        + " <> (json_extract(b.made, '$.place') IS NULL)"
                                        + " ORDER BY ABS(mine.made - other.made), other.id")) {
            while (row.next()) {
                var service = Objects.requireNonNullElse(row.getString(3), "");
                found.putIfAbsent(row.getLong(1), new Entry.Twin(row.getLong(2), service));
            }
        }
        return found;
    }

    /// How many entries of a search have one.
    static int count(Connection connection, QuerySql where) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT COUNT(*) FROM entry WHERE " + IS_ONE + " AND " + where.where())) {
            where.fill(statement);
            try (var rows = statement.executeQuery()) {
                return rows.getInt(1);
            }
        }
    }
}
