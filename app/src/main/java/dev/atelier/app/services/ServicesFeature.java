package dev.atelier.app.services;

import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.models.ModelsModel;
import dev.atelier.app.observe.Scope;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.ModelTransfer;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.settings.UsualStop;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.shell.View;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.cloud.eas.ServiceDetails;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Size;
import java.awt.EventQueue;
import java.awt.event.HierarchyEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.Timer;
import org.jspecify.annotations.Nullable;

/// The services of the connected account: their page, their cost in the title bar, their leases,
/// and the question before the program leaves them running. Event thread.
public final class ServicesFeature implements Feature {
    private static final String VIEW = "services";
    private static final int SECOND = 1000;

    /// Seconds between two looks: while something changes, while the page shows, and else.
    private static final int BRISK = 2;

    private static final int SHOWN = 5;
    private static final int USUAL = 20;
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final Size SMALL = new Size(128, 128);

    private final AppContext context;
    private final ServicesModel model;
    private final CloudSession session;
    private final Navigation leads;
    private final UploadsModel uploads;
    private final Timer clock = new Timer(SECOND, event -> tick());
    private Scope scope = new Scope();
    private @Nullable ServicesView view;
    private @Nullable CostMeter meter;
    private long seconds;

    /// What leads to other pages.
    ///
    /// @param connect where an account is chosen
    /// @param deploy where a service is begun; empty where there is no such page
    /// @param models those of this computer
    /// @param update opens the config of a service for changes
    /// @param back opens one that it had before, to go back to it
    /// @param compare compares all twins of a service
    public record Navigation(
            Runnable connect,
            Optional<Runnable> deploy,
            Consumer<ServiceInfo> update,
            BiConsumer<ServiceInfo, ServiceDetails.Version> back,
            BiConsumer<String, List<QueueModel.Pair>> compare,
            ModelsModel models) {}

    public ServicesFeature(
            AppContext context, QueueModel queue, CloudSession session, Navigation leads) {
        this.context = context;
        this.session = session;
        this.leads = leads;
        model =
                new ServicesModel(
                        context.tasks(),
                        queue,
                        InstantSource.system(),
                        now -> UsualStop.of(context.settings(), now));
        uploads = new UploadsModel(model, new UploadNotes(context.settings()));
        new BrokenUploads(uploads, model, leads.models().rows(), this::offerToGoOn);
        session.connection().bind(it -> model.connect(it.map(Cloud::of)));
        model.notice().onChange(now -> now.ifPresent(this::say));
        context.showing(Command.SHOW_SERVICES, VIEW);
    }

    public ServicesModel model() {
        return model;
    }

    /// What brings models to a service that lacks them.
    public ModelTransfer supply() {
        return new ServiceModelTransfer(uploads, leads.models().rows());
    }

    @Override
    public void open() {
        clock.start();
    }

    @Override
    public void quit() {
        uploads.quit();
        clock.stop();
    }

    private void offerToGoOn(String words, Runnable goOn) {
        var verb = new Toasts.Verb(Messages.of(ServicesFeature.class).text("upload.go-on"), goOn);
        context.window().toasts().show("warning", "warn", words, Optional.of(verb));
    }

    /// Its contents are made when it is first shown: the window opens sooner.
    @Override
    public List<View> views() {
        scope.close();
        scope = new Scope();
        view = null;
        var place = ThemedPanel.ground("bg.window", "", "[grow,fill]", "[grow,fill]");
        place.addHierarchyListener(event -> {
            boolean turned = (event.getChangeFlags() & HierarchyEvent.SHOWING_CHANGED) != 0;
            if (turned && place.isShowing()) {
                fill(place);
                model.look();
            }
        });
        var title = Messages.of(MainWindow.class).text("command.show-services");
        return List.of(new View(VIEW, "services", title, place, this::focus, false));
    }

    private void fill(ThemedPanel place) {
        if (view == null) {
            var local = new ModelsPane.Local(leads.models().rows(), leads.models()::readHash);
            var made =
                    scope.build(() ->
                            new ServicesView(
                                    model, new ModelsPane(model, uploads, local), verbs()));
            view = made;
            place.add(made.component(), "wmin 0,hmin 0");
            place.revalidate();
        }
    }

