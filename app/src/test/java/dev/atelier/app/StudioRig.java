package dev.atelier.app;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.Job;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.Theme;
import dev.atelier.recipe.Recipe;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import javax.swing.AbstractButton;
import javax.swing.Action;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.plaf.basic.ComboPopup;
import javax.swing.text.JTextComponent;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;
import org.assertj.swing.fixture.FrameFixture;
import org.assertj.swing.timing.Condition;
import org.assertj.swing.timing.Pause;
import org.assertj.swing.timing.Timeout;

/// The whole studio on a data folder of its own, with the real engine and the starter model, driven
/// by mouse and keys.
final class StudioRig implements AutoCloseable {
    private static final int PATIENCE = 60_000;

    /// Steps of a picture that is never finished while a test acts, however fast the machine is.
    static final int LONG = 5_000;

    /// No account is reached from here: nobody listens at this address.
    private static final Map<String, String> NOWHERE =
            Map.of(
                    "ATELIER_CLOUD_ENDPOINT", "http://127.0.0.1:9",
                    "ATELIER_OSS_ENDPOINT", "http://127.0.0.1:9");

    private final Robot robot;
    private final Path folder;
    private final List<Throwable> mistakes = Collections.synchronizedList(new ArrayList<>());
    private final InputRobot input = new InputRobot();
    private int patience = PATIENCE;
    final Studio studio;
    final StudioParts parts;
    final FrameFixture frame;

    Robot robot() {
        return robot;
    }

    Path folder() {
        return folder;
    }

    StudioRig(Robot robot, Path folder) {
        this(robot, folder, TorchRuntime::new);
    }

    /// @param runtime what computes, on the rig's folders
    StudioRig(Robot robot, Path folder, Function<DataFolder, EngineRuntime> runtime) {
        this(robot, folder, runtime, NOWHERE);
    }

    /// @param cloud variables that say where the cloud is, and with which keys
    StudioRig(
            Robot robot,
            Path folder,
            Function<DataFolder, EngineRuntime> runtime,
            Map<String, String> cloud) {
        this.robot = robot;
        this.folder = folder;
        var home = new DataFolder(folder, DataFolder.ofThisUser().natives());
        studio = GuiActionRunner.execute(() -> open(home, runtime.apply(home), cloud));
        parts = new StudioParts(studio.features());
        Thread.setDefaultUncaughtExceptionHandler((thread, mistake) -> mistakes.add(mistake));
        frame = new FrameFixture(robot, studio.context().window().frame());
        frame.focus();
    }

    private static Studio open(DataFolder home, EngineRuntime runtime, Map<String, String> cloud)
            throws IOException {
        var tasks = Tasks.waiting(EventQueue::invokeLater);
        var settings = Settings.open(home.root().resolve("settings.properties"), tasks);
        if (settings.get(StudioSettings.LANGUAGE).isEmpty()) {
            settings.put(StudioSettings.LANGUAGE, Optional.of(Locale.ENGLISH));
        }
        if (!settings.has(StudioSettings.MODEL_FOLDERS)) {
            // Without the bundled LoRA, see BundledLoraTest.
            settings.put(StudioSettings.MODEL_FOLDERS, List.of());
        }
        (settings.has(StudioSettings.THEME) ? settings.get(StudioSettings.THEME) : Theme.DARK)
                .apply();
        var studio =
                new Studio(
                        new Studio.Dependencies(
                                home,
                                runtime,
                                tasks,
                                settings,
                                new CloudAccess(cloud, home.root().resolve("home"))),
                        () -> {});
        studio.open();
        return studio;
    }

    /// Waits until the studio is in a state, read on the event thread.
    void until(String state, BooleanSupplier reached) {
        Pause.pause(
                new Condition(state) {
                    @Override
                    public boolean test() {
                        return GuiActionRunner.execute(reached::getAsBoolean);
                    }

                    @Override
                    protected String descriptionAddendum() {
                        return GuiActionRunner.execute(StudioRig.this::circumstances);
                    }
                },
                Timeout.timeout(patience));
    }

