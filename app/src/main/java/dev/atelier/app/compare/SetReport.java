package dev.atelier.app.compare;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.picture.Thumbs;
import dev.atelier.app.ui.Messages;
import dev.atelier.file.WholeFile;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.json.JsonText;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/// What the comparison of two sets found, for others: a page, the same as pictures, and numbers for
/// scripts, with small copies of the pictures beside them. The pairs that differ most come first.
/// What was there under these names is replaced. Blocks.
public final class SetReport {
    private static final int SMALL = 320;
    private static final double GAIN = 8;
    private static final int ROWS = 24;
    private static final int CELL = 180;
    private static final int GAP = 16;
    private static final int HEAD = 96;
    private static final int WIDE = 4 * GAP + 3 * CELL + 420;
    private static final String STYLE =
            """
            body{font:14px/1.5 system-ui,sans-serif;margin:32px;background:#fff;color:#1d1d1f}
            table{border-collapse:collapse}th,td{padding:6px 16px 6px 0;text-align:left;vertical-align:top}
            th{font-size:12px;color:#555;font-weight:600;white-space:nowrap}
            td img{width:160px;display:block;background:#f2f2f2}
            td.n{white-space:nowrap;font-variant-numeric:tabular-nums}small{color:#555;overflow-wrap:anywhere}
            tr{border-bottom:1px solid #e5e5e5}@media print{tr{break-inside:avoid}}\
            """;

    private final MeasuredSets sets;
    private final PairWords words;
    private final Cancellation cancellation;

    private SetReport(MeasuredSets sets, Messages messages, Cancellation cancellation) {
        this.sets = sets;
        this.words = new PairWords(messages);
        this.cancellation = cancellation;
    }

    /// One row of the report.
    ///
    /// @param small both pictures and their difference, where they can be seen
    private record Row(MeasuredPair pair, Optional<Images> small) {}

    /// @param difference empty where the sizes differ
    private record Images(BufferedImage a, BufferedImage b, Optional<BufferedImage> difference) {
        List<Optional<BufferedImage>> all() {
            return List.of(Optional.of(a), Optional.of(b), difference);
        }
    }

    /// Writes `report.html`, `report-01.png` and so on, `report.json` and the folder
    /// `report-pictures`.
    ///
    /// @param words of [SetReport]'s bundle, in the language that is wanted
    /// @return the page
    public static Path write(
            MeasuredSets sets, Path folder, Messages words, Cancellation cancellation)
            throws IOException {
        return new SetReport(sets, words, cancellation).write(folder);
    }

    private Path write(Path folder) throws IOException {
        var pictures = Files.createDirectories(folder.resolve("report-pictures"));
        var body = new StringBuilder();
        var sorted =
                sets.pairs().stream().sorted(Comparator.comparingDouble(SetReport::near)).toList();
        for (int from = 0; from < sorted.size() || from == 0; from += ROWS) {
            var rows = new ArrayList<Row>();
            for (var pair : sorted.subList(from, Math.min(sorted.size(), from + ROWS))) {
                cancellation.requireGoing();
                rows.add(new Row(pair, small(pair)));
                body.append(row(rows.getLast(), from + rows.size(), pictures));
            }
            var picture = folder.resolve("report-%02d.png".formatted(from / ROWS + 1));
            WholeFile.replace(picture, bytes(picture(rows, from == 0), "png"));
        }
        WholeFile.replace(
                folder.resolve("report.json"),
                (JsonText.of(sets.object()) + "\n").getBytes(StandardCharsets.UTF_8));
        var page = folder.resolve("report.html");
        WholeFile.replace(page, page(body).getBytes(StandardCharsets.UTF_8));
        return page;
    }

    /// What could not be measured first, then what differs most.
    private static double near(MeasuredPair pair) {
        return pair.numbers()
                .map(it -> it.difference().map(PictureDifference::psnr).orElse(0.0))
                .orElse(-1.0);
    }

