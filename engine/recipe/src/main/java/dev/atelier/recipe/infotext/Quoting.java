package dev.atelier.recipe.infotext;

/// How infotext writes values that contain its own separators: as a JSON string.
final class Quoting {
    private Quoting() {}

    static String quote(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == ':' || c == '\n');
        if (plain) {
            return value;
        }
        var quoted = new StringBuilder("\"");
        value.chars().forEach(c -> quoted.append(escaped((char) c)));
        return quoted.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c);
        };
    }

    /// The value of a quoted string; anything else as it is.
    static String unquote(String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            return value;
        }
        var text = new StringBuilder();
        for (int i = 1; i < value.length() - 1; i++) {
            char c = value.charAt(i);
            if (c != '\\' || i + 1 >= value.length() - 1) {
                text.append(c);
                continue;
            }
            char code = value.charAt(++i);
            switch (code) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'u' -> {
                    int end = Math.min(i + 5, value.length() - 1);
                    text.append(unicode(value.substring(i + 1, end)));
                    i = end - 1;
                }
                default -> text.append(code);
            }
        }
        return text.toString();
    }

    private static String unicode(String digits) {
        try {
            return String.valueOf((char) Integer.parseInt(digits, 16));
        } catch (NumberFormatException e) {
            return "u" + digits; // not an escape after all
        }
    }
}
