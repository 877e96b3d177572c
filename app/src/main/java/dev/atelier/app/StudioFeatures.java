package dev.atelier.app;

import dev.atelier.app.compare.CompareFeature;
import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.connect.ConnectFeature;
import dev.atelier.app.connect.Connection;
import dev.atelier.app.create.CreateFeature;
import dev.atelier.app.deploy.DeployFeature;
import dev.atelier.app.deploy.DeployModel;
import dev.atelier.app.device.DeviceModel;
import dev.atelier.app.device.Devices;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.grid.GridFeature;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.hosting.LocalCloud;
import dev.atelier.app.library.AccountBuckets;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.LibraryIndex;
import dev.atelier.app.library.view.LibraryActions;
import dev.atelier.app.library.view.LibraryFeature;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.ModelUser;
import dev.atelier.app.models.ModelsFeature;
import dev.atelier.app.models.ModelsModel;
import dev.atelier.app.models.ModelsView;
import dev.atelier.app.models.cover.PicturesOf;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.preferences.PreferencesFeature;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.PlaceChoiceModel.PlaceChoice;
import dev.atelier.app.queue.QueueFeature;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.services.ServiceFacts;
import dev.atelier.app.services.ServicesFeature;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.styles.editor.StylesFeature;
import dev.atelier.app.welcome.WelcomeFeature;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The features of a studio, each made once and joined by hand. Event thread.
final class StudioFeatures {
    private static final Logger log = LoggerFactory.getLogger(StudioFeatures.class);

    private final AppContext context;
    private final Consumer<Locale> switchTo;
    private final PreferencesFeature preferences;
    private final QueueFeature queue;
    private final CreateFeature create;
    private final CompareFeature compare;
    private final StylesFeature words;
    private final LibraryFeature library;
    private final ConnectFeature connect;
    private final ServicesFeature services;
    private final DeployFeature deploy;

    /// A service that is to be the place of the next pictures once it is listed.
    private Optional<String> awaited = Optional.empty();

    private final MachineLine machine;
    private final LocalEngine engine;
    private final List<Feature> all;
    private final WelcomeFeature welcome;

    /// @param switchTo changes the language of the window
    /// @throws IOException when the data folder cannot be written
    StudioFeatures(Studio.Dependencies on, AppContext context, Consumer<Locale> switchTo)
            throws IOException {
        this.context = context;
        this.switchTo = switchTo;
        var home = on.home();
        var runtime = on.runtime();
        var tasks = on.tasks();
        preferences =
                new PreferencesFeature(
                        context, switchTo, this::example, runtime.devices().map(this::device));
        var scan = scan(on);
        var installed = new ModelLibrary(runtime::starter, scan);
        engine = new LocalEngine(runtime, installed, Optional.empty());
        queue = new QueueFeature(context, List.of(Place.here(engine, tasks)));
        var pictures = new PicturesOf(queue.queue().jobs(), context.settings());
        var models = new ModelsFeature(context, scan, pictures, modelLinks());
        words =
                new StylesFeature(
                        context, models.names(ModelKind.EMBEDDING), models.names(ModelKind.LORA));
        create =
                new CreateFeature(
                        context,
                        new CreateFeature.Dependencies(
                                queue.where(),
                                models,
                                words.words(),
                                engine,
                                engine.maps(),
                                new PromptTokenCounter(installed),
                                pictures));
        compare = comparing(new ExactPicture(runtime, installed, context, queue::names));
        var grid = grid();
        connect = connect(on, engine);
        deploy = new DeployFeature(context, connect.session(), this::learned, onService());
        library = library(home, scan);
        services = cloudServices(scan);
        services.model()
                .services()
                .onChange(
                        all -> deploy.model().know(all.stream().map(ServiceFacts::info).toList()));
        context.window().corner(() -> Optional.of(services.meter()));
        var watch = new MemoryWatch(create.memory(), queue.queue(), tasks);
        machine = new MachineLine(tasks, watch, runtime, () -> queue.names().folder());
        all =
                List.of(
                        machine,
                        create,
                        library,
                        compare,
                        services,
                        models,
                        preferences,
                        queue,
                        words,
                        grid,
                        connect,
                        deploy);
        welcome = welcome(create, scan);
        loadWhenWorkBegins();
        followPlaces();
    }

    private ModelsView.Links modelLinks() {
        return new ModelsView.Links(
                row -> create().use(row),
                query -> library().search(query),
                row -> create().drawCover(row),
                this::modelUsers);
    }

