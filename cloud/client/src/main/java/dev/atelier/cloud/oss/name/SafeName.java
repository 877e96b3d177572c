package dev.atelier.cloud.oss.name;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// File names made of keys. A key is any text from outside: it may climb folders, name a device of
/// Windows, hide its end or be too long. A name that had to be changed gets a few digits of its
/// key's hash, so that two keys do not become one file. The same key always gives the same name.
public final class SafeName {
    /// Leaves room for the endings of files that are not complete yet.
    private static final int MOST_BYTES = 180;

    private static final int MOST_ENDING = 12;
    private static final String OTHERWISE = "object";

    /// What no file system of ours takes, and what makes a name look like another: control and
    /// format characters, line ends, halves of characters.
    private static final Pattern UNSAFE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}<>:\"/\\\\|?*]");

    private static final Pattern DEVICE =
            Pattern.compile(
                    "(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9¹²³]) *(\\..*)?",
                    Pattern.CASE_INSENSITIVE);

    private final Set<String> taken = new HashSet<>();

    /// A name for the last part of a key.
    public static String of(String key) {
        var trimmed = key.replaceAll("/+$", "");
        var last = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        var safe = safe(last);
        return safe.equals(last) ? last : marked(safe, key);
    }

    /// The same, different from all names given before even where letter case does not count.
    public String next(String key) {
        var name = of(key);
        if (!taken.add(folded(name))) {
            name = marked(name, key);
            for (int i = 2; !taken.add(folded(name)); i++) {
                name = marked(of(key), key + "\n" + i);
            }
        }
        return name;
    }

    /// Whether Windows takes a name for a device.
    static boolean isDevice(String name) {
        return DEVICE.matcher(name).matches();
    }

    private static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static String safe(String name) {
        var composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        var text = UNSAFE.matcher(composed).replaceAll("_").replaceAll("^\\s+|[\\s.]+$", "");
        if (text.startsWith(".")) {
            text = "_" + text.substring(1);
        }
        if (text.isEmpty()) {
            return OTHERWISE;
        }
        return shortened(isDevice(text) ? "_" + text : text, MOST_BYTES);
    }

    /// Cuts the middle: the ending stays, and no character is halved.
    private static String shortened(String name, int most) {
        if (bytes(name) <= most) {
            return name;
        }
        var ending = ending(name);
        var stem = name.substring(0, name.length() - ending.length());
        while (bytes(stem) + bytes(ending) > most) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem.stripTrailing() + ending;
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 || bytes(name.substring(dot)) > MOST_ENDING ? "" : name.substring(dot);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String marked(String name, String key) {
        var ending = ending(name);
        var mark = "-" + hash(key);
        var stem = name.substring(0, name.length() - ending.length());
        return shortened(stem, MOST_BYTES - mark.length() - bytes(ending)) + mark + ending;
    }

    private static String hash(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var all = digest.digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
