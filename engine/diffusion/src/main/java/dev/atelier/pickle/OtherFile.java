package dev.atelier.pickle;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What people find under the name of a model that is none, told by its first bytes.
final class OtherFile {
    /// How many bytes of a file tell.
    static final int START = 512;

    private static final String LFS = "version https://git-lfs.github.com/spec/";
    private static final Pattern LFS_SIZE = Pattern.compile("\\nsize (\\d{1,18})\\b");
    private static final Pattern PAGE =
            Pattern.compile(
                    "\\s*(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)*<(!doctype|html|head|body)\\b.*",
                    Pattern.DOTALL);

    /// A safetensors file begins with the eight bytes of a small number, so never with text.
    private static final Pattern JSON =
            Pattern.compile("\\s*[{\\[]\\s*[\"\\]}{\\[].*", Pattern.DOTALL);

    private static final String REFUSAL =
            "it is a JSON text, not a model: perhaps a site's refusal; download it again";

    private OtherFile() {}

    /// A sentence about a file that begins so; empty where it may be a model.
    ///
    /// @param start its first [#START] bytes, or all where it is shorter
    static Optional<String> of(byte[] start) {
        if (start.length == 0) {
            return Optional.of("it is empty; download it again");
        }
        var text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ef\u00bb\u00bf")) {
            text = text.substring(3); // the mark of UTF-8
        }
        if (text.startsWith(LFS)) {
            return Optional.of(pointer(text));
        }
        if (PAGE.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
            return Optional.of(
                    "it is a web page, not a model: the site wanted a login or had no such file;"
                            + " download it again");
        }
        return JSON.matcher(text).matches() ? Optional.of(REFUSAL) : binary(text);
    }

    private static String pointer(String text) {
        var size = LFS_SIZE.matcher(text);
        var model = size.find() ? "the model of " + size.group(1) + " bytes" : "the model itself";
        return "it is a Git LFS pointer, not %s; download that, or run git lfs pull"
                .formatted(model);
    }

    private static Optional<String> binary(String text) {
        if (text.startsWith("GGUF")) {
            return Optional.of("it is a GGUF file, whose quantised weights are not read here");
        }
        if (text.startsWith("\u0089PNG") || text.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("it is a picture, not a model");
        }
        if (text.startsWith("7z\u00bc\u00af") || text.startsWith("Rar!")) {
            return Optional.of("it is a packed archive; unpack it first");
        }
        if (text.startsWith("\u001f\u008b")) {
            return Optional.of("it is packed with gzip; unpack it first");
        }
        if (text.startsWith("\u0089HDF\r\n")) {
            return Optional.of("it is an HDF5 file of Keras, which is not read here");
        }
        return Optional.empty();
    }
}
