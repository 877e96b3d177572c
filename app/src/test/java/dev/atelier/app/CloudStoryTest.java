package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.atelier.app.connect.Connection;
import dev.atelier.app.deploy.DeployModel;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.PlaceChoiceModel.PlaceChoice;
import dev.atelier.app.queue.WaitReason;
import dev.atelier.app.shell.Command;
import java.awt.Component;
import java.awt.Container;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// The cloud as a person meets it for the first time: keys that nobody answers, then the sandbox,
/// the JSON of the vendor's article, a picture, and a service that somebody else deletes. No secret
/// that was used on the way may be found afterwards in the log, in the data folder or on the
/// screen.
class CloudStoryTest extends CloudFlowTest {
    private static final String TYPED = "typed-secret-that-nobody-may-see-4711";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Logger root;
    private Level before;

    @BeforeEach
    void listen() throws Exception {
        root = (Logger) LoggerFactory.getLogger("dev.atelier");
        before = root.getLevel();
        root.setLevel(Level.DEBUG);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        if (root != null) {
            root.detachAppender(log);
            root.setLevel(before);
        }
    }

    @Test
    void fromKeysThatFailToAServiceThatIsDeletedUnderneath() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            nobodyAnswers(rig);
            rig.command(Command.SHOW_SERVICES);
            rig.click("services-sandbox");
            rig.until("connected", () -> rig.parts.cloud().connection().get().isPresent());
            var to = GuiActionRunner.execute(() -> rig.parts.cloud().connection().get().get());
            var name = deploysTheArticle(rig);
            draws(rig, name);

            var secrets = new ArrayList<>(List.of(TYPED));
            secrets.add(to.eas().describe(name).token().reveal());
            secrets.add(to.access().credentials(Optional.empty()).accessKeySecret().reveal());
            rig.command(Command.SHOW_SERVICES);
            CloudRig.untilState(rig, name, "Running");
            rig.until("its card", () -> ControlUses.isShowing(rig, "service-access:" + name));
            rig.click("service-access:" + name);
            rig.until(
                    "its calls",
                    () -> rig.any("drawer-text", JTextComponent.class).getText().contains("curl"));
            assertHidden(secrets);

