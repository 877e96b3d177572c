package dev.atelier.app.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.ui.Theme;
import dev.atelier.cloud.deploy.Blueprint;
import java.awt.Component;
import java.awt.Container;
import java.awt.Point;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.AbstractButton;
import org.fife.ui.rsyntaxtextarea.RSyntaxTextArea;
import org.fife.ui.rsyntaxtextarea.folding.Fold;
import org.fife.ui.rtextarea.Gutter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the editor of a draft keeps while the form changes it, and what it marks.
class JsonPaneTest {
    @TempDir private Path folder;

    private final Tasks tasks = new Tasks(Runnable::run);
    private DeployModel model;
    private Container pane;
    private RSyntaxTextArea editor;

    @BeforeAll
    static void theme() {
        Theme.prepare();
        Theme.DARK.apply();
    }

    @BeforeEach
    void open() {
        var session =
                new CloudSession(
                        new CloudSession.Dependencies(
                                new DataFolder(folder, folder),
                                Settings.open(folder.resolve("settings.properties"), tasks),
                                tasks,
                                new CloudAccess(Map.of(), folder.resolve("home")),
                                () -> {
                                    throw new IllegalStateException("no sandbox is asked for");
                                }));
        model = new DeployModel(session, tasks, folder.resolve("d.json"), _ -> Optional.empty());
        pane = new JsonPane(model, _ -> {}).component();
        editor = find(RSyntaxTextArea.class);
        model.write(Blueprint.sync("sd_one", "cn-hangzhou").config().toJson());
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void whatIsFoldedStaysFoldedWhenTheFormChangesAnotherKey() {
        var containers = foldAt("\"containers\"");
        assertFalse(containers.isCollapsed());
        containers.setCollapsed(true);
        editor.setCaretPosition(3);

        model.edit(it -> it.with("/metadata/name", "sd_renamed").with("/metadata/instance", 12));

        assertTrue(editor.getText().contains("sd_renamed"));
        assertEquals(model.text().get(), editor.getText());
        assertTrue(foldAt("\"containers\"").isCollapsed());
        assertFalse(foldAt("\"metadata\"").isCollapsed());
        assertEquals(3, editor.getCaretPosition(), "and the caret stays");
    }

    @Test
    void theGutterMarksTheLineOfAFindingUntilItIsCorrected() throws Exception {
        model.edit(it -> it.with("/containers/0/port", 8080)); // which the system keeps
        pane.setSize(700, 900);
        layOut(pane);
        assertEquals(List.of(lineOf("8080")), marked());

        model.edit(it -> it.with("/containers/0/port", 8000));
        layOut(pane);
        assertEquals(List.of(), marked());
    }

    /// As a chat program passes it on: it can be read, and one press makes it JSON.
    @Test
    void typographicMarksOfAPastedTextAreReplacedByOnePress() {
        var straight = Blueprint.sync("sd_pasted", "cn-hangzhou").config().toJson();
        var pasted =
                straight.replaceAll("\"([^\"\\n]*)\"", "\u201C$1\u201D")
                        .replace("\u201D:", "\u201D：");
        editor.setText(pasted);
        assertEquals(
                "sd_pasted", model.reading().get().config().map(it -> it.name()).orElse("none"));

        button("deploy-fix-TYPOGRAPHIC_MARKS").doClick();

        assertEquals(straight, editor.getText());
        assertEquals(straight, model.text().get());
    }

    /// As it is left by a copy that misses the last line.
    @Test
    void aMissingLastBraceIsPutInByOnePressAndHidesNothing() {
        var whole = Blueprint.sync("sd_pasted", "cn-hangzhou").config().toJson();
        editor.setText(
                whole.replace("\"port\": 8000", "\"port\": 8080").replaceFirst("\\}\\s*$", ""));
        assertTrue(model.reading().get().config().isEmpty());
        assertTrue(has("deploy-fix-PORT_MISMATCH"), "what else is wrong is listed");
        assertTrue(button("deploy-fix-all").isVisible());

        button("deploy-fix-brackets").doClick();

        assertEquals(whole.replace("\"port\": 8000", "\"port\": 8080"), editor.getText());
        assertEquals(
                "sd_pasted", model.reading().get().config().map(it -> it.name()).orElse("none"));
        assertFalse(has("deploy-fix-brackets"));
    }

    @Test
    void aFindingOfATextWithoutItsLastBraceIsFixedTogetherWithIt() {
        var whole = Blueprint.sync("sd_pasted", "cn-hangzhou").config().toJson();
        editor.setText(
                whole.replace("\"port\": 8000", "\"port\": 8001").replaceFirst("\\}\\s*$", ""));

        button("deploy-fix-PORT_MISMATCH").doClick();

        assertEquals(whole, editor.getText());
    }

    private boolean has(String name) {
        try {
            return button(name) != null;
        } catch (AssertionError e) {
            return false;
        }
    }

    private AbstractButton button(String name) {
        var open = new ArrayDeque<Component>(List.of(pane));
        while (!open.isEmpty()) {
            var next = open.poll();
            if (next instanceof AbstractButton button && name.equals(button.getName())) {
                return button;
            }
            if (next instanceof Container container) {
                open.addAll(List.of(container.getComponents()));
            }
        }
        throw new AssertionError("there is no " + name);
    }

    /// The lines with an icon beside them, 0-based.
    private List<Integer> marked() throws Exception {
        var gutter = find(Gutter.class);
        var lines = new ArrayList<Integer>();
        for (int line = 0; line < editor.getLineCount(); line++) {
            int y = editor.yForLine(line) + editor.getLineHeight() / 2;
            if (gutter.getTrackingIcons(new Point(4, y)).length > 0) {
                lines.add(line);
            }
        }
        return lines;
    }

    private int lineOf(String words) throws Exception {
        return editor.getLineOfOffset(editor.getText().indexOf(words));
    }

    private Fold foldAt(String key) {
        editor.getFoldManager().reparse();
        int at = editor.getText().indexOf(key);
        try {
            return editor.getFoldManager().getFoldForLine(editor.getLineOfOffset(at));
        } catch (javax.swing.text.BadLocationException e) {
            throw new AssertionError(e);
        }
    }

    private <T extends Component> T find(Class<T> type) {
        var open = new ArrayDeque<Component>(List.of(pane));
        while (!open.isEmpty()) {
            var next = open.poll();
            if (type.isInstance(next)) {
                return type.cast(next);
            }
            if (next instanceof Container container) {
                open.addAll(List.of(container.getComponents()));
            }
        }
        throw new AssertionError("there is no " + type);
    }

    private static void layOut(Container root) {
        root.doLayout();
        for (var child : root.getComponents()) {
            if (child instanceof Container container) {
                layOut(container);
            }
        }
    }
}
