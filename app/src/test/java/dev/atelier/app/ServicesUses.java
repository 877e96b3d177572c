package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.connect.Connection;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.PlaceChoiceModel.PlaceChoice;
import dev.atelier.app.queue.PlaceQueue;
import dev.atelier.app.queue.WaitReason;
import dev.atelier.app.services.ServiceFacts;
import dev.atelier.app.services.ServicesModel;
import dev.atelier.app.shell.Command;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import java.awt.Container;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.swing.AbstractButton;
import javax.swing.JLabel;
import javax.swing.JTextArea;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the services and for the choice of a place. The
/// rows of the page share one sandbox with one service; those before and after them have none.
final class ServicesUses {
    /// Before the names of what is on the page.
    static final String PAGE = "services/";

    private static final String NAME = CloudRig.SYNC;
    private static final String FAKE = "cn-shanghai/portraits";

    private ServicesUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        all.put(
                "command:show-services",
                rig -> {
                    rig.press(KeyEvent.VK_5, KeyEvent.VK_CONTROL);
                    rig.until("it shows", () -> ControlUses.isShowing(rig, "view-services"));
                    rig.until(
                            "it says what to do",
                            () -> ControlUses.isShowing(rig, "services-connect"));
                });
        places(all);
        head(all);
        card(all);
        drawer(all);
        return all;
    }

    /// A service that answers nothing, as another place of the queue.
    private static PlaceQueue place(StudioRig rig) {
        return GuiActionRunner.execute(() -> {
            Generator none =
                    (recipe, observer, cancellation) -> {
                        var what = Message.plain("it does not answer");
                        throw new GenerationException(new Failure.Unreachable(what), null);
                    };
            Tasks tasks = rig.studio.context().tasks();
            var place = new Place(FAKE, Place.Kind.SYNC, none, tasks.beside(), 1);
            rig.parts.queue().arrive(place, Optional.empty());
            return rig.parts.queue().at(FAKE).orElseThrow();
        });
    }

    private static WaitReason gone() {
        return new WaitReason(WaitReason.Why.GONE, "portraits", "");
    }

    private static void without(StudioRig rig) {
        GuiActionRunner.execute(() -> {
            rig.parts.where().choose(PlaceChoice.HERE);
            rig.parts.queue().cancelAll();
            rig.parts.queue().removeEnded();
            rig.parts.queue().forget(FAKE, gone());
        });
        rig.until("one place is left", () -> rig.parts.queue().places().get().size() == 1);
    }

    private static void places(Map<String, Use> all) {
        all.put(
                "queue-pause-here",
                rig -> {
                    var there = place(rig);
                    GuiActionRunner.execute(() -> {
                        rig.parts.queue().leave(there.place(), gone());
                        var job = rig.parts.queue().add(there, rig.draft(), false);
                        rig.parts.queue().here().pause();
                        rig.parts.queue().move(job, rig.parts.queue().here());
                        rig.parts.queue().here().resume();
                    });
                    rig.click("queue-pause-here");
                    rig.until("it pauses", () -> rig.parts.queue().here().paused().get());
                    without(rig);
                });
        all.put(
                "queue-resume-here",
                rig -> {
                    place(rig);
                    rig.click("queue-resume-here");
                    rig.until("it goes on", () -> !rig.parts.queue().here().paused().get());
                    without(rig);
                });
        all.put(
                "queue-chosen-move",
                rig -> {
                    var there = place(rig);
                    GuiActionRunner.execute(there::pause);
                    rig.command(Command.GENERATE);
                    rig.until("it waits", () -> rig.parts.queue().jobs().get().size() > 0);
                    var job = rig.jobs().getLast().id();
                    rig.click("job-" + job);
                    rig.click("queue-chosen-move");
                    GuiActionRunner.execute(() -> UiDriver.press("queue-chosen-to-" + FAKE));
                    rig.until("it is there", () -> at(rig, job).equals(FAKE));
                    without(rig);
                });
        whereToGo(all);
    }

    private static void whereToGo(Map<String, Use> all) {
        all.put(
                "where",
                rig -> {
                    var there = place(rig);
                    rig.click("where");
                    rig.until(
                            "the places are listed",
                            () -> ControlUses.isShowing(rig, "where-" + FAKE));
                    rig.click("where-" + FAKE);
                    rig.until(
                            "it is chosen",
                            () -> rig.parts.where().chosen().get().equals(PlaceChoice.at(FAKE)));
                    GuiActionRunner.execute(there::pause);
                    rig.click("generate");
                    rig.until(
                            "a job waits there",
                            () ->
                                    rig.parts.queue().jobs().get().stream()
                                            .anyMatch(job ->
                                                    job.place().equals(FAKE)
                                                            && job.state() == Job.State.QUEUED));
                    without(rig);
                });
    }

    /// Event thread.
    private static String at(StudioRig rig, long job) {
        return rig.parts.queue().jobs().get().stream()
                .filter(it -> it.id() == job)
                .map(Job::place)
                .findFirst()
                .orElseThrow();
    }

    private static void head(Map<String, Use> all) {
        page(
                all,
                "services-refresh",
                rig -> {
                    var before = facts(rig).times().checked();
                    rig.click("services-refresh");
                    rig.until("it was looked at", () -> now(rig).times().checked().isAfter(before));
                });
        page(
                all,
                "services-limit",
                rig -> {
                    rig.click("services-limit");
                    rig.fill("limit-day", "5.5");
                    rig.fill("limit-month", "100");
                    rig.click("limit-set");
                    var day = Optional.of(new BigDecimal("5.5"));
                    rig.until("it is set", () -> model(rig).spent().get().cap().day().equals(day));
                });
    }

    private static void card(Map<String, Use> all) {
        page(
                all,
                "service-stop:" + NAME,
                rig -> {
                    stops(rig);
                    assertThat(facts(rig).isOff()).isTrue();
                });
        page(
                all,
                "service-start:" + NAME,
                rig -> {
                    stops(rig);
                    rig.click("service-start:" + NAME);
                    CloudRig.untilState(rig, NAME, "Running");
                });
        page(
                all,
                "service-test:" + NAME,
                rig -> {
                    rig.untilMade("an instance has warmed up", () -> tested(rig));
                    var said = GuiActionRunner.execute(() -> saidOf(rig).orElseThrow());
                    assertThat(said.words()).startsWith(NAME + " answered in ");
                });
        page(
                all,
                "service-update:" + NAME,
                rig -> {
                    rig.click("service-update:" + NAME);
                    rig.until(
                            "its config is the draft",
                            () ->
                                    rig.parts
                                                    .deploy()
                                                    .model()
                                                    .reading()
                                                    .get()
                                                    .config()
                                                    .filter(it -> it.name().equals(NAME))
                                                    .isPresent()
                                            && rig.any("deploy-replace", AbstractButton.class)
                                                    .isSelected());
                    rig.command(Command.SHOW_SERVICES);
                });
        page(
                all,
                "service-lease:" + NAME,
                rig -> {
                    leases(rig);
                    assertThat(facts(rig).lease().orElseThrow().idle())
                            .contains(Duration.ofMinutes(45));
                });
        cardLease(all);
    }

    private static void cardLease(Map<String, Use> all) {
        page(
                all,
                "service-keep:" + NAME,
                rig -> {
                    leases(rig);
                    var before = facts(rig).times().lastWork();
                    rig.click("service-keep:" + NAME);
                    rig.until("it ends later", () -> now(rig).times().lastWork().isAfter(before));
                });
        page(
                all,
                "service-more:" + NAME,
                rig -> {
                    rig.click("service-more:" + NAME);
                    GuiActionRunner.execute(() -> UiDriver.press("service.events"));
                    rig.until("its events", () -> ControlUses.isShowing(rig, "drawer-close"));
                    rig.click("drawer-close");
                });
    }

    private static void stops(StudioRig rig) {
        rig.click("service-stop:" + NAME);
        CloudRig.untilState(rig, NAME, "Stopped");
        rig.until("that is proven", () -> model(rig).doing().get().isEmpty());
        rig.until("it can be started", () -> ControlUses.isShowing(rig, "service-start:" + NAME));
    }

    private static void leases(StudioRig rig) {
        rig.click("service-lease:" + NAME);
        rig.fill("lease-idle", "45");
        rig.click("lease-set");
        rig.until("it has a lease", () -> now(rig).lease().isPresent());
        rig.until("that is done", () -> model(rig).doing().get().isEmpty());
    }

    private static void drawer(Map<String, Use> all) {
        for (var name : new String[] {"service-log:" + NAME, "drawer-LOG", "drawer-follow"}) {
            page(
                    all,
                    name,
                    rig -> {
                        rig.click("service-log:" + NAME);
                        if (name.startsWith("drawer")) {
                            rig.pressButton(name);
                        }
                        rig.until(
                                "it shows lines",
                                () -> shown(rig).contains("Running on local URL"));
                    });
        }
        page(
                all,
                "drawer-EVENTS",
                rig -> {
                    rig.click("service-log:" + NAME);
                    rig.click("drawer-EVENTS");
                    rig.until("they are listed", () -> shown(rig).contains("Normal"));
                });
        page(
                all,
                "drawer-filter",
                rig -> {
                    rig.click("service-log:" + NAME);
                    rig.enter("drawer-filter", "no such line");
                    rig.until("none is left", () -> !shown(rig).contains("Running on"));
                    rig.click("drawer-filter");
                    rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
                    rig.press(KeyEvent.VK_DELETE);
                    rig.until("all are back", () -> shown(rig).contains("Running on"));
                });
        page(
                all,
                "drawer-close",
                rig -> {
                    rig.click("service-log:" + NAME);
                    rig.click("drawer-close");
                    rig.until("it is closed", () -> !ControlUses.isShowing(rig, "drawer-close"));
                });
        page(
                all,
                "drawer-text",
                rig -> {
                    rig.click("service-log:" + NAME);
                    rig.until("it shows lines", () -> shown(rig).contains("Running on local URL"));
                });
        calls(all);
        models(all);
    }

    private static void models(Map<String, Use> all) {
        page(
                all,
                "drawer-MODELS",
                rig -> {
                    rig.click("service-log:" + NAME);
                    rig.click("drawer-MODELS");
                    rig.until(
                            "models are listed",
                            () -> labels(rig.any("service-models")).contains("starter"));
                });
        all.put(
                "supply",
                rig -> {
                    show(rig);
                    var to = rig.parts.cloud().connection().get().orElseThrow();
                    CloudRig.deploy(rig, to, CloudRig.WITH_OSS_MODELS);
                    rig.command(Command.SHOW_CREATE);
                    rig.draft(r -> r.withModel(Optional.of(new ModelRef("harbour", ""))));
                    GuiActionRunner.execute(() ->
                            rig.parts
                                    .where()
                                    .choose(PlaceChoice.at("sandbox/" + CloudRig.WITH_OSS_MODELS)));
                    var file = rig.folder().resolve("more-models/harbour.safetensors");
                    Files.copy(new TorchRuntime(rig.studio.context().home()).starter(), file);
                    rig.command(Command.RESCAN); // the service may have been asked before
                    rig.until("it is offered", () -> ControlUses.isShowing(rig, "supply"));
                    var job = failedThere(rig);
                    rig.until(
                            "its row offers it", () -> remedy(rig, job).startsWith("Copy harbour"));
                    rig.pressButton("queue-remedy-" + job);
                    rig.until("the service has it", () -> !ControlUses.isShowing(rig, "supply"));
                    rig.until("it can be run", () -> remedy(rig, job).equals("Run what is left"));
                    rig.pressButton("queue-remedy-" + job);
                    rig.until("and is", () -> state(rig, job) == Job.State.DONE);
                    Files.delete(file);
                    GuiActionRunner.execute(() -> rig.parts.where().choose(PlaceChoice.HERE));
                    rig.command(Command.RESCAN);
                    to.eas().delete(CloudRig.WITH_OSS_MODELS);
                });
    }

    /// A job of the recipe at hand at the chosen service, which lacks its model.
    private static long failedThere(StudioRig rig) {
        GuiActionRunner.execute(() ->
                rig.parts.queue().at("sandbox/" + CloudRig.WITH_OSS_MODELS).orElseThrow().resume());
        rig.command(Command.GENERATE);
        rig.until("it is ordered", () -> !rig.jobs().isEmpty());
        long job = rig.jobs().getLast().id();
        rig.until("it failed", () -> state(rig, job) == Job.State.FAILED);
        return job;
    }

    private static Job.State state(StudioRig rig, long job) {
        return rig.jobs().stream()
                .filter(it -> it.id() == job)
                .map(Job::state)
                .findFirst()
                .orElse(Job.State.DONE);
    }

    private static String remedy(StudioRig rig, long job) {
        var name = "queue-remedy-" + job;
        return GuiActionRunner.execute(() ->
                ComponentFinder.first(rig.frame.target(), it -> name.equals(it.getName()))
                        .map(it -> ((AbstractButton) it).getText())
                        .orElse(""));
    }

    /// Event thread.
    static List<String> labels(Container root) {
        var all = new ArrayList<String>();
        for (var child : root.getComponents()) {
            if (child instanceof JLabel label) {
                all.add(label.getText());
            } else if (child instanceof Container inner) {
                all.addAll(labels(inner));
            }
        }
        return all;
    }

    private static void calls(Map<String, Use> all) {
        for (var name : new String[] {"service-access:" + NAME, "drawer-CALLS", "drawer-token"}) {
            page(
                    all,
                    name,
                    rig -> {
                        rig.click("service-access:" + NAME);
                        rig.click("drawer-CALLS");
                        var token = facts(rig).info().token().reveal();
                        rig.until(
                                "it is hidden",
                                () -> shown(rig).contains("curl") && !shown(rig).contains(token));
                        rig.click("drawer-token");
                        rig.until("until asked for", () -> shown(rig).contains(token));
                        rig.click("drawer-token");
                    });
        }
        for (var language : new String[] {"CURL", "PYTHON", "JAVA"}) {
            page(
                    all,
                    "snippet-" + language,
                    rig -> {
                        rig.click("service-access:" + NAME);
                        rig.click("snippet-" + language);
                        var word = Map.of("CURL", "curl", "PYTHON", "urllib", "JAVA", "HttpClient");
                        rig.until("it is shown", () -> shown(rig).contains(word.get(language)));
                    });
        }
        page(
                all,
                "drawer-copy",
                rig -> {
                    rig.click("service-access:" + NAME);
                    rig.click("snippet-CURL");
                    rig.click("drawer-copy");
                    var copied = ControlUses.clipboard(DataFlavor.stringFlavor).toString();
                    assertThat(copied).contains("curl", facts(rig).info().token().reveal());
                });
    }

    /// Event thread.
    private static String shown(StudioRig rig) {
        return rig.any("drawer-text", JTextArea.class).getText();
    }

    /// Presses the button again as long as the service, which may have started just now, has no
    /// instance ready. Event thread.
    private static boolean tested(StudioRig rig) {
        var running = rig.studio.context().tasks().running().get();
        if (running.stream().anyMatch(it -> it.title().equals("test-call"))) {
            return false;
        }
        if (saidOf(rig).filter(it -> it.words().contains(" answered in ")).isPresent()) {
            return true;
        }
        UiDriver.press("service-test:" + NAME);
        return false;
    }

    /// Event thread.
    private static Optional<ServicesModel.Notice> saidOf(StudioRig rig) {
        return model(rig).notice().get().filter(it -> it.words().contains(NAME));
    }

    private static ServicesModel model(StudioRig rig) {
        return rig.parts.services().model();
    }

    private static ServiceFacts facts(StudioRig rig) {
        return GuiActionRunner.execute(() -> now(rig));
    }

    /// Event thread.
    private static ServiceFacts now(StudioRig rig) {
        return model(rig).services().get().stream()
                .filter(it -> it.name().equals(NAME))
                .findFirst()
                .orElseThrow();
    }

    private static void page(Map<String, Use> all, String name, Use use) {
        all.put(
                PAGE + name,
                rig -> {
                    show(rig);
                    use.by(rig);
                });
    }

    /// Shows the page with a running service; the sandbox is started where it does not run.
    static void show(StudioRig rig) throws Exception {
        Optional<Connection> there =
                GuiActionRunner.execute(() -> rig.parts.cloud().connection().get());
        rig.command(Command.SHOW_SERVICES);
        if (there.isEmpty()) {
            var to = CloudRig.connect(rig);
            if (to.eas().find(NAME).isEmpty()) {
                CloudRig.deploy(rig, to, NAME);
            }
        } else if (there.get().eas().describe(NAME).status().equals("Stopped")) {
            there.get().eas().start(NAME);
        }
        CloudRig.untilState(rig, NAME, "Running");
        rig.until("its card is there", () -> ControlUses.isShowing(rig, "service-stop:" + NAME));
    }

    /// Leaves the sandbox where one was used.
    static void leave(StudioRig rig) {
        boolean there =
                GuiActionRunner.execute(() -> rig.parts.cloud().connection().get().isPresent());
        if (there) {
            GuiActionRunner.execute(() -> rig.parts.cloud().disconnect());
            rig.until("one place is left", () -> rig.parts.queue().places().get().size() == 1);
        }
    }
}
