package dev.atelier.app.library.export;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.PictureRef;
import dev.atelier.app.library.ThumbnailStore;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.picture.Provenance;
import dev.atelier.app.ui.Messages;
import dev.atelier.file.WholeFile;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.infotext.InfotextWriter;
import dev.atelier.recipe.json.JsonText;
import dev.atelier.recipe.json.RecipeJson;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Overviews of exported pictures, beside them in their folder: a contact sheet as a page or as
/// pictures, and a sheet that says where each picture comes from. Each is written whole; one that
/// was there is replaced. Blocks.
public final class Sheets {
    private static final int COLUMNS = 6;
    private static final int ROWS = 8;
    private static final int CELL = 256;
    private static final int GAP = 16;
    private static final int CAPTION = 24;
    private static final Color EMPTY = new Color(0xF2F2F2);
    private static final Logger log = LoggerFactory.getLogger(Sheets.class);

    /// In the JSON, whatever the language.
    private static final String UNKNOWN = "not known";

    private static final String HERE = "this computer";
    private static final String RECIPE = "recipe";
    private static final String MADE = "made";
    private static final String PLACES = "places";
    private static final String SIZE = "size";
    private static final String STYLE =
            """
            body{font:14px/1.5 system-ui,sans-serif;margin:32px;background:#fff;color:#1d1d1f}
            .sheet{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:24px}
            figure{margin:0}img{width:100%;height:240px;object-fit:contain;background:#f2f2f2}
            figcaption{font-size:12px;color:#555;overflow-wrap:anywhere}
            section{display:grid;grid-template-columns:240px 1fr;gap:24px;margin:0 0 32px}
            section img{height:auto}table{border-collapse:collapse;align-self:start}
            th{text-align:left;font-weight:600;padding:2px 16px 2px 0;vertical-align:top;white-space:nowrap}
            td{padding:2px 0;overflow-wrap:anywhere;white-space:pre-wrap}
            @media print{section{break-inside:avoid}}\
            """;

    private Sheets() {}

    /// A page that shows the pictures side by side.
    ///
    /// @return the page
    public static Path contactPage(List<Exported> pictures, Path folder, String title)
            throws IOException {
        var body =
                pictures.stream()
                        .map(it ->
                                "<figure><a href=\"%1$s\"><img loading=\"lazy\" src=\"%1$s\" alt=\"%2$s\"></a><figcaption>%3$s<br>%4$s</figcaption></figure>"
                                        .formatted(
                                                link(it.file()),
                                                escaped(it.entry().prompt()),
                                                escaped(String.valueOf(it.file().getFileName())),
                                                escaped(caption(it.entry()))))
                        .collect(Collectors.joining("\n", "<div class=\"sheet\">\n", "\n</div>"));
        return page(folder.resolve("contact-sheet.html"), title, body);
    }

    private static String caption(Entry entry) {
        var parts = new ArrayList<String>();
        parts.add(entry.width() + " × " + entry.height());
        entry.seed().ifPresent(seed -> parts.add(words().text("sheet.seed", seed.toString())));
        if (!entry.model().isEmpty()) {
            parts.add(entry.model());
        }
        return String.join(" · ", parts);
    }

    /// The pictures small, 48 on each sheet.
    ///
    /// @return the sheets
    public static List<Path> contactPictures(List<Exported> pictures, Path folder)
            throws IOException {
        var sheets = new ArrayList<Path>();
        for (int from = 0; from < pictures.size(); from += COLUMNS * ROWS) {
            var part = pictures.subList(from, Math.min(pictures.size(), from + COLUMNS * ROWS));
            var out = new ByteArrayOutputStream();
            ImageIO.write(sheet(part), "png", out);
            var file = folder.resolve("contact-sheet-%02d.png".formatted(sheets.size() + 1));
            WholeFile.replace(file, out.toByteArray());
            sheets.add(file);
        }
        return sheets;
    }

