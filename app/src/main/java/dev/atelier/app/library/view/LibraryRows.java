package dev.atelier.app.library.view;

import dev.atelier.app.library.Entry;
import dev.atelier.app.library.Grouping;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.LibraryResult;
import dev.atelier.app.ui.Messages;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The pictures of a search as rows of a grid.
final class LibraryRows implements GridRows {
    private static final int TITLE = 160;

    /// In a list: as narrow as can be, and the same in every language.
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private final LibraryModel model;
    private final Function<Entry, GridPicture> pictures;
    private final Messages messages = Messages.of(LibraryRows.class);
    private List<GridGroup> groups = List.of();

    LibraryRows(LibraryModel model, Function<Entry, GridPicture> pictures) {
        this.model = model;
        this.pictures = pictures;
    }

    /// The search has found something else.
    void reshow() {
        var all = model.result().get().groups();
        var alike = all.stream().collect(Collectors.groupingBy(LibraryResult.Group::title));
        groups =
                all.stream()
                        .map(group ->
                                new GridGroup(
                                        title(group.title()),
                                        note(group, alike.getOrDefault(group.title(), List.of())),
                                        group.from()))
                        .toList();
    }

    /// How many pictures, and what sets them apart from groups of the same title.
    private String note(LibraryResult.Group group, List<LibraryResult.Group> alike) {
        var note = new StringBuilder(count(group.count()));
        for (int i = 0; i < group.facts().size(); i++) {
            int at = i;
            var fact = group.facts().get(i);
            boolean differs = alike.stream().anyMatch(it -> !it.facts().get(at).equals(fact));
            if (differs && !fact.isEmpty()) {
                note.append(" · ")
                        .append(
                                switch (at) {
                                    case 3 -> messages.text("grid.steps", fact);
                                    case 4 -> messages.text("grid.cfg", fact);
                                    default -> fact;
                                });
            }
        }
        return note.toString();
    }

    @Override
    public int count() {
        return model.result().get().count();
    }

    @Override
    public long id(int row) {
        return model.result().get().ids()[row];
    }

    @Override
    public Optional<GridCell> cell(int row) {
        return model.entry(row).map(this::cell);
    }

    @Override
    public GridPicture picture(int row) {
        return pictures.apply(model.entry(row).orElseThrow());
    }

    @Override
    public List<GridGroup> groups() {
        return groups;
    }

    private GridCell cell(Entry entry) {
        var away = entry.isAway() ? messages.text("grid.away") : "";
        return new GridCell(
                entry.name(),
                entry.prompt(),
                GridCell.Where.of(entry),
                entry.star(),
                pair(entry, messages),
                away);
    }

    /// Which of the two a picture of a pair is; empty for one without a twin.
    static String pair(Entry entry, Messages messages) {
        return entry.twin()
                .map(twin ->
                        twin.service().isEmpty()
                                ? messages.text("pair.service", entry.service())
                                : messages.text("pair.here", twin.service()))
                .orElse("");
    }

    @Override
    public List<String> fields(int row) {
        return model.entry(row).map(this::fields).orElse(List.of());
    }

    /// In the order of [LibraryColumns].
    private List<String> fields(Entry entry) {
        return List.of(
                entry.name(),
                line(entry.prompt()),
                entry.model(),
                entry.seed().map(Object::toString).orElse(""),
                entry.width() > 0 ? entry.width() + " × " + entry.height() : "",
                sampling(entry),
                TIME.format(entry.made()));
    }

    private static String sampling(Entry entry) {
        return entry.steps() > 0 ? entry.sampler() + ", " + entry.steps() : entry.sampler();
    }

    private static String line(String text) {
        return text.substring(0, Math.min(text.length(), 4 * TITLE)).replaceAll("\\s+", " ");
    }

    private String count(int count) {
        return messages.text(
                count == 1 ? "grid.picture" : "grid.pictures",
                String.format(Locale.ROOT, "%,d", count));
    }

    private String title(String raw) {
        if (model.grouping().get() == Grouping.DAY) {
            return day(raw);
        }
        var line = raw.replaceAll("\\s+", " ").strip();
        if (line.isEmpty()) {
            boolean byModel = model.grouping().get() == Grouping.MODEL;
            return messages.text(byModel ? "grid.no-model" : "grid.no-prompt");
        }
        return line.length() > TITLE ? line.substring(0, TITLE) : line;
    }

    /// Today, yesterday, a day of this year, or a day.
    private String day(String iso) {
        LocalDate day;
        try {
            day = LocalDate.parse(iso);
        } catch (DateTimeParseException e) {
            return messages.text("grid.no-day");
        }
        var today = LocalDate.now(ZoneId.systemDefault());
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        boolean thisYear = day.getYear() == today.getYear();
        var format = messages.text(thisYear ? "grid.day" : "grid.day.year");
        var date = DateTimeFormatter.ofPattern(format, language).format(day);
        if (day.equals(today)) {
            return messages.text("grid.today");
        }
        return day.equals(today.minusDays(1)) ? messages.text("grid.yesterday", date) : date;
    }
}
