package dev.atelier.app.styles;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Comma-separated values as RFC 4180 quotes them (https://www.rfc-editor.org/rfc/rfc4180), with
/// what Python's `csv` module allows besides, since A1111 writes and reads with it: any line
/// ending, spaces in front of a cell, text behind a closing quotation mark.
final class Csv {
    private static final char END = '\uFFFF';

    private final String text;
    private final List<List<String>> rows = new ArrayList<>();
    private int at;
    private int line = 1;

    private Csv(String text) {
        this.text = text;
    }

    /// The rows; a line without any character is none.
    ///
    /// @throws OpenQuote when a quotation mark is not closed
    static List<List<String>> parse(String text) {
        var csv = new Csv(text);
        while (csv.peek() != END) {
            csv.row();
        }
        return csv.rows;
    }

    /// The text of rows, lines ending in CR LF.
    static String format(List<List<String>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(Csv::quoted).collect(Collectors.joining(",")))
                .map(line -> line.isEmpty() ? "\"\"\r\n" : line + "\r\n")
                .collect(Collectors.joining());
    }

    /// Quotes what would not come back the same, which includes spaces in front.
    private static String quoted(String cell) {
        boolean plain =
                cell.chars().noneMatch(letter -> ",\"\r\n".indexOf(letter) >= 0)
                        && !cell.startsWith(" ");
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }

    private void row() {
        if (lineEnds()) {
            return;
        }
        var cells = new ArrayList<String>();
        cells.add(cell());
        while (peek() == ',') {
            at++;
            cells.add(cell());
        }
        lineEnds();
        rows.add(cells);
    }

    private String cell() {
        while (peek() == ' ') {
            at++;
        }
        var cell = new StringBuilder();
        if (peek() == '"') {
            quotedPart(cell);
        }
        while (peek() != ',' && peek() != '\r' && peek() != '\n' && peek() != END) {
            cell.append(text.charAt(at++));
        }
        return cell.toString();
    }

    private void quotedPart(StringBuilder cell) {
        int opened = line;
        at++;
        while (at < text.length()) {
            char letter = text.charAt(at++);
            if (letter == '"' && peek() != '"') {
                return;
            }
            if (letter == '"') {
                at++; // two of them stand for one
            }
            if (letter == '\n') {
                line++;
            }
            cell.append(letter);
        }
        throw new OpenQuote(opened);
    }

    /// A quotation mark that is never closed.
    static final class OpenQuote extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private final int line;

        OpenQuote(int line) {
            super("line " + line);
            this.line = line;
        }

        /// Where it is opened, from 1.
        int line() {
            return line;
        }
    }

    /// Passes one line ending, if it stands here.
    private boolean lineEnds() {
        int before = at;
        if (peek() == '\r') {
            at++;
        }
        if (peek() == '\n') {
            at++;
        }
        line += at > before ? 1 : 0;
        return at > before;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }
}