    private static BufferedImage sheet(List<Exported> pictures) {
        int rows = (pictures.size() + COLUMNS - 1) / COLUMNS;
        int columns = Math.min(COLUMNS, pictures.size());
        var sheet =
                new BufferedImage(
                        GAP + columns * (CELL + GAP),
                        GAP + rows * (CELL + CAPTION + GAP),
                        BufferedImage.TYPE_INT_RGB);
        var g = sheet.createGraphics();
        g.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        for (int i = 0; i < pictures.size(); i++) {
            int x = GAP + i % COLUMNS * (CELL + GAP);
            int y = GAP + i / COLUMNS * (CELL + CAPTION + GAP);
            picture(g, pictures.get(i).file(), x, y);
            caption(g, String.valueOf(pictures.get(i).file().getFileName()), x, y + CELL + 16);
        }
        g.dispose();
        return sheet;
    }

    /// One that cannot be shown leaves its place empty and says so.
    private static void picture(Graphics2D g, Path file, int x, int y) {
        try {
            var small = ThumbnailStore.small(file, CELL);
            g.drawImage(
                    small,
                    x + (CELL - small.getWidth()) / 2,
                    y + (CELL - small.getHeight()) / 2,
                    null);
        } catch (IOException e) {
            log.debug("not on the contact sheet: {}", file, e);
            g.setColor(EMPTY);
            g.fillRect(x, y, CELL, CELL);
            var words = words().text("sheet.unseen");
            g.setColor(Color.DARK_GRAY);
            int wide = g.getFontMetrics().stringWidth(words);
            g.drawString(words, x + (CELL - wide) / 2, y + CELL / 2);
        }
    }

    private static void caption(Graphics2D g, String name, int x, int y) {
        var text = name;
        while (text.length() > 1 && g.getFontMetrics().stringWidth(text) > CELL) {
            text = text.substring(0, text.length() - 2) + "…";
        }
        g.setColor(Color.DARK_GRAY);
        g.drawString(text, x, y);
    }

    private static Messages words() {
        return Messages.of(Sheets.class);
    }

    /// What is known of each picture, as `provenance.json` and as a page to print in the present
    /// language: file and its SHA-256, recipe, model and its hash, LoRAs, licences, when and where
    /// it was made, how long that took and what it cost. What nobody wrote down is said to be not
    /// known, or not said.
    ///
    /// @return the page
    public static Path provenance(List<Exported> pictures, Path folder, Licences licences)
            throws IOException {
        var all = pictures.stream().map(it -> facts(it, licences)).toList();
        WholeFile.replace(
                folder.resolve("provenance.json"),
                (JsonText.of(all) + "\n").getBytes(StandardCharsets.UTF_8));
        var body = new StringBuilder();
        for (int i = 0; i < pictures.size(); i++) {
            body.append("<section><img loading=\"lazy\" alt=\"\" src=\"")
                    .append(link(pictures.get(i).file()))
                    .append("\"><table>");
            var entry = pictures.get(i).entry();
            all.get(i)
                    .forEach((name, value) -> {
                        if (!name.equals(RECIPE)) {
                            body.append("<tr><th>")
                                    .append(escaped(words().text("fact." + name)))
                                    .append("</th><td>")
                                    .append(escaped(shown(name, value, entry)))
                                    .append("</td></tr>");
                        }
                    });
            body.append("</table></section>\n");
        }
        return page(folder.resolve("provenance.html"), words().text("provenance"), body.toString());
    }

    /// A fact as it stands on the page, which is for people: dates of this place, and names of
    /// files without their folders.
    private static String shown(String name, Object value, Entry entry) {
        return switch (name) {
            case MADE ->
                    DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                            .withLocale(Locale.getDefault(Locale.Category.DISPLAY))
                            .format(entry.made().atZone(ZoneId.systemDefault()));
            case PLACES ->
                    entry.places().stream()
                            .map(Entry.Place::ref)
                            .map(it ->
                                    words().text(
                                                    it.isHere() ? "place.here" : "place.there",
                                                    it.name()))
                            .collect(Collectors.joining("\n"));
            case SIZE -> entry.width() + " × " + entry.height();
            default -> shown(value);
        };
    }

