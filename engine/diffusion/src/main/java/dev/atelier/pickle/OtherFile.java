package dev.atelier.pickle;

import dev.atelier.recipe.Message;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What people find under the name of a model that is none, known by its first bytes.
///
/// @param kind what it is, without a full stop
/// @param remedy empty where nothing helps
record OtherFile(Message kind, Optional<Remedy> remedy) {
    /// How many bytes of a file decide.
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

    /// What to do about it.
    enum Remedy {
        AGAIN("other.again", "advice.again"),
        PULL("other.pull", "advice.pull"),
        UNPACK("other.unpack", "advice.unpack");

        private final String clause;
        private final String sentence;

        Remedy(String clause, String sentence) {
            this.clause = clause;
            this.sentence = sentence;
        }

        /// As a sentence of its own.
        Message sentence() {
            return Message.of(sentence);
        }
    }

    /// Both in one, without a full stop.
    Message whole() {
        return remedy.map(it -> Message.of("other.whole", kind, Message.of(it.clause)))
                .orElse(kind);
    }

    /// What a file is that begins so; empty where it may be a model.
    ///
    /// @param start its first [#START] bytes, or all where it is shorter
    static Optional<OtherFile> of(byte[] start) {
        if (start.length == 0) {
            return is("other.empty", Remedy.AGAIN);
        }
        var text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ef\u00bb\u00bf")) {
            text = text.substring(3); // the mark of UTF-8
        }
        if (text.startsWith(LFS)) {
            return Optional.of(pointer(text));
        }
        if (PAGE.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
            return is("other.page", Remedy.AGAIN);
        }
        return JSON.matcher(text).matches() ? is("other.json", Remedy.AGAIN) : binary(text);
    }

    private static OtherFile pointer(String text) {
        var size = LFS_SIZE.matcher(text);
        var kind =
                size.find()
                        ? Message.of("other.pointer-sized", size.group(1))
                        : Message.of("other.pointer");
        return new OtherFile(kind, Optional.of(Remedy.PULL));
    }

    private static Optional<OtherFile> binary(String text) {
        if (text.startsWith("GGUF")) {
            return is("other.gguf");
        }
        if (text.startsWith("\u0089PNG") || text.startsWith("\u00ff\u00d8\u00ff")) {
            return is("other.picture");
        }
        if (text.startsWith("7z\u00bc\u00af") || text.startsWith("Rar!")) {
            return is("other.archive", Remedy.UNPACK);
        }
        if (text.startsWith("\u001f\u008b")) {
            return is("other.gzip", Remedy.UNPACK);
        }
        return text.startsWith("\u0089HDF\r\n") ? is("other.keras") : Optional.empty();
    }

    private static Optional<OtherFile> is(String key) {
        return Optional.of(new OtherFile(Message.of(key), Optional.empty()));
    }

    private static Optional<OtherFile> is(String key, Remedy remedy) {
        return Optional.of(new OtherFile(Message.of(key), Optional.of(remedy)));
    }
}
