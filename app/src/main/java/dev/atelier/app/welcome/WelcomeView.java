package dev.atelier.app.welcome;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Language;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.Theme;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Container;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.Action;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JTextField;
import javax.swing.KeyStroke;

/// The first page. Enter makes the first picture, Escape goes to the studio; either way it does not
/// come back.
public final class WelcomeView {
    private static final int NARROW = 1180;

    private final Messages messages = Messages.of(WelcomeView.class);
    private final ThemedPanel page =
            ThemedPanel.ground("bg.window", "hidemode 3", "[]0[grow,fill]", "[grow,fill]");
    private final ThemedPanel form =
            ThemedPanel.clear(
                    "wrap 1", "[grow,fill]", "[32!]24[]4[]28[]8[]24[]8[]6[]24[]8[]8[]32[40!]");
    private final Facts facts;
    private final Actions actions;

    /// What the page shows and sets.
    ///
    /// @param device what computes, in a sentence; empty until it is known
    /// @param pictures where pictures are kept unless set otherwise
    /// @param found how many models there are besides the bundled one
    public record Facts(
            Settings settings,
            Tasks tasks,
            Observed<String> device,
            Path pictures,
            ModelFolders folders,
            Observed<Integer> found) {}

    /// What can be done on it.
    ///
    /// @param draw makes the first picture
    /// @param dismiss goes to the studio
    /// @param sandbox starts the cloud on this computer
    /// @param type goes to the studio and types there
    public record Actions(
            Consumer<Theme> theme,
            Consumer<Locale> language,
            Runnable draw,
            Runnable dismiss,
            Runnable sandbox,
            Consumer<String> type) {}

    public WelcomeView(Facts facts, Actions actions) {
        this.facts = facts;
        this.actions = actions;
        form.add(look(), "growx 0,alignx right");
        form.add(new Label(messages.text("welcome.title"), TextStyle.DISPLAY, "text"), "wmin 0");
        form.add(Label.field(messages.text("welcome.words")), "wmin 0");
        place();
        computes();
        models();
        var draw = Buttons.primary(action("welcome.draw", actions.draw));
        draw.setName("draw-first");
        form.add(foot(draw));
        var column = ThemedPanel.clear("insets 24", "[grow,center]", "[grow,center]");
        column.add(form, "w 400:640:640");
        page.add(pictures(), "cell 0 0,w 560!");
        page.add(ScrollColumn.filling(column), "cell 1 0,wmin 0,hmin 0");
        key("ENTER", actions.draw);
        key("ESCAPE", actions.dismiss);
        page.setFocusable(true);
        page.setName("welcome");
        page.getAccessibleContext().setAccessibleName(messages.text("welcome.title"));
        typing(page);
    }

    public JComponent component() {
        return page;
    }

    /// Puts the keyboard on the page itself: on a button, Space would press it, which is typed as
    /// easily as a letter.
    public void focus() {
        page.requestFocusInWindow();
    }

    /// A letter goes to the prompt, wherever on the page the keyboard is.
    private void typing(Container inside) {
        inside.addKeyListener(
                new KeyAdapter() {
                    @Override
                    public void keyTyped(KeyEvent event) {
                        char letter = event.getKeyChar();
                        boolean command =
                                event.isControlDown() || event.isAltDown() || event.isMetaDown();
                        if (!command && letter > ' ' && !Character.isISOControl(letter)) {
                            event.consume();
                            actions.type.accept(String.valueOf(letter));
                        }
                    }
                });
        for (var part : inside.getComponents()) {
            if (part instanceof Container child) {
                typing(child);
            }
        }
    }

