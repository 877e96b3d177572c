package dev.atelier.app.library.view;

import dev.atelier.app.library.Entry;
import dev.atelier.app.library.LibraryCloud;
import dev.atelier.app.library.PictureRef;
import dev.atelier.app.library.TrashModel;
import dev.atelier.app.picture.Provenance;
import dev.atelier.app.ui.Messages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pictures in the trash of buckets as rows of a list.
final class TrashRows implements GridRows {
    private final TrashModel model;
    private final EntryFiles files;
    private final Map<String, Long> ids = new HashMap<>();

    TrashRows(TrashModel model, EntryFiles files) {
        this.model = model;
        this.files = files;
    }

    static ListColumns columns(Messages messages) {
        return new ListColumns(
                List.of(
                        new ListColumns.Column("name", messages.text("column.name"), 136, 1, 0),
                        new ListColumns.Column("origin", messages.text("column.origin"), 200, 2, 1),
                        new ListColumns.Column("thrown", messages.text("column.thrown"), 120, 0, 2),
                        new ListColumns.Column("bytes", messages.text("column.bytes"), 72, 0, 3)));
    }

    @Override
    public int count() {
        return model.pictures().get().size();
    }

    LibraryCloud.Trashed at(int row) {
        return model.pictures().get().get(row);
    }

    @Override
    public long id(int row) {
        return ids.computeIfAbsent(at(row).now().toString(), it -> (long) ids.size());
    }

    @Override
    public Optional<GridCell> cell(int row) {
        var origin = at(row).origin();
        return Optional.of(
                new GridCell(
                        origin.last(), origin.toString(), GridCell.Where.THERE, false, "", ""));
    }

    @Override
    public List<String> fields(int row) {
        var picture = at(row);
        var origin = picture.origin().toString();
        return List.of(
                picture.origin().last(),
                origin.substring(0, origin.length() - picture.origin().last().length()),
                LibraryRows.TIME.format(picture.at()),
                DetailsPane.size(picture.bytes()));
    }

    @Override
    public GridPicture picture(int row) {
        var picture = at(row);
        return files.small(
                new Entry.Place(
                        PictureRef.of(picture.now()),
                        false,
                        picture.bytes(),
                        picture.at(),
                        picture.version(),
                        Provenance.NONE));
    }

    @Override
    public List<GridGroup> groups() {
        return List.of();
    }
}
