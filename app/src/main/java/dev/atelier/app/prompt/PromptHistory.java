package dev.atelier.app.prompt;

import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The prompts sent earlier, for Alt+Up and Alt+Down in an editor. What was typed and not sent, a
/// draft or a change to an earlier prompt, is there again on the way back, until something is sent.
///
/// Belongs to one thread. Entries are saved and read elsewhere: [#entries] is a copy, and the
/// static [#read] and [#write] block.
public final class PromptHistory {
    private final int bound;
    private final List<String> entries;

    /// Unsent texts by place; the place behind the last entry is the draft's.
    private final Map<Integer, String> unsent = new HashMap<>();

    private int place;

    /// @param entries the oldest first; of too many the newest are kept
    /// @param bound how many to keep at most
    public PromptHistory(List<String> entries, int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound: expected 1 or more, got " + bound);
        }
        this.bound = bound;
        this.entries = new ArrayList<>(entries);
        shorten();
    }

    /// The prompt before the one shown, empty where there is none.
    ///
    /// @param shown what the editor holds now
    public Optional<String> older(String shown) {
        return moved(shown, -1);
    }

    /// The prompt after the one shown, in the end the draft; empty where there is none.
    ///
    /// @param shown what the editor holds now
    public Optional<String> newer(String shown) {
        return moved(shown, 1);
    }

    /// Steps over what would look the same.
    private Optional<String> moved(String shown, int step) {
        for (int to = place + step; to >= 0 && to <= entries.size(); to += step) {
            var there = textAt(to);
            if (!there.equals(shown)) {
                leave(shown);
                place = to;
                return Optional.of(there);
            }
        }
        return Optional.empty();
    }

    private String textAt(int at) {
        var entry = at < entries.size() ? entries.get(at) : "";
        return unsent.getOrDefault(at, entry);
    }

    private void leave(String shown) {
        unsent.put(place, shown);
    }

    /// Takes a sent prompt as the newest entry. One that was there moves; a blank one is not taken.
    public void remember(String sent) {
        if (!sent.isBlank()) {
            entries.remove(sent);
            entries.add(sent);
        }
        shorten();
    }

    private void shorten() {
        while (entries.size() > bound) {
            entries.removeFirst();
        }
        unsent.clear();
        place = entries.size();
    }

    /// The oldest first.
    public List<String> entries() {
        return List.copyOf(entries);
    }

    /// Entries of a file, none if there is no file. Blocks.
    public static List<String> read(Path file) throws IOException {
        return Files.exists(file)
                ? decoded(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                : List.of();
    }

    /// Writes entries to a file, whole or not at all. Blocks.
    public static void write(Path file, List<String> entries) throws IOException {
        WholeFile.replace(file, encoded(entries).getBytes(StandardCharsets.UTF_8));
    }

    /// One line for each entry, line breaks as `\n` and `\r`, a backslash as two.
    static String encoded(List<String> entries) {
        var text = new StringBuilder();
        for (var entry : entries) {
            text.append(entry.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"))
                    .append('\n');
        }
        return text.toString();
    }

    /// Lines of a hand that knows no escapes are taken as they are as far as possible.
    static List<String> decoded(String text) {
        return text.lines().filter(line -> !line.isBlank()).map(PromptHistory::entry).toList();
    }

    private static String entry(String line) {
        var entry = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            char next = i + 1 < line.length() ? line.charAt(i + 1) : '\0';
            if (letter == '\\' && "\\nr".indexOf(next) >= 0) {
                entry.append(
                        switch (next) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> '\\';
                        });
                i++;
            } else {
                entry.append(letter);
            }
        }
        return entry.toString();
    }
}