    /// What a person would see meanwhile. Event thread.
    private String circumstances() {
        var jobs = parts.queue().jobs().get();
        var listed =
                jobs.subList(Math.max(0, jobs.size() - 5), jobs.size()).stream()
                        .map(it ->
                                "%d %s at %s: %s; %s"
                                        .formatted(
                                                it.id(),
                                                it.state(),
                                                it.place(),
                                                it.reason(),
                                                words(it)))
                        .toList();
        return "; %s has the keyboard, the message is '%s', the last jobs are %s"
                .formatted(focusOwner(), ControlUses.toast(this), listed);
    }

    private List<String> words(Job job) {
        return ComponentFinder.first(frame.target(), it -> ("job-" + job.id()).equals(it.getName()))
                .map(it -> ServicesUses.labels((Container) it))
                .orElse(List.of());
    }

    /// Waits until the prompt is that text, and says what it is instead.
    void untilPrompt(String wanted) {
        Pause.pause(
                new Condition("the prompt is '%s'".formatted(wanted)) {
                    private String last = "";

                    @Override
                    public boolean test() {
                        last = draft().prompt();
                        return last.equals(wanted);
                    }

                    @Override
                    protected String descriptionAddendum() {
                        return ", but it is '%s' and %s has the keyboard"
                                .formatted(last, GuiActionRunner.execute(StudioRig::focusOwner));
                    }
                },
                Timeout.timeout(patience));
    }

    private static String focusOwner() {
        var owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
        return owner == null ? "nothing" : owner.getClass().getSimpleName() + " " + owner.getName();
    }

    /// Waits as long as a picture may take.
    void untilMade(String state, BooleanSupplier reached) {
        int before = patience;
        patience = PATIENCE;
        try {
            until(state, reached);
        } finally {
            patience = before;
        }
    }

    /// Gives up waiting earlier from now on, for what takes no computing.
    void hurry(int millis) {
        patience = millis;
    }

    /// Presses keys together, such as Ctrl and Enter.
    void press(int key, int... modifiers) {
        input.press(key, modifiers);
    }

    void type(String text) {
        input.type(text);
    }

    /// Clicks in the middle of what is in view, after scrolling to it.
    void click(Component target) {
        input.click(target);
    }

    InputRobot input() {
        return input;
    }

    /// Gives the window the keyboard. Without a window manager nobody gives it back when a dialog
    /// closes; a click does, here on the view that is shown.
    void focus() {
        frame.focus();
        var keyboard = KeyboardFocusManager.getCurrentKeyboardFocusManager();
        if (!frame.target().equals(GuiActionRunner.execute(keyboard::getFocusedWindow))) {
            click(find("create", JComponent.class));
        }
    }

    /// Does what the menu entry does.
    void command(Command command) {
        if (EventQueue.isDispatchThread()) {
            studio.context().commands().perform(command);
            return;
        }
        GuiActionRunner.execute(() ->
                studio.context()
                        .commands()
                        .action(command)
                        .actionPerformed(
                                new ActionEvent(
                                        frame.target(),
                                        ActionEvent.ACTION_PERFORMED,
                                        command.name())));
        input.settle();
    }

    Recipe draft() {
        return GuiActionRunner.execute(() -> parts.create().draft().recipe().get());
    }

    void draft(UnaryOperator<Recipe> change) {
        GuiActionRunner.execute(() -> parts.create().draft().edit("", change));
    }

    /// The words of a menu.
    String menu(int at) {
        return studio.context().window().frame().getJMenuBar().getMenu(at).getText();
    }

    /// Whether the component of that name has the keyboard. Event thread.
    boolean focused(String name) {
        var owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
        return owner != null && name.equals(owner.getName());
    }

