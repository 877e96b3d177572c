package dev.atelier.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// CLIP's tokenizer in the two variants that Stable Diffusion models were trained with. They differ
/// only on character references and on the literal names of the markers. Thread-safe.
public final class ClipTokenizer {
    /// How text is cleaned first, and what the markers are called in text.
    public enum Variant {
        /// Hugging Face's `CLIPTokenizer`: SD1 and the first encoder of SDXL.
        HUGGING_FACE("<|startoftext|>", "<|endoftext|>", END),
        /// open_clip: SD2 and the second encoder of SDXL.
        OPEN_CLIP("<start_of_text>", "<end_of_text>", 0);

        private final String start;
        private final String end;
        private final int padding;

        Variant(String start, String end, int padding) {
            this.start = start;
            this.end = end;
            this.padding = padding;
        }
    }

    /// Marks the start of every chunk.
    public static final int START = 49406;

    /// Marks the end of a text.
    public static final int END = 49407;

    private static final Pattern SPACE =
            Pattern.compile("[\\s\\x1c-\\x1f\\x85]+", Pattern.UNICODE_CHARACTER_CLASS);

    private final Variant variant;
    private final HtmlEntities entities = new HtmlEntities();
    private final TextRepair repair = new TextRepair(entities);
    private final BytePairs pairs = new BytePairs();
    private final Pattern marker;
    private final Pattern word;

    /// Loads the vocabulary, a few tens of milliseconds.
    public ClipTokenizer(Variant variant) {
        this.variant = variant;
        var markers = Pattern.quote(variant.start) + "|" + Pattern.quote(variant.end);
        this.marker = Pattern.compile(markers);
        this.word =
                Pattern.compile(
                        markers + "|'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
                        Pattern.UNICODE_CHARACTER_CLASS | Pattern.CASE_INSENSITIVE);
    }

    /// The token ids of `text`, without start and end marks.
    public List<Integer> encode(String text) {
        if (variant == Variant.OPEN_CLIP) {
            return words(clean(text));
        }
        // Hugging Face takes the markers out first, so that each part is repaired by itself.
        var ids = new ArrayList<Integer>();
        int from = 0;
        var matcher = marker.matcher(text);
        while (matcher.find()) {
            ids.addAll(words(clean(text.substring(from, matcher.start()))));
            ids.add(matcher.group().equals(variant.start) ? START : END);
            from = matcher.end();
        }
        ids.addAll(words(clean(text.substring(from))));
        return ids;
    }

    private List<Integer> words(String cleaned) {
        var ids = new ArrayList<Integer>();
        var matcher = word.matcher(cleaned);
        while (matcher.find()) {
            var found = matcher.group();
            if (found.equals(variant.start)) {
                ids.add(START);
            } else if (found.equals(variant.end)) {
                ids.add(END);
            } else {
                ids.addAll(pairs.encode(found));
            }
        }
        return ids;
    }

    /// What the encoder reads after the first end mark of a chunk: end marks, or id 0 in open_clip.
    public int padding() {
        return variant.padding;
    }

    /// The text of one token, with a space where a word ends; a byte that is no character by itself
    /// is written as `\\xE6`.
    public String text(int id) {
        return switch (id) {
            case START -> variant.start;
            case END -> variant.end;
            default -> pairs.text(id);
        };
    }

    private String clean(String text) {
        var repaired = repair.repair(text);
        if (variant == Variant.OPEN_CLIP) {
            repaired = entities.unescapeLenient(entities.unescapeLenient(repaired));
        }
        return SPACE.matcher(repaired).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }
}
