package dev.atelier.app.viewer;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.SavedPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The pictures made lately, newest first, and which of them is looked at.
public final class SessionModel {
    private final Value<List<SavedPicture>> pictures = Value.of(List.of());
    private final Value<Optional<SavedPicture>> selected = Value.of(Optional.empty());

    private final Value<Integer> choices = Value.of(0);

    /// Whether new pictures are looked at as they come.
    private boolean following = true;

    /// Whether the picture that is being made is looked at, rather than a finished one.
    private final Value<Boolean> watching = Value.of(true);

    public SessionModel(Observed<Optional<SavedPicture>> latest) {
        latest.onChange(picture -> picture.ifPresent(this::add));
    }

    public Observed<List<SavedPicture>> pictures() {
        return pictures;
    }

    /// Counts how often a picture was chosen by hand, also the one that is chosen already.
    public Observed<Integer> choices() {
        return choices;
    }

    public Observed<Optional<SavedPicture>> selected() {
        return selected;
    }

    /// Those of the sessions before, newest first, behind what was made since. The newest is looked
    /// at unless there is something newer.
    public void resume(List<SavedPicture> earlier) {
        var all = new ArrayList<>(pictures.get());
        all.addAll(earlier);
        pictures.set(List.copyOf(all));
        if (selected.get().isEmpty() && !all.isEmpty()) {
            selected.set(Optional.of(all.getFirst()));
        }
    }

    /// Shows new pictures as they come, until an older one is chosen.
    public void follow() {
        following = true;
        watching.set(true);
    }

    /// Something else is looked at than what is being made and new pictures, until [#follow].
    public void lookAway() {
        following = false;
        watching.set(false);
    }

    /// Whether the picture that is being made goes before a finished one, for as long as it is
    /// made; until a finished one is chosen.
    public Observed<Boolean> watching() {
        return watching;
    }

    /// A new picture is looked at, unless the user chose an older one since new ones were wanted.
    private void add(SavedPicture picture) {
        var all = new ArrayList<>(pictures.get());
        all.addFirst(picture);
        pictures.set(List.copyOf(all));
        if (following || selected.get().isEmpty()) {
            selected.set(Optional.of(picture));
        }
    }

    public void select(SavedPicture picture) {
        following = pictures.get().stream().findFirst().equals(Optional.of(picture));
        selected.set(Optional.of(picture));
        watching.set(false); // only then: what was selected before is not read once more
        choices.update(count -> count + 1);
    }

    /// The neighbour of the selected one.
    ///
    /// @param by +1 to the older, −1 to the newer
    public void move(int by) {
        var all = pictures.get();
        int now = selected.get().map(all::indexOf).orElse(-1);
        if (!all.isEmpty()) {
            select(all.get(Math.clamp(now + (long) by, 0, all.size() - 1)));
        }
    }

    /// Puts a picture back that was taken out, and looks at it.
    ///
    /// @param place 0-based, where it was
    public void recall(SavedPicture picture, int place) {
        var all = new ArrayList<>(pictures.get());
        if (!all.contains(picture)) {
            all.add(Math.clamp(place, 0, all.size()), picture);
            pictures.set(List.copyOf(all));
        }
        select(picture);
    }

    /// Takes the picture of a file out, where it is one of these.
    ///
    /// @return puts it back in its place
    public Runnable forget(Path file) {
        var found = pictures.get().stream().filter(it -> it.file().equals(file)).findFirst();
        if (found.isEmpty()) {
            return () -> {};
        }
        int place = pictures.get().indexOf(found.get());
        forget(found.get());
        return () -> recall(found.get(), place);
    }

    /// Takes a picture out of the strip.
    public void forget(SavedPicture picture) {
        int at = pictures.get().indexOf(picture);
        var left = pictures.get().stream().filter(p -> !p.equals(picture)).toList();
        pictures.set(left);
        if (selected.get().equals(Optional.of(picture))) {
            selected.set(
                    left.isEmpty()
                            ? Optional.empty()
                            : Optional.of(left.get(Math.min(at, left.size() - 1))));
        }
        if (left.isEmpty()) {
            follow(); // there is nothing else to look at than what is being made
        }
    }
}