    private List<ModelUser> modelUsers() {
        var users = new ArrayList<ModelUser>();
        users.add(new ModelUser(ModelUser.Kind.OPEN, "", create.draft().recipe().get()));
        queue.queue().jobs().get().stream()
                .filter(job -> job.state().open())
                .map(job -> new ModelUser(ModelUser.Kind.QUEUED, "", job.recipe()))
                .forEach(users::add);
        words.words().styles().styles().get().all().stream()
                .map(it ->
                        new ModelUser(
                                ModelUser.Kind.STYLE,
                                it.name(),
                                create.draft().recipe().get().withPrompt(it.prompt())))
                .forEach(users::add);
        return users;
    }

    private void followPlaces() {
        deploy.deployment().current().onChange(_ -> showDeployment());
        queue.queue().places().onChange(_ -> chooseAwaited());
        queue.where()
                .acts()
                .onChange(_ -> {
                    awaited = Optional.empty();
                    deploy.deployment().placeWasChosen();
                });
    }

    /// The engine is loaded when the recipe is first changed or a job begins, not when the window
    /// opens.
    private void loadWhenWorkBegins() {
        create.draft().recipe().onChange(_ -> machine.warmUp());
        queue.queue()
                .here()
                .live()
                .onChange(live ->
                        live.ifPresent(_ -> {
                            welcome.dismiss();
                            machine.warmUp();
                        }));
    }

    private ModelsModel scan(Studio.Dependencies on) {
        return new ModelsModel(
                preferences.folders(),
                on.runtime()::starter,
                new FileHashes(on.home().hashes()),
                on.settings(),
                on.tasks());
    }

    private DeviceModel device(Devices devices) {
        return new DeviceModel(devices, context.tasks(), this::computeElsewhere);
    }

    /// Lets go of what was loaded for another device, after the picture at hand.
    private void computeElsewhere() {
        context.tasks()
                .compute(
                        "free-engine",
                        task -> {
                            engine.free();
                            return true;
                        },
                        Tasks.Outcome.of(
                                done -> machine.probe(),
                                failure -> log.warn("the models are still in memory", failure)));
    }

    private GridFeature grid() {
        return new GridFeature(
                context,
                new GridFeature.Dependencies(
                        create.draft(),
                        queue.where(),
                        create.session(),
                        () -> queue.names().folder(),
                        create::predict));
    }

    private ConnectFeature connect(Studio.Dependencies on, LocalEngine engine) {
        var session =
                new CloudSession(
                        new CloudSession.Dependencies(
                                on.home(),
                                on.settings(),
                                on.tasks(),
                                on.cloud(),
                                () ->
                                        LocalCloud.inLane(
                                                LocalCloud.backend(engine, ModelLibrary.STARTER),
                                                on.tasks())));
        return new ConnectFeature(
                context, session, () -> context.commands().perform(Command.DEPLOY_SERVICE));
    }

    /// How long the recipe at hand takes on a machine, as a service with one was seen to need.
    private Optional<DeployModel.PictureTime> learned(String machine) {
        var recipe = create.draft().recipe().get().withBatch(Batch.ONE);
        return services.model()
                .placesOn(machine)
                .flatMap(place ->
                        create.predict(place.id(), recipe).stream()
                                .map(time -> new DeployModel.PictureTime(time, place.name())))
                .findFirst();
    }

    /// The form, with a service as the place.
    private void drawOn(String service) {
        queue.named(service).ifPresent(it -> queue.where().choose(PlaceChoice.at(it)));
        context.commands().perform(Command.SHOW_CREATE);
    }

    /// What is done with services that were deployed.
    private DeployFeature.Verbs onService() {
        return new DeployFeature.Verbs(this::drawOn, this::chooseWhenListed, this::stop);
    }

    /// Makes the next pictures on a service, as soon as it is listed as a place.
    private void chooseWhenListed(String service) {
        var place = queue.named(service);
        if (place.isPresent()) {
            queue.where().choose(PlaceChoice.at(place.get()));
            return;
        }
        awaited = Optional.of(service);
        services.model().look();
    }

    private void chooseAwaited() {
        awaited.flatMap(queue::named)
                .ifPresent(it -> {
                    awaited = Optional.empty();
                    queue.where().choose(PlaceChoice.at(it));
                });
    }

    private void stop(String service) {
        boolean there =
                services.model().services().get().stream()
                        .anyMatch(it -> it.name().equals(service));
        if (there) {
            services.model().stop(service, _ -> {});
        }
    }

