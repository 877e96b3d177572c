package dev.atelier.app.library.view;

import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;

/// Where the cells and the titles of a grid are at one width. Any place is found without walking
/// through the rows.
final class CellLayout {
    static final int GAP = 8;

    /// Of a title with the room above it.
    static final int HEAD = 36;

    /// How high a row of a list is.
    static final int ROW = 48;

    private final int count;
    private final int columns;
    private final double cell;
    private final int high;
    private final int gap;

    /// The first row of each block of rows; a block without a title where there are no groups.
    private final int[] firsts;

    /// The upper edge of each block, and last the height of all.
    private final int[] tops;

    private final int head;

    /// @param wanted how wide a cell is about, in pixels at 100 %
    CellLayout(List<GridGroup> groups, int count, int width, int wanted) {
        this(groups, count, Shape.ofCells(width, wanted));
    }

    /// One row below another, as wide as there is room for.
    static CellLayout list(List<GridGroup> groups, int count, int width) {
        return new CellLayout(groups, count, new Shape(1, width, ROW, 0));
    }

    /// Of a line of cells.
    private record Shape(int columns, double cell, int high, int gap) {
        static Shape ofCells(int width, int wanted) {
            int room = Math.max(wanted, width);
            int columns = Math.max(1, (room + GAP) / (wanted + GAP));
            double cell = (room - (columns - 1.0) * GAP) / columns;
            return new Shape(columns, cell, (int) Math.round(cell * 2 / 3), GAP);
        }
    }

    private CellLayout(List<GridGroup> groups, int count, Shape shape) {
        this.count = count;
        columns = shape.columns;
        cell = shape.cell;
        high = shape.high;
        gap = shape.gap;
        head = groups.isEmpty() ? 0 : HEAD;
        firsts =
                groups.isEmpty()
                        ? new int[] {0}
                        : groups.stream().mapToInt(GridGroup::first).toArray();
        tops = new int[firsts.length + 1];
        for (int i = 0; i < firsts.length; i++) {
            int rows = (end(i) - firsts[i] + columns - 1) / columns;
            tops[i + 1] = tops[i] + head + rows * (high + gap);
        }
    }

    private int end(int block) {
        return block + 1 < firsts.length ? firsts[block + 1] : count;
    }

    int height() {
        return tops[firsts.length];
    }

    int columns() {
        return columns;
    }

    /// How high a cell is with the gap below it.
    int pitch() {
        return high + gap;
    }

    int blocks() {
        return firsts.length;
    }

    /// The block of a row.
    int block(int row) {
        int at = Arrays.binarySearch(firsts, row);
        return at >= 0 ? at : -at - 2;
    }

    /// The upper edge of a block, where its title is.
    int top(int block) {
        return tops[block];
    }

    /// The block at a height, as far as there is one.
    int blockAt(int y) {
        int at = Arrays.binarySearch(tops, 0, firsts.length, y);
        return Math.max(0, at >= 0 ? at : -at - 2);
    }

    /// Where a row's cell is.
    Rectangle place(int row) {
        int block = block(row);
        int at = row - firsts[block];
        int column = at % columns;
        int left = (int) Math.round(column * (cell + gap));
        int right = (int) Math.round(column * (cell + gap) + cell);
        return new Rectangle(
                left, tops[block] + head + at / columns * (high + gap), right - left, high);
    }

    /// The row at a spot; -1 between cells.
    int rowAt(int x, int y) {
        if (count == 0 || y < 0 || y >= height()) {
            return -1;
        }
        int block = blockAt(y);
        int line = Math.floorDiv(y - tops[block] - head, high + gap);
        int column = Math.clamp((int) (x / (cell + gap)), 0, columns - 1);
        long row = firsts[block] + (long) line * columns + column;
        if (line < 0 || row >= end(block)) {
            return -1;
        }
        return place((int) row).contains(x, y) ? (int) row : -1;
    }

    /// The first row that reaches below a height; the count where none does.
    int firstBelow(int y) {
        if (count == 0 || y >= height()) {
            return count;
        }
        int block = blockAt(Math.max(0, y));
        int line = Math.max(0, Math.floorDiv(y - tops[block] - head, high + gap));
        return (int) Math.min((long) firsts[block] + (long) line * columns, end(block));
    }

    /// The row that an arrow key leads to.
    ///
    /// @param down 1 to the line below, -1 to the one above, in the nearest column
    int beside(int row, int down) {
        int block = block(row);
        int column = (row - firsts[block]) % columns;
        int next = row + down * columns;
        if (next >= firsts[block] && next < end(block)) {
            return next;
        }
        if (down > 0) {
            int last = end(block) - 1;
            boolean isLastLine =
                    (row - firsts[block]) / columns == (last - firsts[block]) / columns;
            if (!isLastLine) {
                return last;
            }
            int below = block + 1;
            return below < firsts.length ? Math.min(firsts[below] + column, end(below) - 1) : row;
        }
        if (block == 0) {
            return row;
        }
        int above = block - 1;
        int lines = (end(above) - 1 - firsts[above]) / columns;
        return Math.min(firsts[above] + lines * columns + column, end(above) - 1);
    }
}
