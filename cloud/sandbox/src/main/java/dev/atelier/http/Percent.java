package dev.atelier.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Percent encoding as RFC 3986 has it, both ways and strictly.
public final class Percent {
    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    private Percent() {}

    /// Everything but the unreserved characters, and `/` where it is kept.
    public static String encode(String text, boolean keepSlash) {
        var out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (PLAIN.indexOf(c) >= 0 || (keepSlash && c == '/')) {
                out.append(c);
            } else {
                out.append('%').append(String.format("%02X", b & 0xFF));
            }
        }
        return out.toString();
    }

    /// The text behind the escapes.
    ///
    /// @throws BadRequestException on a broken escape or on bytes that are no UTF-8
    public static String decode(String text, boolean plusIsSpace) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(escape(text, i));
                i += 2;
            } else if (c == '+' && plusIsSpace) {
                bytes.write(' ');
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw broken();
        }
    }

    private static int escape(String text, int at) {
        if (at + 2 >= text.length()) {
            throw broken();
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        if (high < 0 || low < 0) {
            throw broken();
        }
        return high * 16 + low;
    }

    private static BadRequestException broken() {
        return new BadRequestException("broken percent encoding");
    }
}
