package dev.atelier.app.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.DroppedFiles;
import dev.atelier.app.models.cover.PicturesOf;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.EventLoop;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.shell.Toasts;
import dev.atelier.app.ui.Theme;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.awt.Component;
import java.awt.Container;
import java.awt.event.ActionEvent;
import java.awt.event.ComponentEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JLayeredPane;
import javax.swing.JList;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.TransferHandler.TransferSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsViewTest {
    private static final Path STARTER =
            Path.of(System.getProperty("atelier.root"), "assets/models/starter.safetensors");

    @TempDir Path folder;
    private final EventLoop loop = new EventLoop();
    private final Tasks tasks = new Tasks(loop);
    private final List<ModelRow> used = new ArrayList<>();
    private List<ModelUser> users = List.of();
    private final Value<Boolean> asList = Value.of(true);
    private Settings settings;
    private ModelFolders folders;
    private ModelsModel models;
    private final Value<String> rescanKey = Value.of("F5");
    private JComponent view;

    @BeforeAll
    static void theme() {
        Theme.prepare();
        Theme.DARK.apply();
    }

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/damaged.safetensors"), "no tensors");
        settings = Settings.open(folder.resolve("settings.properties"), tasks);
        folders = new ModelFolders(settings);
        var hashes = new FileHashes(folder.resolve("hashes.properties"));
        models = new ModelsModel(folders, () -> STARTER, hashes, settings, tasks);
        loop.until(() -> models.rows().get().size() == 1);
        var pictures = new PicturesOf(Value.of(List.of()), settings);
        var toasts = new Toasts(new JLayeredPane());
        view =
                new ModelsView(
                                models,
                                new ModelsView.Dependencies(
                                        tasks,
                                        toasts,
                                        new ModelsView.Links(
                                                used::add, query -> {}, row -> {}, () -> users),
                                        rescanKey,
                                        new ModelsView.Covered(pictures, settings, asList)))
                        .component();
        view.setSize(1500, 900);
        layOut(view);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    /// At every width from the smallest window's to the widest, in both states of the details.
    @Test
    void theNameIsAlwaysThere() throws Exception {
        drop();
        list().setSelectedIndex(0);
        for (int width = 880; width <= 1800; width += 20) {
            for (boolean open : new boolean[] {false, true}) {
                view.setSize(width, 620);
                view.dispatchEvent(new ComponentEvent(view, ComponentEvent.COMPONENT_RESIZED));
                var button =
                        all(view).stream()
                                .filter(part -> "model-details".equals(part.getName()))
                                .map(AbstractButton.class::cast)
                                .findFirst()
                                .orElseThrow();
                if (open != details().isVisible() && button.getParent().isVisible()) {
                    button.doClick();
                }
                layOut(view);
                var cell = (Container) cell(0);
                cell.setSize(list().getWidth(), ModelCell.HEIGHT);
                layOut(cell);
                var name =
                        all(cell).stream()
                                .filter(part ->
                                        part instanceof JLabel label
                                                && list().getModel().getElementAt(0)
                                                        instanceof ModelRow row
                                                && row.name().equals(label.getText()))
                                .findFirst()
                                .orElseThrow();
                assertTrue(
                        name.getWidth() >= Math.min(120, name.getPreferredSize().width),
                        width + ": the name has " + name.getWidth() + " of " + list().getWidth());
            }
        }
    }

    private Component details() {
        return all(view).stream()
                .filter(part -> "model-facts".equals(part.getName()))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked") // it holds models alone
    private Component cell(int index) {
        var rows = (JList<ModelRow>) list();
        var row = rows.getModel().getElementAt(index);
        return rows.getCellRenderer().getListCellRendererComponent(rows, row, index, false, false);
    }

    @Test
    void aDroppedFolderIsListed() throws Exception {
        drop();

        assertEquals(2, list().getModel().getSize());
        assertEquals(List.of(folder.resolve("mine")), folders.all().get());
    }

    @Test
    void enterUsesTheChosenModelButNotABrokenOne() throws Exception {
        drop();
        list().setSelectedIndex(0);
        enter();
        assertEquals(List.of(), used);

        list().setSelectedIndex(1);
        enter();
        assertEquals("starter", used.getFirst().name());
    }

    @Test
    void theReasonStandsBesideABrokenFile() throws Exception {
        drop();
        list().setSelectedIndex(0);
        var broken = models.rows().get().getLast();
        var reason = ModelsView.problem(broken);
        var cell = new ModelCell(ModelRow::name);
        cell.getListCellRendererComponent(new JList<>(), broken, 0, true, true);

        assertTrue(texts(cell).contains(reason), texts(cell)::toString);
        assertTrue(texts(view).contains("Cannot be used"), texts(view)::toString);
    }

    @Test
    void typingNarrowsTheListAndShowAllWidensIt() throws Exception {
        drop();
        var filter = (JTextField) find(part -> "filter".equals(part.getName()));
        filter.setText("nothing of that name");
        assertEquals(0, list().getModel().getSize());

        var all =
                find(part -> part instanceof AbstractButton it && "Show all".equals(it.getText()));
        ((AbstractButton) all).doClick();

        assertEquals(2, list().getModel().getSize());
        assertEquals("", filter.getText());
    }

    @Test
    void thatNothingMatchesStandsBelowTheFilter() throws Exception {
        drop();
        ((JTextField) find(part -> "filter".equals(part.getName()))).setText("nothing");
        layOut(view);

        var all = find(part -> "show-all-models".equals(part.getName()));
        int y = SwingUtilities.convertPoint(all, 0, 0, view).y;
        assertTrue(y < 120, "it stands at " + y);
    }

    @Test
    void copiesAreCountedAndListed() throws Exception {
        var torn = folder.resolve("mine/damaged.safetensors");
        Files.copy(torn, folder.resolve("mine/again.safetensors"));
        drop(3);
        loop.until(() -> models.copies().get().superfluous() == 1);
        var copies = (AbstractButton) find(part -> "model-copies".equals(part.getName()));
        assertEquals("1 copy wastes 1 kB", copies.getText());
        assertEquals(1, copies.getInsets().left, "as far left as the lines below it");

        copies.doClick();
        assertEquals(2, list().getModel().getSize());
        list().setSelectedIndex(0);
        assertTrue(told(torn.toString()), "the other one is named");

        copies.doClick();
        assertEquals(3, list().getModel().getSize());
    }

    /// In a narrow window their column is not there.
    @Test
    void copiesAreListedInANarrowWindowToo() throws Exception {
        Files.copy(
                folder.resolve("mine/damaged.safetensors"),
                folder.resolve("mine/again.safetensors"));
        drop(3);
        loop.until(() -> models.copies().get().superfluous() == 1);
        view.setSize(880, 620);
        view.dispatchEvent(new ComponentEvent(view, ComponentEvent.COMPONENT_RESIZED));
        layOut(view);

        var copies =
                all(view).stream()
                        .filter(part -> "model-copies".equals(part.getName()) && seen(part))
                        .map(AbstractButton.class::cast)
                        .toList();
        assertEquals(1, copies.size());
        copies.getFirst().doClick();
        assertEquals(2, list().getModel().getSize());
    }

    /// Also where no copies stand above it.
    @Test
    void whatIsFreeIsReadWhole() {
        layOut(view);
        loop.until(() -> models.free().get() > 0 || models.folders().all().get().isEmpty());
        var free =
                all(view).stream()
                        .filter(part ->
                                part instanceof JLabel it
                                        && String.valueOf(it.getText()).startsWith("Models use"))
                        .findFirst()
                        .orElseThrow()
                        .getParent();
        for (var part : free.getComponents()) {
            if (part instanceof JLabel && part.isVisible()) {
                assertEquals(18, part.getHeight());
            }
        }
    }

    private boolean seen(Component part) {
        return part.equals(view) || (part.isVisible() && seen(part.getParent()));
    }

    @Test
    void whatUsesAModelIsSaid() {
        var open = Recipe.of("a boat", new Size(128, 128));
        users = List.of(new ModelUser(ModelUser.Kind.OPEN, "", open));
        list().setSelectedIndex(0);
        assertEquals("starter", ((ModelRow) list().getModel().getElementAt(0)).name());
        assertTrue(labelled("The recipe in Create"));

        users = List.of();
        list().clearSelection();
        list().setSelectedIndex(0);
        assertTrue(labelled("Nothing at the moment"));
    }

    private boolean labelled(String words) {
        return all(view).stream()
                .anyMatch(part -> part instanceof JLabel it && words.equals(it.getText()));
    }

    /// As after "Show all", or from the list of kinds in a narrow window.
    @Test
    void theColumnFollowsTheKindThatIsListed() throws Exception {
        drop();
        var one = (AbstractButton) find(part -> "kind-checkpoint".equals(part.getName()));
        one.doClick();
        assertTrue(one.isSelected());

        ((JComboBox<?>) find(part -> "kinds".equals(part.getName()))).setSelectedIndex(0);

        var every = (AbstractButton) find(part -> "kind-all".equals(part.getName()));
        assertTrue(every.isSelected(), "all are listed");
    }

    private boolean told(String words) {
        return all(view).stream()
                .anyMatch(part -> part instanceof JTextArea it && it.getText().equals(words));
    }

    @Test
    void aFolderIsRemovedByItsCross() throws Exception {
        drop();
        ((AbstractButton) find(part -> "remove-folder".equals(part.getName()))).doClick();

        loop.until(() -> models.rows().get().size() == 1);
    }

    @Test
    void paintsInBothThemes() throws Exception {
        drop();
        list().setSelectedIndex(1);
        layOut(view);
        var dark = painted();
        Theme.LIGHT.apply();
        var light = painted();
        Theme.DARK.apply();

        assertNotEquals(dark.getRGB(3, 3), light.getRGB(3, 3));
        assertNotEquals(dark.getRGB(1400, 3), light.getRGB(1400, 3));
    }

    private void drop() throws InterruptedException {
        drop(2);
    }

    private void drop(int rows) throws InterruptedException {
        var mine = DroppedFiles.of(folder.resolve("mine"));
        view.getTransferHandler().importData(new TransferSupport(view, mine));
        loop.until(() -> models.rows().get().size() == rows);
        layOut(view);
    }

    private JList<?> list() {
        return (JList<?>) find(part -> part instanceof JList<?>);
    }

    private void enter() {
        var key = list().getInputMap().get(KeyStroke.getKeyStroke("ENTER"));
        list().getActionMap().get(key).actionPerformed(new ActionEvent(list(), 0, ""));
    }

    private BufferedImage painted() {
        var image = new BufferedImage(1500, 900, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        view.paint(g);
        g.dispose();
        return image;
    }

    private Component find(Predicate<Component> wanted) {
        return all(view).stream().filter(wanted).findFirst().orElseThrow();
    }

    private static List<String> texts(Container root) {
        return all(root).stream()
                .filter(JLabel.class::isInstance)
                .map(label -> String.valueOf(((JLabel) label).getText()))
                .toList();
    }

    private static List<Component> all(Container root) {
        var found = new ArrayList<Component>();
        for (var child : root.getComponents()) {
            found.add(child);
            if (child instanceof Container container) {
                found.addAll(all(container));
            }
        }
        return found;
    }

    /// Without a window nobody else does.
    private static void layOut(Container root) {
        root.doLayout();
        for (var child : root.getComponents()) {
            if (child instanceof Container container) {
                layOut(container);
            }
        }
    }
}
