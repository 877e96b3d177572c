package dev.atelier.app.styles.editor;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.styles.Style;
import dev.atelier.app.styles.Styles;
import java.util.Optional;

/// The style that is being edited. What is typed reaches the file by [#commit]. Event thread.
final class StyleEditModel {
    private final StylesModel styles;
    private final Value<Optional<String>> selected = Value.of(Optional.empty());
    private final Value<String> name = Value.of("");
    private final Value<String> prompt = Value.of("");
    private final Value<String> negative = Value.of("");
    private final Value<StylesModel.Name> verdict = Value.of(StylesModel.Name.FREE);
    private Optional<Style> shown = Optional.empty();

    StyleEditModel(StylesModel styles) {
        this.styles = styles;
        styles.styles().onChange(this::follow);
        name.onChange(now -> judge());
        select(first(styles.styles().get()));
    }

    /// The style as the file calls it.
    Observed<Optional<String>> selected() {
        return selected;
    }

    Value<String> name() {
        return name;
    }

    Value<String> prompt() {
        return prompt;
    }

    Value<String> negative() {
        return negative;
    }

    /// Whether the name that is typed can be given.
    Observed<StylesModel.Name> verdict() {
        return verdict;
    }

    /// Shows another style, after the present one is kept.
    void select(Optional<String> which) {
        commit();
        selected.set(which);
        show(which.flatMap(styles.styles().get()::find));
    }

    /// Adds a style of this name and shows it.
    void create(String fresh) {
        commit();
        var style = new Style(fresh, "", "");
        styles.save(style);
        selected.set(Optional.of(fresh));
        show(Optional.of(style));
    }

    /// Puts what is typed into the file. A name that cannot be given stays as it was.
    void commit() {
        var wanted = typed();
        if (wanted.isPresent() && !wanted.equals(shown)) {
            styles.edit(shown.orElseThrow().name(), wanted.get());
            shown = wanted;
            selected.set(wanted.map(Style::name));
            judge();
        }
    }

    void remove() {
        selected.get()
                .ifPresent(gone -> {
                    shown = Optional.empty();
                    styles.remove(gone);
                });
    }

    private Optional<Style> typed() {
        return shown.map(it ->
                new Style(
                        verdict.get() == StylesModel.Name.FREE ? name.get().strip() : it.name(),
                        prompt.get(),
                        negative.get()));
    }

    private void judge() {
        var typed = name.get().strip();
        boolean own = shown.map(Style::name).equals(Optional.of(typed));
        verdict.set(own || shown.isEmpty() ? StylesModel.Name.FREE : styles.name(typed));
    }

    /// The file has changed: what is typed stays, what is not follows.
    private void follow(Styles now) {
        var kept = selected.get().flatMap(now::find);
        if (kept.isEmpty()) {
            selected.set(first(now));
            show(selected.get().flatMap(now::find));
        } else if (!kept.equals(shown) && typed().equals(shown)) {
            show(kept);
        }
    }

    private void show(Optional<Style> style) {
        shown = style;
        name.set(style.map(Style::name).orElse(""));
        prompt.set(style.map(Style::prompt).orElse(""));
        negative.set(style.map(Style::negativePrompt).orElse(""));
        judge();
    }

    private static Optional<String> first(Styles styles) {
        return styles.names().stream().findFirst();
    }
}
