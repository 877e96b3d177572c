package dev.atelier.app.models.cover;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the tiles of a grid are at one width: as many columns as there is room for.
record TileLayout(Map<String, Rectangle> tiles, List<Head> heads, int height) {
    static final int HEAD = 36;
    static final int WORDS = 44;

    /// Where the title of a group is.
    record Head(Tile.Group group, int y) {}

    /// What decides it.
    ///
    /// @param least how wide a tile is at least
    /// @param columns how many there are at least
    /// @param cover how high a cover is; 0 for two thirds of its width
    record Measures(int least, int columns, int gap, int cover) {
        int count(int width) {
            return Math.max(columns, (width + gap) / (least + gap));
        }
    }

    static TileLayout of(List<Tile.Group> groups, int width, Measures measures) {
        int columns = measures.count(width);
        double cell = (width - (columns - 1.0) * measures.gap) / columns;
        int cover = measures.cover == 0 ? (int) Math.round(cell * 2 / 3) : measures.cover;
        int high = cover + WORDS;
        var tiles = new LinkedHashMap<String, Rectangle>();
        var heads = new ArrayList<Head>();
        int y = 0;
        for (var group : groups) {
            if (!group.title().isEmpty()) {
                heads.add(new Head(group, y));
                y += HEAD;
            }
            int at = 0;
            for (var tile : group.tiles()) {
                int column = at % columns;
                int row = at / columns;
                int left = (int) Math.round(column * (cell + measures.gap));
                int right = (int) Math.round(column * (cell + measures.gap) + cell);
                tiles.put(
                        tile.id(),
                        new Rectangle(left, y + row * (high + measures.gap), right - left, high));
                at++;
            }
            int rows = (at + columns - 1) / columns;
            y += rows * (high + measures.gap);
        }
        return new TileLayout(tiles, List.copyOf(heads), Math.max(0, y));
    }

    Optional<Rectangle> place(String id) {
        return Optional.ofNullable(tiles.get(id));
    }

    /// The tile that an arrow key leads to from another.
    ///
    /// @param across 1 to the next, -1 to the one before, in the order of reading
    /// @param down 1 to the row below, -1 to the one above
    Optional<String> next(String from, int across, int down) {
        var ids = new ArrayList<>(tiles.keySet());
        int at = ids.indexOf(from);
        var here = tiles.get(from);
        if (at < 0 || here == null) {
            return ids.stream().findFirst();
        }
        if (across != 0) {
            return Optional.of(ids.get(Math.clamp(at + across, 0, ids.size() - 1)));
        }
        int row = rowFrom(here.y, down);
        return tiles.entrySet().stream()
                .filter(tile -> tile.getValue().y == row)
                .min((a, b) -> Integer.compare(off(a.getValue(), here), off(b.getValue(), here)))
                .map(Map.Entry::getKey)
                .or(() -> Optional.of(from));
    }

    private int rowFrom(int y, int down) {
        var rows = tiles.values().stream().mapToInt(place -> place.y);
        return down > 0
                ? rows.filter(row -> row > y).min().orElse(y)
                : rows.filter(row -> row < y).max().orElse(y);
    }

    private static int off(Rectangle a, Rectangle b) {
        return Math.abs(a.x - b.x);
    }
}
