package dev.atelier.app.deploy;

import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.shell.View;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.eas.ServiceDetails;
import dev.atelier.cloud.eas.ServiceInfo;
import java.awt.Toolkit;
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
    private final Verbs verbs;
    private String before = "create";
    private boolean goesOn;
    private Deployment.Phase followed = Deployment.Phase.SENDING;

    /// What is done with a service that was deployed, each by its name.
    ///
    /// @param draw goes to where pictures are made, with the service chosen
    /// @param choose makes the next pictures there, as soon as it is a place to make pictures
    /// @param stop stops another service until that is proven
    public record Verbs(Consumer<String> draw, Consumer<String> choose, Consumer<String> stop) {}

    /// @param learned how long a picture takes on a type of machine, where one was made there
    public DeployFeature(
            AppContext context,
            CloudSession session,
            Function<String, Optional<DeployModel.PictureTime>> learned,
            Verbs verbs) {
        this.context = context;
        this.verbs = verbs;
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
        context.commands().bind(Command.DEPLOY_SERVICE, this::begin);
        deployment.current().onChange(it -> it.ifPresent(this::follow));
    }

    public DeployModel model() {
        return model;
    }

    public DeploymentModel deployment() {
        return deployment;
    }

    /// Opens the page for a new service, or with the deployment that goes on. What one that ended
    /// has deployed is no draft any more.
    private void begin() {
        var last = deployment.current().get().filter(it -> it.phase().isOver());
        if (last.isPresent()) {
            deployment.forget();
            if (last.get().isDeployed()) {
                var before = model.text().get();
                model.renew(() -> offerBack(before, messages().text("draft.new")));
            }
        }
        show();
    }

    /// Says that the draft is another, which can be taken back.
    private void offerBack(String before, String words) {
        if (!before.isBlank() && !before.equals(model.text().get())) {
            var undo = new Toasts.Verb(messages().text("update.back"), () -> model.write(before));
            context.window().toasts().show("edit", "accent.text", words, Optional.of(undo));
        }
    }

    private static Messages messages() {
        return Messages.of(DeployFeature.class);
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
    /// @param service as it was seen last
    public void update(ServiceInfo service) {
        var before = model.text().get();
        if (!deployment.isUnderWay()) {
            deployment.forget();
            model.change(service);
            offerBack(before, messages().text("update.draft"));
        }
        show();
    }

    /// Takes a config that a service had before, and shows what going back to it would change. The
    /// draft before can be had back.
    ///
    /// @param service as it was seen last
    public void goBack(ServiceInfo service, ServiceDetails.Version version) {
        var before = model.text().get();
        if (!deployment.isUnderWay()) {
            deployment.forget();
            model.changeBack(version.config());
            offerBack(
                    before,
                    messages().text("update.version", service.name(), version.imageId() + ""));
        }
        show();
    }

    private void follow(Deployment now) {
        if (now.phase() != followed) {
            followed = now.phase();
            model.askServices();
        }
        boolean ends = goesOn && now.phase().isOver();
        goesOn = !now.phase().isOver();
        if (ends) {
            finish(now);
            announce(now);
        }
    }

    /// Does what was chosen for the time when it runs.
    private void finish(Deployment now) {
        var after = deployment.after();
        if (after.has(AfterStart.Choice.SOUND) && now.phase() != Deployment.Phase.GONE) {
            Toolkit.getDefaultToolkit().beep();
        }
        if (now.phase() == Deployment.Phase.DONE) {
            if (deployment.choosesPlace()) {
                verbs.choose().accept(now.service());
            }
            after.stops().stream().filter(it -> !it.equals(now.service())).forEach(verbs.stop());
        }
        after.forgetStops();
    }

    /// Says how it ended to a person who is elsewhere.
    private void announce(Deployment now) {
        if (context.window().view().get().equals(PAGE)) {
            return;
        }
        var words = Messages.of(DeployFeature.class);
        boolean good = now.phase() == Deployment.Phase.DONE;
        context.window()
                .toasts()
                .show(
                        good ? "check" : "warning",
                        good ? "ok" : "warn",
                        words.text("phase." + now.words(), now.service()),
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
                                verbs.draw(),
                                draft -> offerBack(draft, messages().text("draft.recommended"))));
        return new View.Page.Built(view.component(), view::focus);
    }
}
