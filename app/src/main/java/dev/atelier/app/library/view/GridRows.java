package dev.atelier.app.library.view;

import java.util.List;
import java.util.Optional;

/// What a [PictureGrid] shows, row by row. Nothing of it blocks. Event thread.
public interface GridRows {
    int count();

    /// What the entry of a row is known by, however rows move.
    ///
    /// @param row 0-based
    long id(int row);

    /// What is painted of a row; empty while it is read, after which the grid is notified.
    Optional<GridCell> cell(int row);

    /// What a list says of a row that is there, a text for each of its columns.
    default List<String> fields(int row) {
        return List.of();
    }

    /// The pixels of a row that is there.
    GridPicture picture(int row);

    /// The groups in order; none where the rows are in no groups.
    List<GridGroup> groups();
}
