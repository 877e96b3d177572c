package dev.atelier.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// CLIP's byte-pair vocabulary: splits a word into the entries that its merges build.
///
/// Sennrich et al. 2016, arXiv:1508.07909, over bytes written as printable characters.
final class BytePairs {
    private static final String WORD_END = "</w>";

    private record Pair(String left, String right) {}

    private final Map<Pair, Integer> ranks = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> entries = new ArrayList<>();
    private final List<String> printable = printableBytes();

    BytePairs() {
        order(false);
        order(true);
        for (var line : Lines.of("clip/merges.txt.gz")) {
            int space = line.indexOf(' ');
            var pair = new Pair(line.substring(0, space), line.substring(space + 1));
            ranks.put(pair, ranks.size());
            add(pair.left + pair.right);
        }
    }

    /// The entries' ids of one word.
    List<Integer> encode(String word) {
        var parts = new ArrayList<String>();
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            parts.add(printable.get(b & 0xFF));
        }
        parts.set(parts.size() - 1, parts.getLast() + WORD_END);
        merge(parts);
        return parts.stream().map(ids::get).toList();
    }

    /// The readable text of an entry: a space for the end of a word, `\\xE6` for a byte that is no
    /// character by itself.
    String text(int id) {
        var entry = entries.get(id);
        boolean ending = entry.endsWith(WORD_END);
        var symbols = ending ? entry.substring(0, entry.length() - WORD_END.length()) : entry;
        var bytes = new byte[symbols.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) printable.indexOf(symbols.substring(i, i + 1));
        }
        return readable(bytes) + (ending ? " " : "");
    }

    private void merge(List<String> parts) {
        while (parts.size() > 1) {
            Pair best = null;
            int bestRank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < parts.size(); i++) {
                var pair = new Pair(parts.get(i), parts.get(i + 1));
                int rank = ranks.getOrDefault(pair, Integer.MAX_VALUE);
                if (rank < bestRank) {
                    best = pair;
                    bestRank = rank;
                }
            }
            if (best == null) {
                return;
            }
            join(parts, best);
        }
    }

    private static void join(List<String> parts, Pair pair) {
        for (int i = 0; i + 1 < parts.size(); i++) {
            if (parts.get(i).equals(pair.left) && parts.get(i + 1).equals(pair.right)) {
                parts.set(i, pair.left + pair.right);
                parts.remove(i + 1);
            }
        }
    }

    private void add(String entry) {
        ids.put(entry, entries.size());
        entries.add(entry);
    }

    /// The first 512 entries: all bytes, printable ones first, then the same ending a word.
    private void order(boolean ending) {
        for (int pass = 0; pass < 2; pass++) {
            for (int b = 0; b < 256; b++) {
                if (isPrintable(b) == (pass == 0)) {
                    add(ending ? printable.get(b) + WORD_END : printable.get(b));
                }
            }
        }
    }

    private static boolean isPrintable(int b) {
        return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
    }

    /// Every byte as a character: itself if printable, else one from 256 on.
    private static List<String> printableBytes() {
        var characters = new ArrayList<String>();
        int next = 256;
        for (int b = 0; b < 256; b++) {
            characters.add(Character.toString(isPrintable(b) ? b : next++));
        }
        return List.copyOf(characters);
    }

    private static String readable(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            // An entry may hold a part of a character.
            var text = new StringBuilder();
            for (byte b : bytes) {
                text.append(b >= 0 ? Character.toString(b) : "\\x%02X".formatted(b));
            }
            return text.toString();
        }
    }
}
