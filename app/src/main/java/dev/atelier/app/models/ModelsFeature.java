package dev.atelier.app.models;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.cover.PicturesOf;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.shell.View;
import dev.atelier.app.ui.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The models of this computer and the page that lists them. Event thread.
public final class ModelsFeature implements Feature {
    private static final String VIEW = "models";

    private final AppContext context;
    private final ModelsModel models;
    private final RecentModels recent;
    private final PicturesOf pictures;
    private final Value<Boolean> asList;
    private final ModelsView.Links links;
    private @Nullable ModelsView view;

    /// @param pictures the user's own, by model
    /// @param links what leads out of the page
    public ModelsFeature(
            AppContext context, ModelsModel models, PicturesOf pictures, ModelsView.Links links) {
        this.pictures = pictures;
        asList = Value.of(context.settings().get(StudioSettings.MODELS_AS_LIST));
        asList.onChange(rows -> context.settings().put(StudioSettings.MODELS_AS_LIST, rows));
        this.context = context;
        this.models = models;
        this.links = links;
        recent = new RecentModels(context.settings());
        context.showing(Command.SHOW_MODELS, VIEW);
        context.commands().bind(Command.RESCAN, models::refresh);
    }

    public ModelsModel models() {
        return models;
    }

    /// Whether a file's name is that of a model.
    public static boolean isModel(Path file) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ModelScan.ENDINGS.stream().anyMatch(it -> name.endsWith("." + it));
    }

    /// Adds a file or a folder of models, and shows the list.
    public void add(Path place) {
        models.folders().add(place.toAbsolutePath().normalize());
        context.window().show(VIEW);
    }

    /// Those that pictures were made with lately.
    public RecentModels recent() {
        return recent;
    }

    /// The names of one kind, as they are written in a prompt.
    public Observed<List<String>> names(ModelKind kind) {
        return models.rows()
                .map(rows ->
                        rows.stream()
                                .filter(row -> row.kind() == kind && row.sound())
                                .flatMap(ModelsFeature::names)
                                .distinct()
                                .toList());
    }

    /// A LoRA may also be called as its trainer called it.
    private static Stream<String> names(ModelRow row) {
        var alias = row.facts().lora().map(ModelRow.Lora::alias).orElse("");
        var names = Stream.of(row.stem(), row.name(), alias);
        return row.kind() == ModelKind.LORA
                ? names.filter(name -> !name.isEmpty())
                : Stream.of(row.stem());
    }

    /// Shows a model in the list.
    public void reveal(ModelRow row) {
        context.window().show(VIEW);
        if (view != null) {
            view.reveal(row);
        }
    }

    @Override
    public List<View> views() {
        view = null;
        var title = Messages.of(MainWindow.class).text("command.show-models");
        return List.of(View.place(VIEW, "models", title, this::build, false));
    }

    private View.Page.Built build() {
        var made =
                new ModelsView(
                        models,
                        new ModelsView.Dependencies(
                                context.tasks(),
                                context.window().toasts(),
                                links,
                                context.commands().keyText(Command.RESCAN),
                                new ModelsView.Covered(pictures, context.settings(), asList)));
        view = made;
        return new View.Page.Built(made.component(), made::focus);
    }
}
