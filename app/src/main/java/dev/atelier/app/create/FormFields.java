package dev.atelier.app.create;

import dev.atelier.app.observe.State;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Section;
import dev.atelier.app.ui.Typed;
import dev.atelier.app.ui.popover.Popover;
import dev.atelier.app.ui.popover.Sentence;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.beans.PropertyChangeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.swing.JComponent;

/// The fields of the form, which may hold what is typed and not yet taken, or what cannot be taken.
/// Event thread.
final class FormFields implements Typed.Fields {
    private static final int WIDTH = 280;

    private final JComponent form;
    private final List<Typed> fields = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private final Value<List<Typed>> wrong = Value.of(List.of());

    /// @param form what all fields of the column are in
    FormFields(JComponent form) {
        this.form = form;
    }

    @Override
    public void add(Typed field) {
        fields.add(field);
        if (field.isText()) {
            field.component()
                    .addPropertyChangeListener("JComponent.outline", event -> look(field, event));
        }
    }

    @Override
    public void remove(Typed field) {
        fields.remove(field);
        wrong.update(all -> without(all, field));
    }

    /// A field is outlined as soon as what it holds is left and cannot be used.
    private void look(Typed field, PropertyChangeEvent outline) {
        wrong.update(all -> {
            var others = without(all, field);
            return outline.getNewValue() == null
                    ? others
                    : Stream.concat(others.stream(), Stream.of(field)).toList();
        });
    }

    private static List<Typed> without(List<Typed> all, Typed field) {
        return all.stream().filter(it -> !it.equals(field)).toList();
    }

    /// Whether any field shows what cannot be used.
    State areWrong() {
        return State.of(wrong.map(all -> !all.isEmpty()));
    }

    /// Shows again what counts in the field that went wrong last.
    ///
    /// @return whether there was one
    boolean takeBackWrong() {
        var all = wrong.get();
        if (all.isEmpty()) {
            return false;
        }
        all.getLast().takeBack();
        return true;
    }

    void add(Section section) {
        sections.add(section);
    }

    /// Takes what is typed in every field. Where the form has no use for a field now, such as those
    /// of a second pass that is off, it shows again what counts.
    ///
    /// @return the first field that holds what cannot be used
    Optional<Typed> settle() {
        var unusable = new ArrayList<Typed>();
        for (var field : List.copyOf(fields)) {
            if (!field.commit()) {
                if (isInUse(field.component())) {
                    unusable.add(field);
                } else {
                    field.takeBack();
                }
            }
        }
        return unusable.stream().findFirst();
    }

    /// A folded section hides its fields and still uses them.
    private boolean isInUse(Component field) {
        for (var at = field; at != null && !at.equals(form); at = at.getParent()) {
            boolean folded = at instanceof JComponent part && isBody(part);
            if (!at.isVisible() && !folded) {
                return false;
            }
        }
        return true;
    }

    private boolean isBody(JComponent part) {
        return sections.stream().anyMatch(section -> section.folds(part));
    }

    /// Leads to a field and says what is wrong with it.
    void pointAt(Typed field) {
        var text = field.component();
        sections.forEach(section -> section.openAround(text));
        text.requestFocusInWindow();
        EventQueue.invokeLater(() -> { // when it is laid out
            text.scrollRectToVisible(new Rectangle(text.getSize()));
            var words = field.wrong();
            if (!words.isEmpty() && text.isShowing()) {
                new Popover(new Sentence(words, WIDTH)).showBeside(text);
            }
        });
    }
}