    private static Optional<Images> small(MeasuredPair pair) {
        if (pair.files().isEmpty()) {
            return Optional.empty();
        }
        try {
            var a = PictureFile.pixels(pair.files().get().a());
            var b = PictureFile.pixels(pair.files().get().b());
            boolean sized = a.getWidth() == b.getWidth() && a.getHeight() == b.getHeight();
            var map =
                    sized
                            ? Optional.of(Thumbs.within(PictureDifference.map(a, b, GAIN), SMALL))
                            : Optional.<BufferedImage>empty();
            return Optional.of(new Images(Thumbs.within(a, SMALL), Thumbs.within(b, SMALL), map));
        } catch (IOException e) {
            return Optional.empty(); // its row says why
        }
    }

    private static byte[] bytes(BufferedImage image, String format) throws IOException {
        var out = new ByteArrayOutputStream();
        var plain =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        var g = plain.createGraphics();
        g.drawImage(image, 0, 0, Color.WHITE, null);
        g.dispose();
        ImageIO.write(plain, format, out);
        return out.toByteArray();
    }

    // The page.

    private String row(Row row, int number, Path folder) throws IOException {
        var html = new StringBuilder("<tr>");
        var seen = row.small().map(Images::all).orElse(List.of());
        for (int i = 0; i < 3; i++) {
            var image = i < seen.size() ? seen.get(i) : Optional.<BufferedImage>empty();
            html.append("<td>");
            if (image.isPresent()) {
                var name = "%04d-%s.png".formatted(number, List.of("a", "b", "difference").get(i));
                WholeFile.replace(folder.resolve(name), bytes(image.get(), "png"));
                html.append("<img loading=\"lazy\" alt=\"\" src=\"report-pictures/")
                        .append(name)
                        .append("\">");
            }
            html.append(i < 2 ? "<small>" + escaped(name(row.pair(), i)) + "</small>" : "")
                    .append("</td>");
        }
        for (var cell : words.cells(row.pair())) {
            html.append("<td class=\"n\">").append(escaped(cell)).append("</td>");
        }
        html.append("<td>")
                .append(
                        row.pair().problem().isEmpty()
                                ? differences(row.pair())
                                : escaped(words.problem(row.pair())))
                .append("</td></tr>\n");
        return html.toString();
    }

    private static String name(MeasuredPair pair, int side) {
        return (side == 0 ? pair.pair().a() : pair.pair().b()).name();
    }

    /// Of equal pictures nothing: what differs in how they were made did not change them.
    private String differences(MeasuredPair pair) {
        if (pair.numbers()
                .filter(it -> it.grade() == PictureDifference.Grade.BIT_EXACT)
                .isPresent()) {
            return "";
        }
        var html = new StringBuilder();
        for (var cause : pair.numbers().map(MeasuredPair.Numbers::causes).orElse(List.of())) {
            html.append("<small>")
                    .append(escaped(words.field(cause.name())))
                    .append(": ")
                    .append(escaped(shortened(words.place(cause.a()))))
                    .append(" | ")
                    .append(escaped(shortened(words.place(cause.b()))))
                    .append("</small><br>");
        }
        return html.toString();
    }

    private static String shortened(String value) {
        var line = value.isEmpty() ? "–" : value.replaceAll("\\s+", " ");
        return line.length() > 80 ? line.substring(0, 79) + "…" : line;
    }

