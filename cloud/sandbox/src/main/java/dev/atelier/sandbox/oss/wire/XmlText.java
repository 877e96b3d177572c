package dev.atelier.sandbox.oss.wire;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// An XML document while it is written.
public final class XmlText {
    private final StringBuilder out =
            new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    public static XmlText of(String root, Consumer<XmlText> inside) {
        return new XmlText().inside(root, inside);
    }

    /// An element with a text.
    public XmlText add(String name, Object value) {
        out.append('<').append(name).append('>');
        escape(value.toString());
        out.append("</").append(name).append('>');
        return this;
    }

    /// An element with elements.
    public XmlText inside(String name, Consumer<XmlText> inside) {
        out.append('<').append(name).append('>');
        inside.accept(this);
        out.append("</").append(name).append('>');
        return this;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#13;");
                default -> out.append(c < 0x20 && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
    }

    public byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