    /// Whether the canvas shows a good many pixels of a colour. Event thread.
    boolean shows(IntPredicate colour) {
        var canvas = find("canvas", JComponent.class);
        var image =
                new BufferedImage(
                        canvas.getWidth(), canvas.getHeight(), BufferedImage.TYPE_INT_RGB);
        canvas.paint(image.createGraphics());
        int found = 0;
        for (int y = 0; y < image.getHeight(); y += 4) {
            for (int x = 0; x < image.getWidth(); x += 4) {
                found += colour.test(image.getRGB(x, y)) ? 1 : 0;
            }
        }
        return found > 200;
    }

    /// All picture files in the data folder.
    List<Path> pictures() {
        var root = folder.resolve("pictures");
        if (!Files.exists(root)) {
            return List.of();
        }
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Job> jobs() {
        return GuiActionRunner.execute(() -> parts.queue().jobs().get());
    }

    /// Scrolls to the component of that name and clicks it.
    void click(String name) {
        untilThere(name, true);
        click(find(name, JComponent.class));
    }

    /// A person waits until there is something to press: some of it is read from a disk before.
    private void untilThere(String name, boolean shows) {
        until(
                name + " is there",
                () ->
                        ComponentFinder.first(
                                        frame.target(),
                                        it ->
                                                name.equals(it.getName())
                                                        && (!shows || it.isShowing()))
                                .isPresent());
    }

    /// Presses a button, also one for which this window is too wide or too narrow.
    void pressButton(String name) {
        untilThere(name, false);
        var button = any(name, AbstractButton.class);
        GuiActionRunner.execute(() -> button.doClick());
        input.settle();
    }

    /// The same without waiting for what opens.
    void pressButtonLater(String name) {
        var button = find(name, AbstractButton.class);
        EventQueue.invokeLater(button::doClick);
    }

    /// A container, also one that is not shown.
    Container any(String name) {
        return any(name, Container.class);
    }

    /// Whether a command shows a mark. Event thread.
    boolean selected(Command command) {
        return Boolean.TRUE.equals(
                studio.context().commands().action(command).getValue(Action.SELECTED_KEY));
    }

    /// Types into a field in place of what is there, and presses Enter.
    void enter(String name, String text) {
        fill(name, text);
        press(KeyEvent.VK_ENTER);
    }

    /// Types into a field in place of what is there.
    void fill(String name, String text) {
        click(name);
        press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        type(text);
    }

    /// Opens the list of a combo box and clicks an entry, scrolling to it.
    void choose(JComboBox<?> combo, int index) {
        click(combo);
        until("its list is open", combo::isPopupVisible);
        var popup = (ComboPopup) combo.getUI().getAccessibleChild(combo, 0);
        var list = popup.getList();
        var place =
                GuiActionRunner.execute(() -> {
                    list.ensureIndexIsVisible(index);
                    var cell = list.getCellBounds(index, index);
                    return new Point(cell.x + 20, (int) cell.getCenterY());
                });
        input.settle();
        input.click(list, place);
        until("it is chosen", () -> combo.getSelectedIndex() == index && !combo.isPopupVisible());
    }

    /// Does something that blocks until a window is closed.
    void later(Runnable action) {
        EventQueue.invokeLater(action);
    }

    /// Whether a button stays pressed. Event thread.
    boolean isOn(String name) {
        return find(name, AbstractButton.class).isSelected();
    }

    /// What a text field holds.
    String text(String name) {
        var field = find(name, JTextComponent.class);
        return GuiActionRunner.execute(() -> field.getText());
    }

    /// The component of that name that shows.
    <T extends Component> T find(String name, Class<T> type) {
        return ComponentFinder.find(frame.target(), name, type, Component::isShowing);
    }

    /// The component of that name, shown or not.
    <T extends Component> T any(String name, Class<T> type) {
        return ComponentFinder.find(frame.target(), name, type, it -> true);
    }

    /// What escaped from event handlers and threads.
    List<Throwable> mistakes() {
        return List.copyOf(mistakes);
    }

    @Override
    public void close() {
        GuiActionRunner.execute(studio::quit);
        input.settle();
        input.close();
    }
}