    private String page(CharSequence rows) {
        var head = new StringBuilder();
        var titles =
                List.of(
                        SideLabel.words("A", sets.names().a()),
                        SideLabel.words("B", sets.names().b()),
                        words.messages().text("mode.DIFFERENCE"));
        for (var title : titles) {
            head.append("<th>").append(escaped(title)).append("</th>");
        }
        for (var column : PairWords.Column.values()) {
            head.append("<th>").append(escaped(words.head(column))).append("</th>");
        }
        head.append("<th>").append(escaped(words.messages().text("compare.why"))).append("</th>");
        return """
        <!doctype html>
        <html><head><meta charset="utf-8"><title>%1$s</title><style>%2$s</style></head>
        <body><h1>%1$s</h1><p>%3$s</p>
        <table><tr>%4$s</tr>
        %5$s</table>
        %6$s%7$s</body></html>
        """
                .formatted(
                        escaped(title()),
                        STYLE,
                        escaped(summary()),
                        head,
                        rows,
                        alone(sets.onlyA(), "sets.only-a"),
                        alone(sets.onlyB(), "sets.only-b"));
    }

    private String title() {
        return words.messages().text("sets.title", sets.names().a(), sets.names().b());
    }

    private String summary() {
        var pairs = words.messages().text("sets.pairs", sets.pairs().size());
        var counts = words.counts(sets);
        var alone = words.alone(sets).map(it -> " · " + it).orElse("");
        return pairs + (counts.isEmpty() ? "" : " · " + counts) + alone;
    }

    private String alone(List<SetPicture> pictures, String key) {
        if (pictures.isEmpty()) {
            return "";
        }
        var html = new StringBuilder("<h2>");
        html.append(escaped(words.messages().text(key))).append("</h2><ul>");
        pictures.forEach(it ->
                html.append("<li><small>").append(escaped(it.where())).append("</small></li>"));
        return html.append("</ul>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    // The pictures.

    private BufferedImage picture(List<Row> rows, boolean first) {
        int top = first ? HEAD : GAP;
        var picture =
                new BufferedImage(
                        WIDE,
                        top + Math.max(1, rows.size()) * (CELL + GAP),
                        BufferedImage.TYPE_INT_RGB);
        var g = picture.createGraphics();
        g.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        if (first) {
            line(g, title(), font(20, Font.BOLD), GAP, 36);
            line(g, summary(), font(14, Font.PLAIN), GAP, 64);
        }
        for (int i = 0; i < rows.size(); i++) {
            row(g, rows.get(i), top + i * (CELL + GAP));
        }
        g.dispose();
        return picture;
    }

    private void row(Graphics2D g, Row row, int y) {
        var seen = row.small().map(Images::all).orElse(List.of());
        for (int i = 0; i < seen.size(); i++) {
            int x = GAP + i * (CELL + GAP);
            g.setColor(new Color(0xF2F2F2));
            g.fillRect(x, y, CELL, CELL);
            seen.get(i)
                    .map(it -> Thumbs.within(it, CELL))
                    .ifPresent(it ->
                            g.drawImage(
                                    it,
                                    x + (CELL - it.getWidth()) / 2,
                                    y + (CELL - it.getHeight()) / 2,
                                    null));
        }
        int x = 4 * GAP + 3 * CELL;
        line(g, words.cell(row.pair(), PairWords.Column.GRADE), font(15, Font.BOLD), x, y + 16);
        line(g, name(row.pair(), 0), font(12, Font.PLAIN), x, y + 36);
        line(g, name(row.pair(), 1), font(12, Font.PLAIN), x, y + 53);
        int down = y + 74;
        for (var column : PairWords.Column.values()) {
            var cell = words.cell(row.pair(), column);
            if (column != PairWords.Column.GRADE && !cell.isEmpty()) {
                line(g, words.head(column) + ":  " + cell, font(12, Font.PLAIN), x, down);
                down += 17;
            }
        }
        line(g, words.problem(row.pair()), font(12, Font.PLAIN), x, down);
    }

    private static Font font(int size, int style) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    private static void line(Graphics2D g, String words, Font font, int x, int y) {
        g.setFont(font);
        var shown = words;
        while (shown.length() > 1 && x + g.getFontMetrics().stringWidth(shown) > WIDE - GAP) {
            shown = shown.substring(0, shown.length() - 2) + "…";
        }
        g.setColor(new Color(0x1D1D1F));
        g.drawString(shown, x, y);
    }
}
