package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.Grouping;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.Source;
import dev.atelier.app.library.SourceState;
import dev.atelier.app.library.view.PictureGrid;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.Theme;
import dev.atelier.cloud.account.CredentialSources;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.oss.OssEndpoint;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.LocalStore;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.webui.request.Catalogue;
import java.awt.Color;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JMenu;
import javax.swing.JPopupMenu;
import javax.swing.MenuSelectionManager;
import javax.swing.TransferHandler;
import javax.swing.text.JTextComponent;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The library with a person's hands: pictures here and in the object store of a sandbox.
class LibraryFlowsTest {
    private static final String BUCKET = "pictures";
    private static final OssAddress MADE = OssAddress.parse("oss://pictures/made/");

    @TempDir Path folder;
    private Robot robot;
    private Sandbox sandbox;
    private StudioRig rig;

    @BeforeEach
    void open() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        GuiActionRunner.execute(Theme::prepare);
        robot = BasicRobot.robotWithNewAwtHierarchy();
        var idle =
                new CloudSettings.Backend(
                        (_, _, _) -> List.of(), Catalogue.of(new ModelRef("starter", "")));
        sandbox = Sandbox.start(LocalStore.in(CloudSettings.inMemory(0, idle), BUCKET));
        try (var store = store()) {
            store.write(at("mill.png"), png("a mill", 2));
            store.write(at("tower.png"), png("a tower", 3));
        }
        Files.createDirectories(pictures());
        Files.write(pictures().resolve("boat.png"), png("a boat", 1));
        Files.writeString(
                folder.resolve("settings.properties"),
                "welcome.done=true\nlibrary.sources=" + pictures() + "\n");
        var where =
                Map.of(
                        "ATELIER_CLOUD_ENDPOINT",
                        sandbox.address(),
                        "ATELIER_OSS_ENDPOINT",
                        sandbox.address());
        rig = new StudioRig(robot, folder, TorchRuntime::new, where);
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
        if (robot != null) {
            robot.cleanUp();
        }
    }

    @Test
    void picturesGoToOssAndBackAndIntoItsTrashAndOut() throws Exception {
        connect(sandbox.account().accessKeySecret());
        showLibrary();
        addBucket();
        rig.until("all three are found", () -> count() == 3);

        choose("boat");
        context("library-menu-upload", 0);
        rig.until("it is in both places", () -> is("boat", it -> it.isHere() && it.isThere()));
        try (var store = store()) {
            assertThat(store.read(at("boat.png"), 1 << 20))
                    .isEqualTo(Files.readAllBytes(pictures().resolve("boat.png")));
        }

        choose("mill");
        assertThat(dragged()).isEmpty(); // fetched first
        rig.until("it is said", () -> ControlUses.toast(rig).contains("can be dragged"));
        var out = dragged();
        assertThat(out).hasSize(1);
        assertThat(Files.readAllBytes(((File) out.getFirst()).toPath()))
                .isEqualTo(png("a mill", 2));
        assertThat(is("mill", Entry::isHere)).isFalse();
        context("library-menu-download", -1);
        rig.until("it is in both places", () -> is("mill", Entry::isHere));
        var file =
                GuiActionRunner.execute(
                        () -> entry("mill").orElseThrow().file().orElseThrow().path());
        assertThat(file).startsWith(folder);
        assertThat(Files.readAllBytes(file)).isEqualTo(png("a mill", 2));
        assertThat(file.resolveSibling("mill.png.part")).doesNotExist();

        choose("tower");
        context("library-menu-link", 3);
        rig.until("it asks how long", () -> rig.focused("new-name"));
        rig.type("forever");
        assertThat(GuiActionRunner.execute(() -> rig.any("new-name-ok").isEnabled())).isFalse();
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type("30 min");
        rig.press(KeyEvent.VK_ENTER);
        rig.until("it is said", () -> ControlUses.toast(rig).endsWith("30 minutes"));
        opens((String) ControlUses.clipboard(DataFlavor.stringFlavor));

        trashAndRestore();
        oneCopyAtATime();
    }

    /// What leaves the grid when the chosen pictures are dragged.
    private List<?> dragged() throws Exception {
        var into = new Clipboard("drag");
        GuiActionRunner.execute(() -> {
            var grid = rig.find("library-grid", PictureGrid.class);
            grid.getTransferHandler().exportToClipboard(grid, into, TransferHandler.COPY);
        });
        return into.isDataFlavorAvailable(DataFlavor.javaFileListFlavor)
                ? (List<?>) into.getData(DataFlavor.javaFileListFlavor)
                : List.of();
    }

    private static void opens(String link) throws Exception {
        assertThat(link).containsPattern("x-oss-expires=(1800|179\\d)&");
        try (var http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(link)).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(png("a tower", 3));
        }
    }

    @Test
    void whatARecipeDoesNotSayIsListedOfAPictureInOss() throws Exception {
        var infotext = "a lamp\nSteps: 20, Seed: 4, Size: 96x64, Moon: full";
        try (var store = store()) {
            store.write(at("lamp.png"), PngText.write(png("", 4), Map.of("parameters", infotext)));
        }
        connect(sandbox.account().accessKeySecret());
        showLibrary();
        addBucket();
        rig.until("it is found", () -> count() == 4);
        choose("lamp");
        rig.pressButton("library-use-all");
        rig.until("it is taken", () -> rig.draft().prompt().equals("a lamp"));
        rig.until("the rest is listed", () -> ControlUses.isShowing(rig, "issues"));
    }

    private void trashAndRestore() throws Exception {
        choose("tower");
        rig.press(KeyEvent.VK_DELETE);
        rig.until("it is gone", () -> count() == 2);
        try (var store = store()) {
            assertThat(store.list(OssAddress.parse("oss://pictures/.atelier-trash/"), true).page())
                    .singleElement()
                    .satisfies(it -> assertThat(it.key()).endsWith("/made/tower.png"));
        }
        rig.click("filter-trash");
        var list = rig.find("trash-list", PictureGrid.class);
        rig.until("it is listed", () -> list.selection().size() == 0 && list.getHeight() > 40);
        rig.until("the button waits", () -> !rig.any("trash-restore").isEnabled());
        rig.input().click(list, new Point(200, 20));
        rig.until("it is chosen", () -> list.selection().size() == 1);
        rig.click("trash-restore");
        rig.until("it is back in the library", () -> count() == 3);
        rig.until(
                "the trash is empty",
                () ->
                        ControlUses.isShowing(rig, "trash-empty")
                                && rig.find("trash-empty", JLabel.class)
                                        .getText()
                                        .equals("The trash of OSS is empty"));
        try (var store = store()) {
            assertThat(store.read(at("tower.png"), 1 << 20)).isEqualTo(png("a tower", 3));
        }
        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        rig.until("undone, it is in the trash again", () -> count() == 2);
        rig.until("it can be deleted", () -> rig.any("trash-delete").isEnabled());
        rig.input().click(list, new Point(200, 20));
        rig.until("it is chosen", () -> list.selection().size() == 1);
        rig.press(KeyEvent.VK_F10, KeyEvent.VK_SHIFT);
        rig.until("the menu is open", () -> menu().isPresent());
        rig.click(inMenu("trash-menu-delete"));
        ControlUses.untilOpen(rig, "ask");
        rig.click(ControlUses.inDialog("ask", "ask-no", AbstractButton.class));
        rig.until("it stays", () -> rig.any("trash-delete").isEnabled());
        rig.click("trash-delete");
        ControlUses.untilOpen(rig, "ask");
        rig.click(ControlUses.inDialog("ask", "ask-yes", AbstractButton.class));
        rig.until("the trash is empty", () -> ControlUses.isShowing(rig, "trash-empty"));
        try (var store = store()) {
            assertThat(store.list(OssAddress.parse("oss://pictures/.atelier-trash/"), true).page())
                    .isEmpty();
        }
        rig.click("trash-back");
        rig.until("the pictures show", () -> ControlUses.isShowing(rig, "library-grid"));
    }

    /// Where one place is shown, the copy there goes; where both are, it asks.
    private void oneCopyAtATime() throws Exception {
        rig.click("filter-there");
        rig.until("those of OSS", () -> count() == 2);
        choose("boat");
        rig.press(KeyEvent.VK_DELETE);
        rig.until("it has left OSS", () -> count() == 1);
        assertThat(pictures().resolve("boat.png")).exists();
        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        rig.until("it is back", () -> count() == 2);

        rig.input().settle(); // the counts of the filters follow
        rig.click("filter-all");
        rig.until("both places", () -> is("boat", it -> it.isHere() && it.isThere()));
        choose("boat");
        rig.press(KeyEvent.VK_DELETE);
        rig.until("it asks", () -> menu().isPresent());
        rig.click(inMenu("library-trash-here"));
        rig.until("it is in OSS alone", () -> is("boat", it -> !it.isHere() && it.isThere()));
        assertThat(pictures().resolve("boat.png")).doesNotExist();
        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        rig.until("it is back", () -> is("boat", it -> it.isHere() && it.isThere()));
    }

    /// With keys that are refused, and without network, the pictures stay as they were seen.
    @Test
    void wrongKeysAndALostNetworkAreABannerOverThePicturesAsTheyWere() throws Exception {
        connect(sandbox.account().accessKeySecret());
        showLibrary();
        addBucket();
        rig.until("all three are found", () -> count() == 3);
        var before = painted();

        connect("wrong");
        rig.until("it is said", () -> notice().contains("secret"));
        rig.until("keys help", () -> offers("library-connect") && !offers("library-retry"));
        rig.until("the pictures stay", () -> count() == 3 && is("mill", Entry::isAway));
        var grey = painted(); // from the small pictures on disk
        assertThat(Collections.disjoint(grey, before)).isFalse(); // the one here is as it was
        assertThat(grey).isNotEqualTo(before);

        connect(sandbox.account().accessKeySecret());
        rig.until("the banner goes", () -> notice().isEmpty());
        rig.until("all is as before", () -> count() == 3 && !is("mill", Entry::isAway));

        sandbox.close();
        GuiActionRunner.execute(() -> model().scan());
        rig.until("it is said", () -> notice().contains(BUCKET));
        rig.until("the pictures stay", () -> count() == 3 && is("mill", Entry::isAway));
        rig.until("they do not", () -> offers("library-retry") && !offers("library-connect"));
        painted();
    }

    /// None of them breaks a view, each is counted with its reason, and one that vanishes while it
    /// is looked at is left.
    @Test
    void brokenFilesNeverBreakAView() throws Exception {
        var boat = Files.readAllBytes(pictures().resolve("boat.png"));
        Files.write(pictures().resolve("zero.png"), new byte[0]);
        Files.write(pictures().resolve("cut.png"), Arrays.copyOf(boat, 60));
        Files.writeString(pictures().resolve("words.png"), "no picture at all");
        Files.write(pictures().resolve("really.jpg"), png("a cliff", 5)); // a PNG
        var wide = new BufferedImage(30_000, 64, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(wide, "png", pictures().resolve("wide.png").toFile());
        Files.write(pictures().resolve("gone.png"), png("a ghost", 6));
        showLibrary();
        rig.until("the sound ones are found", () -> count() == 4);
        rig.until("the others are counted", () -> unreadable() == 3);

        choose("ghost");
        rig.press(KeyEvent.VK_ENTER);
        rig.until("it is large", () -> title().equals("gone.png"));
        Files.delete(pictures().resolve("gone.png"));
        rig.until("it has left the library", () -> count() == 3);
        rig.press(KeyEvent.VK_HOME);
        for (int i = 0; i < 3; i++) {
            var name = entryAt(i).name();
            rig.until("each is shown", () -> title().equals(name));
            rig.press(KeyEvent.VK_RIGHT);
        }
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("the grid is back", () -> ControlUses.isShowing(rig, "library-grid"));

        larger();
        assertThat(rig.mistakes()).isEmpty();
    }

    /// What was made from words is made again with a hires pass, what nothing is known of from its
    /// pixels; and what a grid varies is the picture's own recipe.
    private void larger() {
        choose("boat");
        context("picture-use-upscale", -1);
        rig.until("a second pass is asked for", () -> recipe().hires().isPresent());
        assertThat(rig.draft().prompt()).isEqualTo("a boat");
        assertThat(rig.draft().seed().bits()).isEqualTo(1);
        assertThat(rig.draft().hires().orElseThrow().scale()).isEqualTo(2);
        rig.until("the form shows", () -> ControlUses.isShowing(rig, "view-create"));
        rig.until("it is said", () -> ControlUses.toast(rig).startsWith("Generate makes it at "));

        rig.command(Command.SHOW_LIBRARY);
        GuiActionRunner.execute(() -> model().text().set("name:wide"));
        rig.until("it alone is found", () -> count() == 1 && model().entry(0).isPresent());
        rig.click("library-grid");
        rig.press(KeyEvent.VK_HOME);
        context("picture-use-upscale", -1);
        rig.until(
                "it starts from the pixels",
                () ->
                        recipe().mode() instanceof Mode.ImageToImage it
                                && it.denoising() == 0.3
                                && recipe().size().equals(new Size(Size.MAX, 128)));

        rig.command(Command.SHOW_LIBRARY);
        GuiActionRunner.execute(() -> model().text().set(""));
        rig.until("all are found", () -> count() == 3);
        choose("cliff");
        context("picture-use-grid", -1);
        rig.until("the grid is open", () -> ControlUses.dialogShows("grid"));
        assertThat(rig.draft().seed().bits()).isEqualTo(5);
        rig.press(KeyEvent.VK_ESCAPE);
        rig.until("Escape closes it", () -> !ControlUses.dialogShows("grid"));
    }

    private Recipe recipe() {
        return rig.parts.create().draft().recipe().get();
    }

    private Entry entryAt(int row) {
        rig.until("it is read", () -> model().entry(row).isPresent());
        return GuiActionRunner.execute(() -> model().entry(row).orElseThrow());
    }

    private int unreadable() {
        return model().sources().get().stream().mapToInt(SourceState::unreadable).sum();
    }

    private String title() {
        return rig.any("library-picture", JLabel.class).getText();
    }

    private void connect(String secret) {
        var id = sandbox.account().accessKeyId();
        var keys = Credentials.of(id, secret, "cn-hangzhou");
        GuiActionRunner.execute(() ->
                rig.parts.cloud().connect(new CredentialSources.Found("x", "", "", keys), ""));
        rig.until(
                "it is connected",
                () ->
                        rig.parts
                                .cloud()
                                .connection()
                                .get()
                                .filter(it -> hasSecret(it.access().environment(), secret))
                                .isPresent());
    }

    private static boolean hasSecret(Map<String, String> environment, String secret) {
        return secret.equals(environment.get("ALIBABA_CLOUD_ACCESS_KEY_SECRET"));
    }

    private void showLibrary() {
        rig.command(Command.SHOW_LIBRARY);
        rig.until("it was read", () -> !model().sources().get().isEmpty());
        GuiActionRunner.execute(() -> model().grouping().set(Grouping.NONE));
    }

    private void addBucket() {
        rig.pressButton("library-add-bucket");
        rig.until("it is asked for", () -> rig.focused("new-name"));
        rig.until("the account's are offered", () -> ControlUses.isShowing(rig, "library-offered"));
        var offered = rig.find("library-offered", JList.class);
        assertThat(GuiActionRunner.execute(() -> offered.getModel().getElementAt(0)))
                .isEqualTo("oss://pictures/");
        rig.input().click(offered, new Point(20, 10));
        rig.until(
                "it stands in the field",
                () ->
                        rig.any("new-name", JTextComponent.class)
                                .getText()
                                .equals("oss://pictures/"));
        rig.click("new-name");
        rig.press(KeyEvent.VK_END);
        rig.type("made/");
        rig.press(KeyEvent.VK_ENTER);
        rig.until(
                "it was looked through",
                () ->
                        model().sources().get().stream()
                                .anyMatch(it ->
                                        it.source().equals(new Source.Bucket(MADE))
                                                && it.phase() == SourceState.Phase.READY));
    }

    private PictureGrid grid() {
        return rig.any("library-grid", PictureGrid.class);
    }

    /// Waits until the grid paints the colours of all three pictures, faint or not.
    ///
    /// @return a pixel of each
    private List<Integer> painted() {
        var found = new ArrayList<Integer>();
        rig.until(
                "each picture is painted",
                () -> {
                    var grid = grid();
                    if (grid.getWidth() == 0 || grid.getHeight() == 0) {
                        return false;
                    }
                    var image = new BufferedImage(grid.getWidth(), 200, BufferedImage.TYPE_INT_RGB);
                    var g = image.createGraphics();
                    g.setClip(0, 0, grid.getWidth(), 200);
                    grid.paint(g);
                    g.dispose();
                    found.clear();
                    for (int row = 0; row < 3; row++) {
                        int rgb = image.getRGB(60 + 176 * row, 50);
                        found.add(rgb);
                        int red = rgb >> 16 & 0xFF;
                        if (red < (rgb & 0xFF) + 30) {
                            return false;
                        }
                    }
                    return true;
                });
        return found;
    }

    private void choose(String word) {
        var row =
                GuiActionRunner.execute(() -> {
                    for (int i = 0; i < count(); i++) {
                        if (model().entry(i).filter(it -> it.prompt().contains(word)).isPresent()) {
                            return i;
                        }
                    }
                    throw new IllegalStateException(word);
                });
        rig.click("library-grid");
        rig.press(KeyEvent.VK_HOME);
        for (int i = 0; i < row; i++) {
            rig.press(KeyEvent.VK_RIGHT);
        }
        rig.until("it is chosen", () -> grid().selection().chosen().equals(List.of(row)));
    }

    private JComponent inMenu(String name) {
        return GuiActionRunner.execute(() -> {
            for (var part : menu().orElseThrow().getComponents()) {
                if (name.equals(part.getName())) {
                    return (JComponent) part;
                }
            }
            throw new IllegalStateException(name);
        });
    }

    /// Opens the menu of what is chosen and clicks an entry.
    ///
    /// @param at of its own menu; -1 where it has none
    private void context(String name, int at) {
        rig.press(KeyEvent.VK_F10, KeyEvent.VK_SHIFT);
        rig.until("the menu is open", () -> menu().isPresent());
        var item = inMenu(name);
        rig.click(item);
        if (at >= 0) {
            var inner = GuiActionRunner.execute(() -> (JComponent) ((JMenu) item).getItem(at));
            rig.until("its menu is open", inner::isShowing);
            rig.click(inner);
        }
    }

    private static Optional<JPopupMenu> menu() {
        var path = MenuSelectionManager.defaultManager().getSelectedPath();
        return path.length > 0 && path[0] instanceof JPopupMenu it
                ? Optional.of(it)
                : Optional.empty();
    }

    private boolean offers(String name) {
        return rig.any(name).isVisible();
    }

    private String notice() {
        return rig.any("library-notice").isVisible()
                ? rig.any("library-notice-words", JTextComponent.class).getText()
                : "";
    }

    private LibraryModel model() {
        return rig.parts.library().model();
    }

    private int count() {
        return model().searching().get() ? -1 : model().result().get().count();
    }

    private Optional<Entry> entry(String word) {
        return IntStream.range(0, model().result().get().count())
                .mapToObj(row -> model().entry(row))
                .flatMap(Optional::stream)
                .filter(it -> it.prompt().contains(word))
                .findFirst();
    }

    private boolean is(String word, Predicate<Entry> so) {
        return entry(word).filter(so).isPresent();
    }

    private Path pictures() {
        return folder.resolve("others");
    }

    private static OssAddress at(String name) {
        return MADE.at(MADE.key() + name);
    }

    private OssStore store() {
        var account = sandbox.account();
        return new OssStore(
                Credentials.of(account.accessKeyId(), account.accessKeySecret(), "cn-hangzhou"),
                OssEndpoint.at(URI.create(sandbox.address()), "cn-hangzhou"),
                folder.resolve("notes"));
    }

    /// A warm picture with an infotext, as A1111 writes it.
    private static byte[] png(String prompt, long seed) throws IOException {
        var image = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setColor(new Color(230, 120, (int) (20 * seed)));
        g.fillRect(0, 0, 96, 64);
        g.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        var text =
                prompt
                        + "\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: "
                        + seed
                        + ", Size: 96x64, Model: m";
        return PngText.write(out.toByteArray(), Map.of("parameters", text));
    }
}