    private JComponent pictures() {
        var left = ThemedPanel.clear("wrap 1", "[grow,fill]", "[grow,fill]0[32!]");
        var words = messages.text("welcome.mosaic");
        left.add(new Mosaic(facts.tasks, words));
        left.add(Label.small(words), "gapleft 16,wmin 0");
        page.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        left.setVisible(page.getWidth() >= NARROW);
                    }
                });
        return left;
    }

    private JComponent look() {
        boolean chinese = Locale.getDefault(Locale.Category.DISPLAY).getLanguage().equals("zh");
        var row = ThemedPanel.clear("", "[]12[]", "[28!]");
        row.add(
                Segment.of(
                        List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE),
                        chinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH,
                        Language::name,
                        language -> {
                            facts.settings.put(StudioSettings.LANGUAGE, Optional.of(language));
                            actions.language.accept(language);
                        }));
        row.add(
                Segment.of(
                        List.of(Theme.values()),
                        facts.settings.get(StudioSettings.THEME),
                        theme -> messages.text("theme." + theme.name()),
                        theme -> {
                            facts.settings.put(StudioSettings.THEME, theme);
                            actions.theme.accept(theme);
                        }));
        return row;
    }

    private void heading(String icon, String key) {
        var line = ThemedPanel.clear("", "[20!]10[]8[]", "[24!]");
        line.add(new JLabel(Icons.of(icon, 20, "text.secondary")));
        line.add(new Label(messages.text(key), TextStyle.HEADING, "text"));
        form.add(line);
    }

    private void place() {
        heading("folder", "welcome.place");
        var folder =
                new JTextField(
                        facts.settings
                                .get(StudioSettings.PICTURES)
                                .orElse(facts.pictures)
                                .toString());
        folder.setEditable(false);
        folder.getAccessibleContext().setAccessibleName(messages.text("welcome.place"));
        var line = ThemedPanel.clear("", "[grow,fill]8[]", "[32!]");
        line.add(folder, "wmin 0,h 32!");
        line.add(
                Buttons.secondary(
                        messages.text("welcome.choose"),
                        () ->
                                choose(
                                        folder.getText(),
                                        chosen -> {
                                            folder.setText(chosen.toString());
                                            facts.settings.put(
                                                    StudioSettings.PICTURES, Optional.of(chosen));
                                        })),
                "h 32!");
        form.add(line, "gapleft 30");
    }

    private void computes() {
        heading("computer", "welcome.computes");
        var words = Label.field("");
        facts.device.bind(device ->
                words.setText(device.isEmpty() ? messages.text("welcome.looking") : device));
        form.add(words, "gapleft 30,wmin 0");
        var cloud = ThemedPanel.clear("", "[]12[grow,fill]", "[28!]");
        var sandbox = Buttons.quiet(messages.text("welcome.sandbox"), actions.sandbox);
        sandbox.setIcon(Icons.of("sandbox", 16, "text.secondary"));
        sandbox.setName("welcome-sandbox");
        cloud.add(sandbox, "h 28!");
        cloud.add(Label.small(messages.text("welcome.sandbox.words")), "wmin 0");
        form.add(cloud, "gapleft 24");
    }

    private void models() {
        heading("models", "welcome.models");
        var card =
                ThemedPanel.block("bg.raised", 8, "insets 12 14 12 14", "[24!]12[grow,fill]12[]");
        card.add(new JLabel(Icons.of("models", 24, "text.secondary")));
        var words = ThemedPanel.clear("wrap 1", "[grow,fill]", "[20!]2[18!]");
        words.add(Label.strong(messages.text("welcome.starter")), "wmin 0");
        words.add(Label.small(messages.text("welcome.starter.words")), "wmin 0");
        card.add(words, "wmin 0");
        var ready = ThemedPanel.block("ok.soft", 10, "insets 0 8 0 8", "[]");
        ready.add(new Label(messages.text("welcome.ready"), TextStyle.PILL, "ok"), "h 20!");
        card.add(ready, "h 20!");
        form.add(card, "gapleft 30,wmin 0");
        var more = ThemedPanel.clear("", "[]12[grow,fill]", "[28!]");
        var add = Buttons.quiet(messages.text("welcome.add"), () -> choose("", facts.folders::add));
        add.setIcon(Icons.of("plus", 16, "text.secondary"));
        add.setName("welcome-add");
        more.add(add, "h 28!");
        var count = Label.small("");
        facts.found.bind(
                found -> count.setText(found == 0 ? "" : messages.text("welcome.found", found)));
        more.add(count, "wmin 0");
        form.add(more, "gapleft 24");
    }

    private JComponent foot(JComponent draw) {
        var foot = ThemedPanel.clear("", "[grow,fill]8[]16[]", "[40!]");
        foot.add(Label.small(messages.text("welcome.promise")), "gapleft 30,wmin 0");
        var skip = Buttons.quiet(messages.text("welcome.skip"), actions.dismiss);
        skip.setName("skip-welcome");
        foot.add(skip, "h 32!");
        foot.add(draw, "h 40!,w 220:pref:");
        return foot;
    }

    private void choose(String from, Consumer<Path> chosen) {
        var chooser = new FileChooser(new File(from));
        chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
        if (chooser.showOpenDialog(page) == JFileChooser.APPROVE_OPTION) {
            chosen.accept(chooser.getSelectedFile().toPath().toAbsolutePath().normalize());
        }
    }

    private void key(String stroke, Runnable action) {
        page.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
                .put(KeyStroke.getKeyStroke(stroke), stroke);
        page.getActionMap().put(stroke, new NamedAction("", action));
    }

    private Action action(String key, Runnable action) {
        return new NamedAction(messages.text(key), action);
    }
}
