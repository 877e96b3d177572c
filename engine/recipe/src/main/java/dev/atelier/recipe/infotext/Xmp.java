package dev.atelier.recipe.infotext;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The few texts of an XMP packet (ISO 16684-1) that hold settings: comments and descriptions, as
/// elements or attributes. The packet is searched, not parsed, so that nothing in it can lead
/// anywhere.
final class Xmp {
    private static final int LONGEST = 4 << 20;

    private static final Pattern ELEMENT =
            Pattern.compile(
                    "<(exif:UserComment|dc:description|xmp:CreatorTool)>(.*?)</\\1>",
                    Pattern.DOTALL);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s(exif:UserComment|dc:description|xmp:CreatorTool)=\"([^\"]*+)\"");
    private static final Pattern ITEM =
            Pattern.compile("<rdf:li[^>]*+>(.*?)</rdf:li>", Pattern.DOTALL);
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#(\\d{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));");

    private Xmp() {}

    static boolean is(String text) {
        return text.contains("<x:xmpmeta") || text.contains("<rdf:RDF");
    }

    /// By the names of properties without their prefix, as `UserComment`.
    static Map<String, String> read(String packet) {
        var texts = new LinkedHashMap<String, String>();
        if (packet.length() > LONGEST) {
            return texts;
        }
        for (var pattern : new Pattern[] {ELEMENT, ATTRIBUTE}) {
            var found = pattern.matcher(packet);
            while (found.find()) {
                var item = ITEM.matcher(found.group(2));
                var text = item.find() ? item.group(1) : found.group(2);
                var name = found.group(1);
                texts.putIfAbsent(name.substring(name.indexOf(':') + 1), plain(text.strip()));
            }
        }
        return texts;
    }

    private static String plain(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> {
                    var letter =
                            match.group(1) != null
                                    ? point(Integer.parseInt(match.group(1)))
                                    : match.group(2) != null
                                            ? point(Integer.parseInt(match.group(2), 16))
                                            : named(match.group(3));
                    return Matcher.quoteReplacement(letter);
                });
    }

    private static String point(int code) {
        return Character.isValidCodePoint(code) ? Character.toString(code) : "";
    }

    private static String named(String name) {
        return switch (name) {
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            default -> "&";
        };
    }
}
