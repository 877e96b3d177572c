package dev.atelier.app.library.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The columns of a list of pictures, and which of them are where at a width: what does not fit is
/// left out, the least important first.
///
/// @param all from left to right
record ListColumns(List<Column> all) {
    /// Left of the first column: the small picture and the star.
    static final int LEAD = 104;

    /// Right of the last column: where a picture is kept.
    static final int END = 40;

    private static final int GAP = 16;

    /// @param key its name in the bundle and in reports of a click
    /// @param title above it
    /// @param least how wide it is at least, in pixels
    /// @param grow its share of what is left
    /// @param rank the highest is left out first; 0 stays
    record Column(String key, String title, int least, double grow, int rank) {}

    /// One column in its place.
    ///
    /// @param at its number in [#all]
    record Span(int at, int left, int width) {}

    ListColumns {
        all = List.copyOf(all);
    }

    /// The columns that are shown.
    List<Span> spans(int width) {
        int room = width - LEAD - END;
        var out = new HashSet<Integer>();
        var weakest = new ArrayList<Integer>();
        for (int i = 0; i < all.size(); i++) {
            weakest.add(i);
        }
        weakest.sort(Comparator.comparingInt((Integer i) -> -all.get(i).rank));
        for (int i : weakest) {
            if (needed(out) <= room || all.get(i).rank == 0) {
                break;
            }
            out.add(i);
        }
        double left = Math.max(0, room - needed(out));
        double shares = 0;
        for (int i = 0; i < all.size(); i++) {
            shares += out.contains(i) ? 0 : all.get(i).grow;
        }
        var spans = new ArrayList<Span>();
        int x = LEAD;
        for (int i = 0; i < all.size(); i++) {
            if (!out.contains(i)) {
                var column = all.get(i);
                int more = shares > 0 ? (int) (left * column.grow / shares) : 0;
                spans.add(new Span(i, x, column.least + more));
                x += column.least + more + GAP;
            }
        }
        return spans;
    }

    private int needed(Set<Integer> out) {
        int sum = 0;
        for (int i = 0; i < all.size(); i++) {
            sum += out.contains(i) ? 0 : all.get(i).least + GAP;
        }
        return sum;
    }

    /// The column at a place.
    Optional<Span> at(int x, int width) {
        return spans(width).stream()
                .filter(it -> x >= it.left && x < it.left + it.width)
                .findFirst();
    }
}