    /// In the present language.
    private static String shown(Object value) {
        if (value instanceof Map<?, ?> named) {
            return named.entrySet().stream()
                    .map(it -> it.getKey() + ": " + shown(String.valueOf(it.getValue())))
                    .collect(Collectors.joining("\n"));
        }
        return switch (value.toString()) {
            case UNKNOWN -> words().text("unknown");
            case HERE -> words().text("here");
            default -> value.toString();
        };
    }

    private static Map<String, Object> facts(Exported picture, Licences licences) {
        var entry = picture.entry();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("file", String.valueOf(picture.file().getFileName()));
        facts.put("sha256", picture.sha256());
        facts.put(SIZE, entry.width() + "x" + entry.height());
        facts.put(MADE, entry.made().toString());
        facts.put(
                PLACES,
                entry.places().stream()
                        .map(Entry.Place::ref)
                        .map(PictureRef::toString)
                        .collect(Collectors.joining("\n")));
        var model = picture.recipe().flatMap(Recipe::model);
        model.map(ModelRef::name).ifPresent(name -> facts.put("model", name));
        model.map(ModelRef::hash)
                .filter(hash -> !hash.isEmpty())
                .ifPresent(hash -> facts.put("model hash", hash));
        if (!entry.loras().isEmpty()) {
            facts.put("loras", String.join(", ", entry.loras()));
        }
        if (!entry.controls().isEmpty()) {
            facts.put("controlnets", String.join(", ", entry.controls()));
        }
        var found = licences(picture, licences);
        if (!found.isEmpty()) {
            facts.put("licences", found);
        }
        made(picture.made(), facts);
        picture.recipe()
                .ifPresent(recipe -> {
                    facts.put(
                            "settings", InfotextWriter.write(recipe, PictureFile.INFOTEXT_VERSION));
                    facts.put(RECIPE, JsonText.object(RecipeJson.writeWhole(recipe)));
                });
        return facts;
    }

    /// Of each model that the picture was made with, by name.
    private static Map<String, String> licences(Exported picture, Licences licences) {
        var found = new LinkedHashMap<String, String>();
        picture.recipe()
                .map(ModelLibrary::modelName)
                .ifPresent(name -> licence(found, licences, ModelKind.CHECKPOINT, name));
        picture.entry().loras().forEach(it -> licence(found, licences, ModelKind.LORA, it));
        picture.entry()
                .controls()
                .forEach(it -> licence(found, licences, ModelKind.CONTROLNET, it));
        return found;
    }

    private static void licence(
            Map<String, String> found, Licences licences, ModelKind kind, String name) {
        if (!name.isEmpty()) {
            found.put(name, licences.of(kind, name).orElse(UNKNOWN));
        }
    }

    private static void made(Provenance made, Map<String, Object> facts) {
        if (!made.isEmpty()) {
            facts.put("made on", made.place().isEmpty() ? HERE : made.place());
        }
        if (made.seconds() > 0) {
            facts.put("seconds", made.seconds());
        }
        made.cost()
                .ifPresent(
                        it -> facts.put("cost", it.amount().toPlainString() + " " + it.currency()));
    }

    private static Path page(Path file, String title, String body) throws IOException {
        var page =
                """
                <!doctype html>
                <html lang="%4$s"><head><meta charset="utf-8"><title>%1$s</title><style>%2$s</style></head>
                <body><h1>%1$s</h1>
                %3$s
                </body></html>
                """
                        .formatted(escaped(title), STYLE, body, words().text("language"));
        WholeFile.replace(file, page.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private static String link(Path file) {
        return file.toAbsolutePath()
                .getFileName()
                .toUri()
                .getRawPath()
                .replaceFirst("^.*/", "")
                .replace("'", "%27");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
