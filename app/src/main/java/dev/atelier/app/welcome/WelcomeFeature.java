package dev.atelier.app.welcome;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Scope;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.ui.Theme;
import java.util.Locale;
import java.util.function.Consumer;

/// The first page, over all views until it was dismissed once. Event thread.
public final class WelcomeFeature implements Feature {
    private final AppContext context;
    private final WelcomeView.Facts facts;
    private final Starts starts;
    private final WelcomeModel model;
    private final Scope scope = new Scope();
    private boolean covers;

    /// What can be begun from it.
    ///
    /// @param language switches to another
    /// @param draw makes the first picture
    /// @param leave goes to the studio
    /// @param sandbox starts the cloud on this computer
    /// @param type types into the prompt
    public record Starts(
            Consumer<Theme> theme,
            Consumer<Locale> language,
            Runnable draw,
            Runnable leave,
            Runnable sandbox,
            Consumer<String> type) {}

    /// @param device what computes, in words
    /// @param folders where models are looked for
    /// @param found how many models there are besides the bundled one
    public WelcomeFeature(
            AppContext context,
            Observed<String> device,
            ModelFolders folders,
            Observed<Integer> found,
            Starts starts) {
        this.context = context;
        facts =
                new WelcomeView.Facts(
                        context.settings(),
                        context.tasks(),
                        device,
                        context.home().pictures(),
                        folders,
                        found);
        this.starts = starts;
        model = new WelcomeModel(context.settings());
        model.shown()
                .onChange(now -> {
                    covers = false;
                    scope.close();
                });
    }

    /// Covers the views with it, until it was dismissed.
    public void show() {
        if (!model.shown().get()) {
            return;
        }
        scope.close();
        var page = scope.build(this::page);
        context.window().cover(page.component(), model::dismiss);
        covers = true;
        page.focus();
    }

    /// Goes to the studio where it shows. It does not come back, and neither does it when a command
    /// shows another page in its place.
    public void dismiss() {
        if (model.shown().get()) {
            model.dismiss();
            starts.leave.run();
        }
    }

    /// Whether the views are under it now.
    public boolean covers() {
        return covers;
    }

    private WelcomeView page() {
        return new WelcomeView(
                facts,
                new WelcomeView.Actions(
                        starts.theme,
                        language -> {
                            starts.language.accept(language);
                            show();
                        },
                        () -> {
                            dismiss();
                            starts.draw.run();
                        },
                        this::dismiss,
                        () -> {
                            dismiss();
                            starts.sandbox.run();
                        },
                        text -> {
                            dismiss();
                            starts.type.accept(text);
                        }));
    }
}
