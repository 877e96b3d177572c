package dev.atelier.app.library.view;

import dev.atelier.app.picture.PictureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/// Rows of a grid without a library.
final class FakeRows implements GridRows {
    long[] ids;
    final Map<Integer, Path> files = new HashMap<>();
    GridPicture.Reader reader =
            edge -> {
                throw new IOException("none");
            };

    FakeRows(int count) {
        ids = LongStream.range(0, count).toArray();
    }

    @Override
    public int count() {
        return ids.length;
    }

    @Override
    public long id(int row) {
        return ids[row];
    }

    @Override
    public Optional<GridCell> cell(int row) {
        return Optional.of(
                new GridCell("picture " + row, "words " + row, GridCell.Where.HERE, false, "", ""));
    }

    @Override
    public GridPicture picture(int row) {
        var file = files.get(row);
        return new GridPicture("", false, file == null ? reader : edge -> PictureFile.pixels(file));
    }

    @Override
    public List<GridGroup> groups() {
        return List.of();
    }
}
