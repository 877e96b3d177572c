package dev.atelier.app.deploy;

import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.shell.View;
import dev.atelier.app.ui.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Deploys services. A deployment goes on while its page is closed and after a restart. Event
/// thread.
public final class DeployFeature implements Feature {
    /// The id of the page.
    public static final String PAGE = "services/deploy";

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final AppContext context;
    private final DeployModel model;
    private final DeploymentModel deployment;
    private final Consumer<String> draw;
    private String before = "create";
    private boolean announced = true;

    /// @param learned how long a picture takes on a type of machine, where one was made there
    /// @param draw goes to where pictures are made, with a service chosen
    public DeployFeature(
            AppContext context,
            CloudSession session,
            Function<String, Optional<DeployModel.PictureTime>> learned,
            Consumer<String> draw) {
        this.context = context;
        this.draw = draw;
        model =
                new DeployModel(
                        session,
                        context.tasks(),
                        context.home().root().resolve("deploy").resolve("draft.json"),
                        learned);
        deployment =
                new DeploymentModel(
                        session,
                        context.tasks(),
                        context.settings(),
                        new DeploymentModel.Dependencies(context.home().pictures(), EVERY));
        context.commands().bind(Command.DEPLOY_SERVICE, this::show);
        deployment.current().onChange(it -> it.ifPresent(this::announce));
    }

    public DeployModel model() {
        return model;
    }

    public DeploymentModel deployment() {
        return deployment;
    }

    /// Opens the page.
    public void show() {
        var now = context.window().view().get();
        if (!now.startsWith("services/")) {
            before = now;
        }
        context.window().show(PAGE);
    }

    /// Takes the config of a service that is there, to change it. The draft before can be had back.
    ///
    /// @param config as the control plane returns it
    public void update(String config) {
        var before = model.text().get();
        if (!deployment.isUnderWay()) {
            deployment.forget();
            model.change(config);
            var words = Messages.of(DeployFeature.class);
            if (!before.isBlank() && !before.equals(model.text().get())) {
                var undo = new Toasts.Verb(words.text("update.back"), () -> model.write(before));
                context.window()
                        .toasts()
                        .show("edit", "accent.text", words.text("update.draft"), Optional.of(undo));
            }
        }
        show();
    }

    /// Says how it ended to a person who is elsewhere.
    private void announce(Deployment now) {
        if (!now.phase().isOver()) {
            announced = false;
            return;
        }
        if (announced || context.window().view().get().equals(PAGE)) {
            announced = true;
            return;
        }
        announced = true;
        var words = Messages.of(DeployFeature.class);
        boolean good = now.phase() == Deployment.Phase.DONE;
        context.window()
                .toasts()
                .show(
                        good ? "check" : "warning",
                        good ? "ok" : "warn",
                        words.text("phase." + now.phase(), now.service()),
                        Optional.of(new Toasts.Verb(words.text("deploy.look"), this::show)));
    }

    @Override
    public List<View> views() {
        var words = Messages.of(DeployFeature.class);
        return List.of(View.page(PAGE, words.text("deploy.title"), this::page));
    }

    private View.Page.Built page() {
        var view =
                new DeployView(
                        model,
                        deployment,
                        context.tasks(),
                        new DeployView.Actions(
                                () -> context.window().show(before),
                                () -> context.commands().perform(Command.CONNECT_CLOUD),
                                words ->
                                        context.window()
                                                .toasts()
                                                .show(
                                                        "info",
                                                        "accent.text",
                                                        words,
                                                        Optional.empty()),
                                draw));
        return new View.Page.Built(view.component(), view::focus);
    }
}