    private ServicesFeature cloudServices(ModelsModel models) {
        var made =
                new ServicesFeature(
                        context,
                        queue.queue(),
                        connect.session(),
                        new ServicesFeature.Navigation(
                                () -> context.commands().perform(Command.CONNECT_CLOUD),
                                Optional.of(
                                        () -> context.commands().perform(Command.DEPLOY_SERVICE)),
                                deploy::update,
                                deploy::goBack,
                                compare::compareTwins,
                                models));
        create.supplying(made.supply());
        create.logging(made::showLog);
        return made;
    }

    private CompareFeature comparing(ExactPicture exact) {
        var made =
                new CompareFeature(
                        context,
                        create.session().selected(),
                        new CompareFeature.Verbs(
                                this::prepare, exact::make, file -> library().star(file)),
                        () -> library().places());
        create.comparing(made::compare);
        made.offer(queue.queue().pair());
        return made;
    }

    /// Takes a recipe into the form, and where it is to be made.
    private void prepare(Recipe recipe, Optional<String> place) {
        create.draft().replace(recipe);
        place.flatMap(queue::named).ifPresent(it -> queue.where().choose(PlaceChoice.at(it)));
    }

    private LibraryFeature library(DataFolder home, ModelsModel models) throws IOException {
        var buckets =
                new AccountBuckets(
                        () -> connect.session().connection().get().map(Connection::access),
                        home.root().resolve("transfers"));
        var index = LibraryIndex.open(home.root());
        var all = new Library(index, context.settings(), queue.names().folder(), buckets);
        var made =
                new LibraryFeature(
                        context,
                        all,
                        buckets,
                        queue.queue().latest(),
                        new LibraryActions.Neighbours(
                                create::pictures,
                                new LibraryActions.Drafting(
                                        change ->
                                                create.draft()
                                                        .replace(
                                                                change.apply(
                                                                        create.draft()
                                                                                .recipe()
                                                                                .get())),
                                        create::tell),
                                new LibraryActions.Comparing(
                                        compare::compare,
                                        compare::compare,
                                        compare::compare,
                                        compare::pick),
                                create.session()::forget,
                                models::files));
        connect.session().connection().onChange(now -> made.cloudChanged());
        var selected = create.session().selected();
        context.commands()
                .bind(
                        Command.COMPARE_TWIN,
                        () -> made.compareTwin(selected.get().map(SavedPicture::file)));
        return made;
    }

    /// How many models did not come with the program.
    private int own(List<ModelRow> rows) {
        return (int) rows.stream().filter(row -> !row.bundled() && !isShipped(row.file())).count();
    }

    private boolean isShipped(Path file) {
        return Optional.ofNullable(file.getParent())
                .filter(preferences.folders()::isBundled)
                .isPresent();
    }

    private WelcomeFeature welcome(CreateFeature create, ModelsModel models) {
        return new WelcomeFeature(
                context,
                machine.inWords(),
                preferences.folders(),
                models.rows().map(this::own),
                new WelcomeFeature.Starts(
                        preferences::theme,
                        switchTo,
                        () -> context.commands().perform(Command.GENERATE),
                        () -> {
                            context.window().show("create");
                            create.focus();
                        },
                        this::openSandbox,
                        create::type));
    }

    /// Starts it, or shows what runs in it.
    private void openSandbox() {
        boolean runs = !context.commands().action(Command.START_SANDBOX).isEnabled();
        context.commands().perform(runs ? Command.SHOW_SERVICES : Command.START_SANDBOX);
    }

    /// A deployment that went on without the studio is not hidden by the first page.
    private void showDeployment() {
        if (welcome.covers() && deploy.deployment().isUnderWay()) {
            deploy.show();
        }
    }

    private String example(String pattern) {
        return queue.example(pattern, create.draft().recipe().get());
    }

    /// In the order of the rail.
    List<Feature> all() {
        return all;
    }

    PreferencesFeature preferences() {
        return preferences;
    }

    QueueFeature queue() {
        return queue;
    }

    CreateFeature create() {
        return create;
    }

    CompareFeature compare() {
        return compare;
    }

    LibraryFeature library() {
        return library;
    }

    ConnectFeature connect() {
        return connect;
    }

    ServicesFeature services() {
        return services;
    }

    DeployFeature deploy() {
        return deploy;
    }

    WelcomeFeature welcome() {
        return welcome;
    }
}
