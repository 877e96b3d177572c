package dev.atelier.app.library;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.json.MessageText;
import dev.atelier.recipe.json.RecipeJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes the index. Nothing is there for readers before [#commit]; each call leaves it whole.
/// Guarded by its owner: one thread at a time.
final class IndexWriter implements AutoCloseable {
    private final Connection connection;
    private final Marks marks;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private int pending;

    IndexWriter(Connection connection, Marks marks) {
        this.connection = connection;
        this.marks = marks;
    }

    /// Changes since the last commit.
    int pending() {
        return pending;
    }

    void commit() throws SQLException {
        marks.commit();
        connection.commit();
        pending = 0;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    // Sources.

    /// The number of a source, which is new if need be.
    long source(Source source) throws SQLException {
        update(
                "INSERT OR IGNORE INTO source (address, phase, reason) VALUES (?, 'NEW', '')",
                source.toString());
        return number("SELECT id FROM source WHERE address = ?", source.toString()).orElseThrow();
    }

    void phase(long source, SourceState.Phase phase, Message reason) throws SQLException {
        update(
                "UPDATE source SET phase = ?, reason = ? WHERE id = ?",
                phase.name(),
                MessageText.write(reason),
                source);
    }

    /// Forgets a source and what lies in it.
    void forget(long source) throws SQLException {
        for (var ref : texts("SELECT ref FROM place WHERE source = ?", source)) {
            remove(ref);
        }
        update("DELETE FROM trouble WHERE source = ?", source);
        update("DELETE FROM source WHERE id = ?", source);
    }

    // Pictures.

    /// Takes in a picture, new or changed.
    void put(long source, PictureRef ref, Stamp stamp, Facts facts) throws SQLException {
        var address = ref.toString();
        update("DELETE FROM trouble WHERE ref = ?", address);
        var kinship = facts.kinship();
        var twin = kinship.twin();
        var made = facts.made().isEmpty() ? "" : facts.made().json();
        var before = number("SELECT entry FROM place WHERE ref = ?", address);
        if (before.isPresent() && twinOf(before.get()).equals(twin)) {
            update(
                    "UPDATE place SET bytes=?, changed=?, version=?, source=?, made=? WHERE ref=?",
                    stamp.bytes(),
                    stamp.changed(),
                    stamp.version(),
                    source,
                    made,
                    address);
            pending++;
            return;
        }
        var old = before.isPresent() ? Optional.of(twinOf(before.get())) : Optional.<String>empty();
        long entry = home(twin, ref).orElse(0L);
        if (entry == 0) {
            entry = insert(kinship, ref, stamp, facts);
        }
        if (old.isPresent()) {
            remove(address);
            inherit(old.get(), twin);
        }
        update(
                "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                address,
                entry,
                source,
                folder(ref),
                ref.isHere() ? 1 : 0,
                stamp.bytes(),
                stamp.changed(),
                stamp.version(),
                made);
        update(
                ref.isHere()
                        ? "UPDATE entry SET here = here + 1, made = MIN(made, ?) WHERE id = ?"
                        : "UPDATE entry SET there = there + 1, made = MIN(made, ?) WHERE id = ?",
                date(facts, stamp),
                entry);
        refresh(entry);
        pending++;
    }

    /// Takes in a file that is no sound picture, so that it is not read again.
    void addUnreadable(long source, PictureRef ref, Stamp stamp, Message reason)
            throws SQLException {
        remove(ref.toString());
        update(
                "INSERT OR REPLACE INTO trouble VALUES (?, ?, ?, ?, ?, ?, ?)",
                ref.toString(),
                source,
                folder(ref),
                stamp.bytes(),
                stamp.changed(),
                stamp.version(),
                MessageText.write(reason));
        pending++;
    }

    /// Forgets what lay there.
    void remove(String ref) throws SQLException {
        pending++;
        update("DELETE FROM trouble WHERE ref = ?", ref);
        var entry = number("SELECT entry FROM place WHERE ref = ?", ref);
        if (entry.isEmpty()) {
            return;
        }
        long id = entry.get();
        update(
                "UPDATE entry SET here = here - (SELECT here FROM place WHERE ref = ?1),"
                        + " there = there - 1 + (SELECT here FROM place WHERE ref = ?1)"
                        + " WHERE id = ?2",
                ref,
                id);
        update("DELETE FROM place WHERE ref = ?", ref);
        if (number("SELECT here + there FROM entry WHERE id = ?", id).orElse(0L) > 0) {
            return;
        }
        update("DELETE FROM words WHERE rowid = ?", id);
        update("DELETE FROM label WHERE entry = ?", id);
        update("DELETE FROM entry WHERE id = ?", id);
    }

    /// A file has another recipe now: what the person said of it stays with it, and with the other
    /// pictures of the recipe that it had.
    private void inherit(String from, String to) throws SQLException {
        if (marks.has(to)) {
            return;
        }
        marks.copy(from, to);
        if (number("SELECT id FROM entry WHERE twin = ?", from).isEmpty()) {
            marks.clear(from);
        }
    }

    /// The entry of the same recipe that has no picture at this kind of place yet; of several, the
    /// one of that name.
    private Optional<Long> home(String twin, PictureRef ref) throws SQLException {
        return number(
                "SELECT id FROM entry WHERE twin = ? AND "
                        + (ref.isHere() ? "here" : "there")
                        + " = 0 ORDER BY name <> ?, copy LIMIT 1",
                twin,
                ref.name());
    }

    private long insert(Facts.Lineage kinship, PictureRef ref, Stamp stamp, Facts facts)
            throws SQLException {
        long copy = freeCopy(kinship.twin());
        adopt(kinship);
        var recipe = facts.recipe();
        update(
                "INSERT INTO entry (twin, copy, family, name, prompt, negative, model, seed, width,"
                        + " height, sampler, steps, cfg, made, here, there, star, recipe)"
                        + " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,0,0,0,?)",
                kinship.twin(),
                copy,
                kinship.family(),
                ref.name(),
                recipe.map(Recipe::prompt).orElse(""),
                recipe.map(Recipe::negativePrompt).orElse(""),
                facts.model(),
                facts.seed().<Object>map(it -> it.bits()).orElse(NULL),
                facts.width(),
                facts.height(),
                facts.sampler(),
                recipe.map(it -> it.sampling().steps()).orElse(0),
                recipe.map(it -> it.sampling().cfgScale()).orElse(0.0),
                date(facts, stamp),
                recipe.map(RecipeJson::write).orElse(""));
        long id = number("SELECT last_insert_rowid()").orElseThrow();
        update(
                "INSERT INTO words (rowid, prompt, negative, names) VALUES (?, ?, ?, ?)",
                id,
                FullText.spaced(recipe.map(Recipe::prompt).orElse("")),
                FullText.spaced(recipe.map(Recipe::negativePrompt).orElse("")),
                FullText.spaced(facts.names(ref.name())));
        for (var lora : facts.loras()) {
            label(id, "LORA", lora);
        }
        for (var control : facts.controls()) {
            label(id, "CONTROL", control);
        }
        return id;
    }

    /// Milliseconds since 1970.
    private static long date(Facts facts, Stamp stamp) {
        return facts.date().map(Instant::toEpochMilli).orElse(stamp.changed());
    }

    /// Takes over what was said of a picture when its recipe had another key.
    private void adopt(Facts.Lineage kinship) throws SQLException {
        if (!kinship.former().equals(kinship.twin()) && marks.has(kinship.former())) {
            marks.copy(kinship.former(), kinship.twin());
            marks.clear(kinship.former());
        }
    }

    /// The number of a new picture of a recipe among its others.
    private long freeCopy(String twin) throws SQLException {
        var taken = new HashSet<Long>();
        try (var rows = filled("SELECT copy FROM entry WHERE twin = ?", twin).executeQuery()) {
            while (rows.next()) {
                taken.add(rows.getLong(1));
            }
        }
        long copy = 0;
        while (taken.contains(copy)) {
            copy++;
        }
        return copy;
    }

    private void label(long entry, String kind, String name) throws SQLException {
        update(
                "INSERT OR IGNORE INTO label (kind, name, entry) VALUES (?, ?, ?)",
                kind,
                name,
                entry);
    }

    // What the person says of pictures.

    void star(long entry, boolean on) throws SQLException {
        marks.star(twinOf(entry), on);
        refreshAll(twinOf(entry));
        pending++;
    }

    void label(long entry, Marks.Label label, boolean on) throws SQLException {
        marks.label(twinOf(entry), label, on);
        refreshAll(twinOf(entry));
        pending++;
    }

    void collection(String name, boolean on) throws SQLException {
        if (on) {
            marks.addCollection(name);
        } else {
            marks.removeCollection(name);
            update("DELETE FROM label WHERE kind = 'COLLECTION' AND name = ?", name);
        }
        pending++;
    }

    /// Copies the marks of a recipe into the index, for all its pictures.
    private void refreshAll(String twin) throws SQLException {
        for (var entry : texts("SELECT id FROM entry WHERE twin = ?", twin)) {
            refresh(Long.parseLong(entry));
        }
    }

    /// Copies the marks of an entry into the index.
    private void refresh(long entry) throws SQLException {
        var twin = twinOf(entry);
        update("UPDATE entry SET star = ? WHERE id = ?", marks.isStarred(twin) ? 1 : 0, entry);
        update("DELETE FROM label WHERE entry = ? AND kind IN ('TAG', 'COLLECTION')", entry);
        for (var label : marks.labels(twin)) {
            label(entry, label.kind(), label.name());
        }
    }

    private String twinOf(long entry) throws SQLException {
        var found = texts("SELECT twin FROM entry WHERE id = ?", entry);
        return found.isEmpty() ? "" : found.getFirst();
    }

    // What is known of a folder or a bucket.

    /// What lies directly in a folder, by reference.
    Map<String, Stamp> known(String folder) throws SQLException {
        var found = new HashMap<String, Stamp>();
        for (var table : List.of("place", "trouble")) {
            var look =
                    statement(
                            "SELECT ref, bytes, changed, version FROM "
                                    + table
                                    + " WHERE folder = ?");
            look.setString(1, folder);
            try (var rows = look.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getString(1),
                            new Stamp(rows.getLong(2), rows.getLong(3), rows.getString(4)));
                }
            }
        }
        return found;
    }

    /// What is known at one place.
    Optional<Stamp> knownAt(String ref) throws SQLException {
        for (var table : List.of("place", "trouble")) {
            var look = statement("SELECT bytes, changed, version FROM " + table + " WHERE ref = ?");
            look.setString(1, ref);
            try (var rows = look.executeQuery()) {
                if (rows.next()) {
                    return Optional.of(
                            new Stamp(rows.getLong(1), rows.getLong(2), rows.getString(3)));
                }
            }
        }
        return Optional.empty();
    }

    /// The folders of a source in which something lies.
    List<String> folders(long source) throws SQLException {
        return texts(
                "SELECT DISTINCT folder FROM place WHERE source = ?1 UNION"
                        + " SELECT DISTINCT folder FROM trouble WHERE source = ?1",
                source);
    }

    int pictures(long source) throws SQLException {
        return number("SELECT COUNT(*) FROM place WHERE source = ?", source).orElse(0L).intValue();
    }

    /// References of a source in order, after one, at most so many; for a comparison with a
    /// listing.
    List<String> refsAfter(long source, String after, int most) throws SQLException {
        return texts(
                "SELECT ref FROM (SELECT ref FROM place WHERE source = ?1 AND ref > ?2 UNION"
                        + " SELECT ref FROM trouble WHERE source = ?1 AND ref > ?2)"
                        + " ORDER BY ref LIMIT ?3",
                source,
                after,
                most);
    }

    /// Where a picture lies: a folder, or for an object its bucket, whose listing is flat.
    static String folder(PictureRef ref) {
        return switch (ref) {
            case PictureRef.LocalFile(var path) -> String.valueOf(path.getParent());
            case PictureRef.OssObject(var address) -> address.at("").toString();
        };
    }

    // SQL.

    private static final Object NULL = new Object();

    private PreparedStatement statement(String sql) throws SQLException {
        var known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    private PreparedStatement filled(String sql, Object... values) throws SQLException {
        var statement = statement(sql);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == NULL) {
                statement.setNull(i + 1, Types.INTEGER);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
        return statement;
    }

    private void update(String sql, Object... values) throws SQLException {
        filled(sql, values).executeUpdate();
    }

    private Optional<Long> number(String sql, Object... values) throws SQLException {
        try (var rows = filled(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
        }
    }

    private List<String> texts(String sql, Object... values) throws SQLException {
        var found = new ArrayList<String>();
        try (var rows = filled(sql, values).executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