            deletedUnderneath(rig, to, name);
            assertHidden(secrets);
        }
    }

    private static void nobodyAnswers(StudioRig rig) {
        rig.command(Command.CONNECT_CLOUD);
        rig.until("it shows", () -> ControlUses.isShowing(rig, ConnectUses.VIEW));
        rig.until("it has looked for keys", () -> ControlUses.isShowing(rig, "key-type"));
        if (!GuiActionRunner.execute(() -> ControlUses.isShowing(rig, "key-id"))) {
            rig.click("key-type");
        }
        rig.until("the form shows", () -> ControlUses.isShowing(rig, "key-id"));
        rig.enter("key-id", "LTAItyped12345678");
        rig.click("key-secret");
        rig.type(TYPED);
        rig.click("key-use");
        rig.until("what is wrong is said", () -> ControlUses.isShowing(rig, "connect-problem"));
    }

    /// As it stands in the article: pasted, repaired with one click, deployed.
    private static String deploysTheArticle(StudioRig rig) throws Exception {
        rig.command(Command.DEPLOY_SERVICE);
        var model = rig.parts.deploy().model();
        rig.until("it knows the account", () -> !model.offers().get().region().isEmpty());
        rig.until("the editor shows", () -> ControlUses.isShowing(rig, "deploy-json"));
        ControlUses.copy(article());
        rig.click("deploy-json");
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.press(KeyEvent.VK_V, KeyEvent.VK_CONTROL);
        rig.until("what is wrong with it is listed", () -> model.reading().get().errors() > 0);
        rig.click("deploy-adopt");
        rig.until("nothing is wrong any more", () -> model.isReady(false));
        rig.pressButton("deploy-step-REVIEW");
        rig.until(
                "it may be deployed",
                () -> rig.find("deploy-next", AbstractButton.class).isEnabled());
        rig.click("deploy-next");
        CloudRig.untilDeployed(rig);
        return GuiActionRunner.execute(
                () -> rig.parts.deploy().deployment().current().get().orElseThrow().service());
    }

    private static String article() throws IOException {
        try (var in = DeployModel.class.getResourceAsStream("article.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void draws(StudioRig rig, String name) {
        var id = "sandbox/" + name;
        rig.command(Command.SHOW_CREATE);
        rig.draft(r -> r.withSampling(r.sampling().withSteps(2)));
        rig.until("it is a place", () -> rig.parts.queue().at(id).isPresent());
        GuiActionRunner.execute(() -> rig.parts.where().choose(PlaceChoice.at(id)));
        rig.click("generate");
        rig.untilMade(
                "a picture comes from there",
                () ->
                        rig.parts.queue().jobs().get().stream()
                                .anyMatch(job ->
                                        job.place().equals(id) && job.state() == Job.State.DONE));
    }

    /// Its jobs wait with the reason and go on here when they are moved.
    private static void deletedUnderneath(StudioRig rig, Connection to, String name)
            throws Exception {
        var id = "sandbox/" + name;
        GuiActionRunner.execute(() -> rig.parts.queue().at(id).orElseThrow().pause());
        rig.command(Command.SHOW_CREATE);
        rig.click("generate");
        to.eas().delete(name);
        rig.until(
                "its jobs say so",
                () -> {
                    rig.parts.services().model().look();
                    return rig.parts
                            .queue()
                            .at(id)
                            .flatMap(it -> it.away().get())
                            .filter(it -> it.why() == WaitReason.Why.GONE)
                            .isPresent();
                });
        var waits = rig.jobs().stream().filter(job -> job.state() == Job.State.QUEUED).findFirst();
        GuiActionRunner.execute(
                () -> rig.parts.queue().move(waits.orElseThrow().id(), rig.parts.queue().here()));
        rig.untilMade(
                "it is made here",
                () -> rig.parts.queue().jobs().get().stream().noneMatch(job -> job.state().open()));
    }

    private void assertHidden(List<String> secrets) throws IOException {
        var shown = GuiActionRunner.execute(CloudStoryTest::screen);
        var logged = new ArrayList<String>();
        for (var event : List.copyOf(log.list)) {
            logged.add(event.getFormattedMessage() + " " + event.getThrowableProxy());
        }
        assertThat(logged).isNotEmpty();
        for (var secret : secrets) {
            assertThat(secret).hasSizeGreaterThan(8);
            assertThat(shown).as("on the screen").noneMatch(it -> it.contains(secret));
            assertThat(logged).as("in the log").noneMatch(it -> it.contains(secret));
            assertThat(files(secret)).as("files with a secret").isEmpty();
        }
    }

    /// Files of the studio. The sandbox has the keys of its own account, as a cloud has.
    private List<Path> files(String secret) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
                            throws IOException {
                        boolean cloud = folder.relativize(file).startsWith("sandbox");
                        if (!cloud && read(file).contains(secret)) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE; // it has got its name meanwhile
                        }
                        throw e;
                    }
                });
        return found;
    }

    /// Empty for a file that has got another name meanwhile.
    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /// Everything that can be read in the windows, also on pages that are hidden. Event thread.
    private static List<String> screen() {
        var texts = new ArrayList<String>();
        for (var window : Window.getWindows()) {
            read(window, texts);
        }
        return texts;
    }

    private static void read(Component part, List<String> texts) {
        switch (part) {
            case JLabel label -> texts.add(String.valueOf(label.getText()));
            case AbstractButton button -> texts.add(String.valueOf(button.getText()));
            case JTextComponent text -> texts.add(String.valueOf(text.getText()));
            default -> {}
        }
        if (part instanceof JComponent it) {
            texts.add(String.valueOf(it.getToolTipText()));
        }
        if (part instanceof Container inner) {
            for (var child : inner.getComponents()) {
                read(child, texts);
            }
        }
    }
}
