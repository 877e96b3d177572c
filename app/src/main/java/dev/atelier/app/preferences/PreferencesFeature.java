package dev.atelier.app.preferences;

import dev.atelier.app.device.DeviceModel;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.Appearance;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.KeyList;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.shell.View;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.PaletteEntry;
import dev.atelier.app.ui.Theme;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Everything that can be set: the page, the theme and the folders of models. Event thread.
public final class PreferencesFeature implements Feature {
    private static final String VIEW = "settings";

    private final AppContext context;
    private final ModelFolders folders;
    private final Consumer<Locale> language;
    private final Function<String, String> example;
    private final Value<Theme> theme;
    private final Optional<DeviceModel> device;
    private @Nullable View view;
    private @Nullable SettingsView page;

    /// @param language switches to another
    /// @param example the file name that a pattern gives
    /// @param device the graphics card; empty where nothing is computed here
    public PreferencesFeature(
            AppContext context,
            Consumer<Locale> language,
            Function<String, String> example,
            Optional<DeviceModel> device) {
        this.device = device;
        this.context = context;
        this.language = language;
        this.example = example;
        folders =
                new ModelFolders(
                        context.settings(),
                        context.home().bundled().resolve("models").resolve("lora"));
        theme = Value.of(context.settings().get(StudioSettings.THEME));
        context.showing(Command.SHOW_SETTINGS, VIEW);
        choosing(Command.AS_DESKTOP, Theme.SYSTEM);
        choosing(Command.LIGHT, Theme.LIGHT);
        choosing(Command.DARK, Theme.DARK);
    }

    private void choosing(Command command, Theme which) {
        context.commands().bind(command, theme.map(which::equals), () -> theme(which));
    }

    /// Where models are looked for.
    public ModelFolders folders() {
        return folders;
    }

    /// Puts on another theme.
    public void theme(Theme chosen) {
        theme.set(chosen);
        context.settings().put(StudioSettings.THEME, chosen);
        Appearance.apply(context.settings());
    }

    @Override
    public List<View> views() {
        var title = Messages.of(MainWindow.class).text("command.show-settings");
        page = null;
        view = View.place(VIEW, "settings", title, this::build, true);
        return List.of(view);
    }

    private View.Page.Built build() {
        var keys = new KeyList(context.commands());
        var made =
                new SettingsView(
                        context.settings(),
                        context.home().pictures(),
                        folders,
                        new SettingsView.Changes(theme, this::theme, language, example, keys),
                        device);
        // The driver is queried when its state is shown.
        device.ifPresent(model ->
                context.window()
                        .view()
                        .bind(view -> {
                            if (view.equals(VIEW)) {
                                model.lookOnce();
                            }
                        }));
        page = made;
        return new View.Page.Built(made.component(), made::focus);
    }

    @Override
    public List<PaletteEntry> goals() {
        if (view != null) {
            view.make(); // its fields are what is found
        }
        return page == null ? List.of() : page.goals(() -> context.window().show(VIEW));
    }
}
