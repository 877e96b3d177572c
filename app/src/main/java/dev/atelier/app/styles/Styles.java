package dev.atelier.app.styles;

import dev.atelier.file.WholeFile;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// The styles of A1111's `styles.csv`. The file is the user's, perhaps shared with A1111: columns
/// that mean nothing here, their order and rows of comment (a name with `#` in front) stay as they
/// are.
///
/// @param columns names of the columns in the order of the file
/// @param rows cells in the order of the columns; a row may be shorter or longer
public record Styles(List<String> columns, List<List<String>> rows) {
    private static final String NAME = "name";
    private static final String PROMPT = "prompt";
    private static final String NEGATIVE = "negative_prompt";

    /// A1111's column for the prompt before there were negative prompts.
    private static final String OLD_PROMPT = "text";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /// No styles, in the columns that A1111 writes.
    public static final Styles NONE = new Styles(List.of(NAME, PROMPT, NEGATIVE), List.of());

    public Styles {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /// A file that is no table of styles.
    public static final class Broken extends MessageException {
        private final Kind kind;

        /// What is wrong with it.
        public enum Kind {
            NO_UTF8,
            OPEN_QUOTE,
            NO_COLUMNS
        }

        private Broken(Kind kind, Message reason, Exception cause) {
            super(reason, cause);
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }

    /// Reads a file. One that does not exist or is empty holds no styles. Blocks.
    ///
    /// @throws Broken when it is no such file; writing over it then would lose what it holds
    /// @throws IOException when it cannot be read
    public static Styles read(Path file) throws IOException {
        return Files.exists(file) ? parse(Files.readAllBytes(file), file) : NONE;
    }

    private static Styles parse(byte[] bytes, Path file) throws IOException {
        var name = file.getFileName();
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return parse(text.toString());
        } catch (CharacterCodingException e) {
            throw new Broken(Broken.Kind.NO_UTF8, Message.of("prompt.styles-utf", name), e);
        } catch (Csv.OpenQuote e) {
            throw new Broken(
                    Broken.Kind.OPEN_QUOTE, Message.of("prompt.styles-quote", name, e.line()), e);
        } catch (NoColumnsException e) {
            throw new Broken(Broken.Kind.NO_COLUMNS, Message.of("prompt.styles-columns", name), e);
        }
    }

    /// A table without the columns of styles.
    static final class NoColumnsException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
    }

