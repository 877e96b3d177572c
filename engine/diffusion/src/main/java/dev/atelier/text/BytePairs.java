package dev.atelier.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/// CLIP's byte-pair vocabulary: splits a word into the entries that its merges build.
///
/// Sennrich et al. 2016, arXiv:1508.07909, over bytes written as printable characters.
final class BytePairs {
    private static final String WORD_END = "</w>";

    /// All bytes, and all bytes that end a word.
    private static final int SINGLE = 512;

    private final Map<String, Integer> ids;
    private final List<String> entries;

    /// How long the left part of each merge is; no two merges make the same entry.
    private final int[] cuts;

    private final List<String> printable = printableBytes();

    BytePairs() {
        var merges = AssetLines.of("clip/merges.txt.gz");
        int size = SINGLE + merges.size();
        ids = HashMap.newHashMap(size);
        entries = new ArrayList<>(size);
        cuts = new int[merges.size()];
        order(false);
        order(true);
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = merges.get(i).indexOf(' ');
            add(merges.get(i).replace(" ", ""));
        }
    }

    /// The entries' ids of one word.
    List<Integer> encode(String word) {
        var parts = new ArrayList<String>();
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            parts.add(printable.get(b & 0xFF));
        }
        parts.set(parts.size() - 1, parts.getLast() + WORD_END);
        return new Merging(parts).merged().map(ids::get).toList();
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

    private void add(String entry) {
        ids.put(entry, entries.size());
        entries.add(entry);
    }

    /// The first entries: all bytes, printable ones first, then the same ending a word.
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

    /// The parts of one word while pairs of them are joined: the pair of the best rank first, equal
    /// ones from the left. A joined part only makes pairs of worse ranks, since its merge was
    /// learned first; so a queue serves, and a word of any length takes little more time than
    /// reading it.
    private final class Merging {
        /// @param text what the joined part will be, to know whether the pair is still there
        private record Candidate(int rank, int left, int right, String text) {}

        private final String[] parts;
        private final int[] next;
        private final int[] previous;
        private final PriorityQueue<Candidate> queue =
                new PriorityQueue<>(
                        Comparator.comparingInt(Candidate::rank).thenComparingInt(Candidate::left));

        Merging(List<String> parts) {
            this.parts = parts.toArray(String[]::new);
            next = new int[parts.size()];
            previous = new int[parts.size()];
            for (int i = 0; i < next.length; i++) {
                next[i] = i + 1;
                previous[i] = i - 1;
            }
            for (int i = 0; i + 1 < next.length; i++) {
                offer(i);
            }
        }

        private void offer(int left) {
            int right = next[left];
            var text = parts[left] + parts[right];
            int rank = ids.getOrDefault(text, 0) - SINGLE; // ids are in the order of merges
            if (rank >= 0 && cuts[rank] == parts[left].length()) {
                queue.add(new Candidate(rank, left, right, text));
            }
        }

        Stream<String> merged() {
            for (var best = queue.poll(); best != null; best = queue.poll()) {
                if (isThere(best)) {
                    join(best);
                }
            }
            return Arrays.stream(parts).filter(part -> !part.isEmpty());
        }

        private boolean isThere(Candidate pair) {
            return !parts[pair.left].isEmpty()
                    && next[pair.left] == pair.right
                    && pair.text.equals(parts[pair.left] + parts[pair.right]);
        }

        private void join(Candidate pair) {
            parts[pair.left] = pair.text;
            parts[pair.right] = "";
            int after = next[pair.right];
            next[pair.left] = after;
            if (after < parts.length) {
                previous[after] = pair.left;
                offer(pair.left);
            }
            if (previous[pair.left] >= 0) {
                offer(previous[pair.left]);
            }
        }
    }
}
