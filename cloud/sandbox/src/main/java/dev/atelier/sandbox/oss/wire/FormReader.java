package dev.atelier.sandbox.oss.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `multipart/form-data` body, part after part, in flat memory.
public final class FormReader {
    private static final int WINDOW = 64 * 1024;
    private static final int LARGEST_HEAD = 8 * 1024;
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^\\s;]{1,70}))");
    private static final Pattern NAME = Pattern.compile("[; ]name=(?:\"([^\"]*)\"|([^\\s;]+))");
    private static final Pattern FILE = Pattern.compile("filename=(?:\"([^\"]*)\"|([^\\s;]+))");

    private final InputStream in;
    private final byte[] delimiter;
    private byte[] window = new byte[WINDOW];
    private int from;
    private int to;
    private boolean ended;

    /// One part.
    ///
    /// @param file the name that the browser gave it, empty for a plain field
    /// @param headers by lower-case name
    /// @param content ends with the part; read it before the next one
    public record Part(
            String name, String file, Map<String, String> headers, InputStream content) {}

    /// @throws OssException where the type names no boundary
    public FormReader(InputStream in, String contentType) {
        this.in = in;
        var found = BOUNDARY.matcher(contentType);
        if (!found.find()) {
            throw malformed();
        }
        var boundary = found.group(1) == null ? found.group(2) : found.group(1);
        delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        // The first delimiter has no line before it.
        window[0] = '\r';
        window[1] = '\n';
        to = 2;
    }

    /// The next part, or empty at the end of the form.
    ///
    /// @throws OssException on a body that is no form
    public Optional<Part> next() throws IOException {
        new Content().transferTo(OutputStream.nullOutputStream());
        from += delimiter.length;
        var rest = line();
        if (rest.startsWith("--")) {
            return Optional.empty();
        }
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || headers.size() > 20) {
                throw malformed();
            }
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var disposition = headers.getOrDefault("content-disposition", "");
        var name = NAME.matcher(disposition);
        if (!name.find()) {
            throw malformed();
        }
        return Optional.of(new Part(either(name), file(disposition), headers, new Content()));
    }

    private static String file(String disposition) {
        var file = FILE.matcher(disposition);
        return file.find() ? either(file) : "";
    }

    private static String either(Matcher found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    /// A line of a part's head, without its end.
    private String line() throws IOException {
        for (int at = from; ; at++) {
            while (at + 1 >= to) {
                int before = from;
                if (at - from > LARGEST_HEAD || !fill()) {
                    throw malformed();
                }
                at -= before - from;
            }
            if (window[at] == '\r' && window[at + 1] == '\n') {
                var text = new String(window, from, at - from, StandardCharsets.UTF_8);
                from = at + 2;
                return text;
            }
        }
    }

    /// Moves what is left to the front and reads more.
    private boolean fill() throws IOException {
        System.arraycopy(window, from, window, 0, to - from);
        to -= from;
        from = 0;
        if (to == window.length) {
            window = Arrays.copyOf(window, window.length * 2);
        }
        int n = in.read(window, to, window.length - to);
        ended |= n < 0;
        to += Math.max(n, 0);
        return n >= 0;
    }

    private int delimiterAt() {
        outer:
        for (int at = from; at + delimiter.length <= to; at++) {
            for (int i = 0; i < delimiter.length; i++) {
                if (window[at + i] != delimiter[i]) {
                    continue outer;
                }
            }
            return at;
        }
        return -1;
    }

    private static OssException malformed() {
        return OssError.MALFORMED_POST_REQUEST.exception();
    }

    /// What lies before the next delimiter.
    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            while (true) {
                int end = delimiterAt();
                int safe = end >= 0 ? end : to - delimiter.length;
                if (safe > from) {
                    int n = Math.min(count, safe - from);
                    System.arraycopy(window, from, buffer, offset, n);
                    from += n;
                    return n;
                }
                if (end >= 0) {
                    return -1;
                }
                if (ended || !fill()) {
                    throw malformed();
                }
            }
        }
    }
}