    private ServicesView.Verbs verbs() {
        return new ServicesView.Verbs(
                leads.connect(),
                session::startSandbox,
                session.state().map(it -> it instanceof CloudSession.State.Opening),
                leads.deploy(),
                this::test,
                it -> leads.update().accept(it.info()),
                (it, version) -> leads.back().accept(it.info(), version),
                leads.compare());
    }

    /// Shows what a service has logged.
    public void showLog(String service) {
        context.window().show(VIEW);
        EventQueue.invokeLater(() -> {
            if (view != null) {
                view.log(service);
            }
        });
    }

    private void focus() {
        if (view != null) {
            view.focus();
        }
    }

    /// What runs and costs, for the title bar.
    public JComponent meter() {
        var made = new CostMeter(model, () -> context.window().show(VIEW));
        meter = made;
        made.tick();
        return made;
    }

    private void tick() {
        seconds++;
        if (meter != null) {
            meter.tick();
        }
        boolean shows = context.window().view().get().equals(VIEW);
        if (view != null && shows) {
            view.tick(seconds % BRISK == 0);
        }
        boolean changes =
                !model.doing().get().isEmpty()
                        || model.services().get().stream().anyMatch(ServiceFacts::changes);
        int every = changes ? BRISK : shows ? SHOWN : USUAL;
        if (seconds % every == 0 || leaseIsOver()) {
            model.look();
        }
    }

    private boolean leaseIsOver() {
        var now = model.clock().instant();
        return model.services().get().stream()
                .filter(it -> !model.doing().get().containsKey(it.name()))
                .flatMap(it -> it.lease().stream())
                .anyMatch(it -> it.ended(now).isPresent());
    }

    private void say(ServicesModel.Notice notice) {
        var words = notice.words();
        if (notice.bad()) {
            context.window().toasts().show("warning", "error", words, Optional.empty());
        } else {
            context.window().toasts().show("check", "ok", words, Optional.empty());
        }
    }

    /// One small picture, to see that a service answers.
    private void test(String name) {
        var cloud = model.cloud().get();
        if (cloud.isEmpty()) {
            return;
        }
        var recipe =
                Recipe.of("a red boat under a yellow moon", SMALL)
                        .withSampling(Sampling.DEFAULT.withSteps(8))
                        .withBatch(Batch.ONE);
        var words = Messages.of(ServicesFeature.class);
        long begun = System.nanoTime();
        context.tasks()
                .run(
                        "test-call",
                        task -> {
                            var cancellation = new Cancellation();
                            task.onCancel(cancellation::cancel);
                            return new ServiceGenerator(cloud.get(), name, "")
                                    .generate(recipe, Observer.NONE, cancellation);
                        },
                        Tasks.Outcome.of(
                                pictures -> {
                                    double took = (System.nanoTime() - begun) / 1e9;
                                    model.worked(name);
                                    model.say(
                                            words.text(
                                                    "test.answered", name, "%.1f".formatted(took)),
                                            false);
                                },
                                failure ->
                                        model.say(
                                                words.text(
                                                        "test.failed",
                                                        name,
                                                        FailureMessages.of(failure)),
                                                true)));
    }

    /// Whether the program may end now. Where services run and cost money a person is asked once:
    /// they are stopped first, or kept with a lease, or the program stays.
    ///
    /// @param quit ends the program, called later where services are stopped first
    public boolean mayQuit(Runnable quit) {
        var costing = model.costing();
        if (costing.isEmpty()) {
            return true;
        }
        var answer = QuitConfirmation.about(context.window().frame(), costing);
        return switch (answer) {
            case STAY -> false;
            case KEEP -> {
                costing.stream()
                        .filter(it -> it.lease().isEmpty())
                        .forEach(it -> model.leaseNow(it.name(), KEPT));
                yield true;
            }
            case STOP -> {
                stopAll(costing.stream().map(ServiceFacts::name).toList(), quit);
                yield false;
            }
        };
    }

    /// Ends the program when all are proven stopped.
    private void stopAll(List<String> names, Runnable quit) {
        var left = new HashSet<>(names);
        model.say(Messages.of(ServicesFeature.class).text("quit.stopping"), false);
        for (var name : names) {
            model.stop(
                    name,
                    stopped -> {
                        if (stopped && left.remove(name) && left.isEmpty()) {
                            quit.run();
                        }
                    });
        }
    }
}
