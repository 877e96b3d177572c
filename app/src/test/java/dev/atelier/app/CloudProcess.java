package dev.atelier.app;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.deploy.DeploymentModel;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.EventLoop;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.JobStore;
import dev.atelier.app.queue.PictureNames;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.PlaceQueue;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.services.Cloud;
import dev.atelier.app.services.ServicesModel;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.UsualStop;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The studio without a window, to be killed: its queue, its services and its deployment, with an
/// account that it finds in its environment. Prints every picture that is saved and every state of
/// a deployment.
final class CloudProcess implements AutoCloseable {
    static final String ASYNC = "batches";
    static final String DEPLOYED = "portraits";
    static final int PICTURES = 6;
    private static final String REGION = "cn-hangzhou";

    final EventLoop loop = new EventLoop();
    final Tasks tasks = new Tasks(loop);
    final CloudSession session;
    final QueueModel queue;
    final ServicesModel services;
    final DeploymentModel deployment;
    private final JobStore store;

    /// @param say receives what happens, a line each
    CloudProcess(Path folder, Map<String, String> environment, Consumer<String> say)
            throws IOException {
        var home = new DataFolder(folder, folder);
        var settings = Settings.open(folder.resolve("settings.properties"), tasks);
        Generator none = (recipe, observer, cancellation) -> List.of();
        var idle = new CloudSettings.Backend(none, Catalogue.of(new ModelRef("starter", "")));
        var access = new CloudAccess(environment, folder.resolve("home"));
        session =
                new CloudSession(
                        new CloudSession.Dependencies(home, settings, tasks, access, () -> idle));
        store = JobStore.open(folder.resolve("queue.sqlite"));
        var names = new PictureNames(home.pictures(), "[seed]");
        queue = new QueueModel(store, tasks, List.of(Place.here(none, tasks)), () -> names, loop);
        services = new ServicesModel(tasks, queue, InstantSource.system(), _ -> UsualStop.NEVER);
        session.connection()
                .bind(it ->
                        services.connect(
                                it.map(to ->
                                        new Cloud(
                                                to.access(),
                                                to.spending(),
                                                to.region(),
                                                to.origin().account()))));
        var around = new DeploymentModel.Dependencies(home.pictures(), Duration.ofMillis(100));
        deployment = new DeploymentModel(session, tasks, settings, around);
        queue.latest()
                .onChange(it -> it.ifPresent(p -> say.accept("made " + p.recipe().seed().value())));
        deployment
                .current()
                .onChange(it ->
                        it.ifPresent(d ->
                                say.accept(
                                        d.stages().isEmpty()
                                                ? d.phase().name()
                                                : d.stages().getLast().word())));
    }

    /// Takes up the account of the last run, or the one of the environment.
    void connect() throws InterruptedException {
        session.resume();
        if (session.state().get() instanceof CloudSession.State.None) {
            session.connect(session.found().getFirst(), REGION);
        }
        loop.until(() -> session.connection().get().isPresent());
    }

    PlaceQueue place() throws InterruptedException {
        loop.until(() -> {
            services.look();
            return batches().filter(it -> it.away().get().isEmpty()).isPresent();
        });
        return batches().orElseThrow();
    }

    private Optional<PlaceQueue> batches() {
        return queue.places().get().stream()
                .filter(it -> it.place().name().equals(ASYNC))
                .findFirst();
    }

    boolean isDone() {
        return queue.jobs().get().stream().allMatch(job -> job.state() == Job.State.DONE);
    }

    static Recipe picture(long seed) {
        return Recipe.of("a cat", new Size(64, 64))
                .withSampling(Sampling.DEFAULT.withSteps(2))
                .withSeed(Seed.of(seed))
                .withBatch(Batch.ONE);
    }

    @Override
    public void close() throws IOException {
        session.close();
        tasks.close();
        store.close();
    }

    /// @param arguments the folder, and `batch` or `deploy`
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createDirectories(Path.of(arguments[0]));
        var studio = new CloudProcess(folder, System.getenv(), CloudProcess::print);
        studio.connect();
        if (arguments[1].equals("batch")) {
            var place = studio.place();
            for (int i = 0; i < PICTURES; i++) {
                studio.queue.add(place, picture(100 + i), false);
            }
            studio.loop.until(studio::isDone);
        } else {
            studio.deployment.deploy(Blueprint.sync(DEPLOYED, REGION).config(), false);
        }
        studio.loop.until(() -> false);
    }

    private static void print(String moment) {
        System.out.println(moment);
        System.out.flush();
    }
}