    /// @throws Csv.OpenQuote when a quotation mark is not closed
    /// @throws NoColumnsException when the text is no table of styles
    static Styles parse(String text) {
        var rows = Csv.parse(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        if (rows.isEmpty()) {
            return NONE;
        }
        var columns = rows.getFirst();
        if (!columns.contains(NAME)
                || !(columns.contains(PROMPT) || columns.contains(OLD_PROMPT))) {
            throw new NoColumnsException();
        }
        return new Styles(columns, rows.subList(1, rows.size()));
    }

    /// Writes the file whole or not at all. Blocks.
    public void write(Path file) throws IOException {
        WholeFile.replace(file, text().getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        var all = new ArrayList<List<String>>();
        all.add(columns);
        all.addAll(rows);
        return BYTE_ORDER_MARK + Csv.format(all);
    }

    /// The styles in the order of the file; of several with one name the last counts, as in A1111.
    public List<Style> all() {
        var styles = new LinkedHashMap<String, Style>();
        for (var row : rows) {
            var name = cell(row, column(NAME));
            if (isStyle(name)) {
                styles.put(name, style(row));
            }
        }
        return List.copyOf(styles.values());
    }

    /// The names in the order of the file, for completion.
    public List<String> names() {
        return all().stream().map(Style::name).toList();
    }

    public Optional<Style> find(String name) {
        int index = indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(style(rows.get(index)));
    }

    /// The same with a style changed, or added at the end where its name is new.
    public Styles with(Style style) {
        if (!isStyle(style.name())) {
            throw new IllegalArgumentException("a style's name cannot begin with #");
        }
        if (column(NEGATIVE) < 0 && !style.negativePrompt().isEmpty()) {
            var wider = new ArrayList<>(columns);
            wider.add(NEGATIVE);
            return new Styles(wider, rows).with(style);
        }
        var changed = new ArrayList<>(rows);
        int index = indexOf(style.name());
        var row = index < 0 ? List.<String>of() : rows.get(index);
        row = put(row, column(NAME), style.name());
        row = put(row, promptColumn(), style.prompt());
        row = put(row, column(NEGATIVE), style.negativePrompt());
        if (index < 0) {
            changed.add(row);
        } else {
            changed.set(index, row);
        }
        return new Styles(columns, changed);
    }

    /// The same without a style.
    public Styles without(String name) {
        return new Styles(columns, rows.stream().filter(row -> !isNamed(row, name)).toList());
    }

    /// The same with another name for a style; its other cells stay.
    ///
    /// @throws IllegalArgumentException when `to` is taken or is no name
    public Styles renamed(String name, String to) {
        if (!isStyle(to) || (indexOf(to) >= 0 && !to.equals(name))) {
            throw new IllegalArgumentException("no free name for a style: \"" + to + "\"");
        }
        var changed =
                rows.stream()
                        .map(row -> isNamed(row, name) ? put(row, column(NAME), to) : row)
                        .toList();
        return new Styles(columns, changed);
    }

    /// The same with a removed style as it was `before`, cells without meaning here included; not
    /// where there is one of that name again.
    public Styles restored(String name, Styles before) {
        if (indexOf(name) >= 0 || !columns.equals(before.columns)) {
            return before.find(name)
                    .filter(style -> indexOf(name) < 0)
                    .map(this::with)
                    .orElse(this);
        }
        var changed = new ArrayList<>(rows);
        for (int i = 0; i < before.rows.size(); i++) {
            if (isNamed(before.rows.get(i), name)) {
                changed.add(Math.min(i, changed.size()), before.rows.get(i));
            }
        }
        return new Styles(columns, changed);
    }

    /// The recipe with styles applied in this order, and a sentence for each that is not there.
    public ParsedRecipe applied(Recipe recipe, List<String> names) {
        var issues = new ArrayList<Issue>();
        var prompt = recipe.prompt();
        var negative = recipe.negativePrompt();
        for (var name : names) {
            var style = find(name);
            if (style.isEmpty()) {
                issues.add(new Issue("styles", Message.of("issue.no-style", name)));
                continue;
            }
            prompt = style.get().applied(prompt);
            negative = style.get().appliedNegative(negative);
        }
        return new ParsedRecipe(recipe.withPrompt(prompt).withNegativePrompt(negative), issues);
    }

    /// Whether this can be the name of a style: A1111 takes a name with `#` in front for a comment.
    public static boolean isStyle(String name) {
        return !name.isBlank() && !name.startsWith("#");
    }

    private boolean isNamed(List<String> row, String name) {
        return isStyle(name) && cell(row, column(NAME)).equals(name);
    }

    private int indexOf(String name) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (isNamed(rows.get(i), name)) {
                return i;
            }
        }
        return -1;
    }

    private Style style(List<String> row) {
        return new Style(
                cell(row, column(NAME)), cell(row, promptColumn()), cell(row, column(NEGATIVE)));
    }

    private int promptColumn() {
        int column = column(PROMPT);
        return column < 0 ? column(OLD_PROMPT) : column;
    }

    private int column(String name) {
        return columns.indexOf(name);
    }

    private static String cell(List<String> row, int column) {
        return column < 0 || column >= row.size() ? "" : row.get(column);
    }

    /// The row with one cell changed, grown where it is too short for it; no column, no change.
    private static List<String> put(List<String> row, int column, String value) {
        if (column < 0) {
            return row;
        }
        var cells = new ArrayList<>(row);
        while (cells.size() <= column) {
            cells.add("");
        }
        cells.set(column, value);
        return cells;
    }
}
