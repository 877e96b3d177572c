package dev.atelier.app.ui;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// The one colour that is not grey.
public enum Accent {
    LAPIS,
    VIOLET,
    TEAL,
    FOREST,
    ROSE,
    GRAPHITE;

    /// The theme's variables that change with it, as FlatLaf wants them.
    public Map<String, String> variables(boolean dark) {
        var prefix = prefix(dark);
        var found = new HashMap<String, String>();
        All.COLOURS.forEach((key, value) -> {
            if (key.toString().startsWith(prefix)) {
                var name = key.toString().substring(prefix.length());
                found.put("@" + name, value.toString());
            }
        });
        return Map.copyOf(found);
    }

    /// How it looks in a theme.
    public Color swatch(boolean dark) {
        return Color.decode(All.COLOURS.getProperty(prefix(dark) + "accentGraphic"));
    }

    private String prefix(boolean dark) {
        return name().toLowerCase(Locale.ROOT) + (dark ? ".dark." : ".light.");
    }

    /// Read when the first accent is requested.
    private static final class All {
        static final Properties COLOURS = read();
    }

    private static Properties read() {
        var all = new Properties();
        try (var in = Accent.class.getResourceAsStream("accents.properties")) {
            var bytes = Objects.requireNonNull(in, "accents.properties");
            all.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
