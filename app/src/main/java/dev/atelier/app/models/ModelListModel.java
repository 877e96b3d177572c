package dev.atelier.app.models;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which of the models are listed, in which order, and which one is chosen. Event thread.
public final class ModelListModel {
    private final Observed<List<ModelRow>> rows;
    private final Value<String> filter = Value.of("");
    private final Value<Optional<ModelKind>> kind = Value.of(Optional.empty());
    private final Value<Optional<FamilyVariant>> family = Value.of(Optional.empty());
    private final Value<Optional<ModelCopies>> copies = Value.of(Optional.empty());
    private final Value<Sort> sort = Value.of(new Sort(Column.NAME, false));
    private final Value<List<ModelRow>> shown;
    private final Value<Optional<ModelRow>> selected = Value.of(Optional.empty());

    /// What rows can be ordered by.
    public enum Column {
        NAME,
        FAMILY,
        TRAINED,
        SIZE
    }

    /// @param down largest first
    public record Sort(Column column, boolean down) {}

    public ModelListModel(Observed<List<ModelRow>> rows) {
        this.rows = rows;
        shown = Value.of(List.of());
        rows.bind(now -> list());
        filter.onChange(now -> list());
        kind.onChange(now -> list());
        family.onChange(now -> list());
        copies.onChange(now -> list());
        sort.onChange(now -> list());
    }

    /// Words that a row has in its name, family, numbers or hash, all of them.
    public Value<String> filter() {
        return filter;
    }

    /// The one kind to list; empty for all.
    public Value<Optional<ModelKind>> kind() {
        return kind;
    }

    /// The one family to list; empty for all.
    public Value<Optional<FamilyVariant>> family() {
        return family;
    }

    /// Lists only files that are there more than once; empty for all files.
    Value<Optional<ModelCopies>> copies() {
        return copies;
    }

    /// Lists all models.
    void showAll() {
        filter.set("");
        kind.set(Optional.empty());
        family.set(Optional.empty());
        copies.set(Optional.empty());
    }

    public Observed<Sort> sort() {
        return sort;
    }

    /// Orders by a column; by the present one the other way round.
    public void sortBy(Column column) {
        sort.update(now -> new Sort(column, now.column == column && !now.down));
    }

    /// The rows to list, in order.
    public Observed<List<ModelRow>> shown() {
        return shown;
    }

    public Observed<Optional<ModelRow>> selected() {
        return selected;
    }

    public void select(Optional<ModelRow> row) {
        selected.set(row);
    }

    /// How many there are of a kind, or of all.
    public int count(Optional<ModelKind> of) {
        return (int) rows.get().stream().filter(row -> isOf(row, of)).count();
    }

    private void list() {
        var order = order();
        shown.set(
                rows.get().stream()
                        .filter(row -> isOf(row, kind.get()))
                        .filter(this::isOfFamily)
                        .filter(row -> copies.get().map(it -> it.contains(row.file())).orElse(true))
                        .filter(this::matches)
                        .sorted(sort.get().down ? order.reversed() : order)
                        .toList());
        // The same file, as it is now.
        selected.update(before ->
                before.flatMap(old ->
                        shown.get().stream()
                                .filter(row -> row.file().equals(old.file()))
                                .findFirst()));
    }

    private Comparator<ModelRow> order() {
        Comparator<ModelRow> byName = Comparator.comparing(ModelRow::name, NameOrder.INSTANCE);
        return switch (sort.get().column) {
            case NAME -> byName;
            case FAMILY -> Comparator.comparing(ModelRow::familyLabel).thenComparing(byName);
            case TRAINED -> Comparator.comparingInt(ModelRow::nativeSize).thenComparing(byName);
            case SIZE -> Comparator.comparingLong(ModelRow::sizeBytes).thenComparing(byName);
        };
    }

    private static boolean isOf(ModelRow row, Optional<ModelKind> kind) {
        return kind.isEmpty() || kind.get() == row.kind();
    }

    private boolean isOfFamily(ModelRow row) {
        var wanted = family.get();
        return wanted.isEmpty() || row.family().equals(wanted);
    }

    private boolean matches(ModelRow row) {
        var facts = row.facts();
        var text =
                String.join(
                                " ",
                                row.name(),
                                row.familyLabel(),
                                row.briefFamily(),
                                facts.numbers(),
                                facts.hash(),
                                String.join(" ", row.words()))
                        .toLowerCase(Locale.ROOT);
        return Arrays.stream(filter.get().toLowerCase(Locale.ROOT).split("\\s+", -1))
                .allMatch(text::contains);
    }
}
