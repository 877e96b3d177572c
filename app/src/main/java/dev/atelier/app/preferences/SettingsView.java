package dev.atelier.app.preferences;

import dev.atelier.app.device.DeviceModel;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.settings.Appearance;
import dev.atelier.app.settings.Language;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.KeyList;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.FileChooser;
import dev.atelier.app.ui.ItemRenderer;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.PaletteEntry;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.Theme;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JTextField;

/// Everything that can be set, on one page.
final class SettingsView {
    private static final List<Integer> SCALES = List.of(0, 100, 125, 150, 175, 200);

    /// From this width of the page on the sections are listed beside it.
    private static final int SECTIONS_FROM = 1000;

    /// From this width on the keys are drawn, too.
    private static final int MAP_FROM = 1300;

    private static final Map<String, String> SECTION_ICONS =
            Map.of(
                    "look", "look",
                    "files", "folder",
                    "models", "models",
                    "card", "chip",
                    "keys", "keyboard");

    private static final String COLUMNS = "[160!]16[grow,fill,320:560:640]";

    private static final String SENTENCE = "span,growx,wmin 0,wmax 816,gapbottom 8";

    private final Messages messages = Messages.of(SettingsView.class);
    private final ThemedPanel page = ThemedPanel.clear("insets 24,wrap 2,hidemode 3", COLUMNS, "");
    private final Settings settings;
    private final ModelFolders folders;
    private final Changes changes;
    private final Map<String, JComponent> controls = new LinkedHashMap<>();
    private final Map<String, JComponent> headings = new LinkedHashMap<>();
    private final PageSearch search = new PageSearch(messages);
    private final JComponent component;

    /// What has to happen at once when something is set.
    ///
    /// @param theme the present one, which commands change, too
    /// @param dress puts on another
    /// @param example the file name that a pattern gives
    /// @param keys the list of commands and their keys
    record Changes(
            Observed<Theme> theme,
            Consumer<Theme> dress,
            Consumer<Locale> language,
            Function<String, String> example,
            KeyList keys) {}

    /// @param device the graphics card; empty where nothing is computed here
    SettingsView(
            Settings settings,
            Path pictures,
            ModelFolders folders,
            Changes changes,
            Optional<DeviceModel> device) {
        this.settings = settings;
        this.folders = folders;
        this.changes = changes;
        page.add(
                new Label(messages.text("settings.title"), TextStyle.TITLE, "text"),
                "span,gapbottom 16");
        page.add(search.field(), "span,growx,wmin 0,h 32!,wmax 816");
        page.add(search.nothing(), "span,wmin 0,gaptop 16");
        heading("look");
        look();
        heading("files");
        files(pictures);
        heading("models");
        models();
        device.ifPresent(this::card);
        heading("keys");
        var hint = new Sentence(messages.text("settings.keys.hint"), 0);
        var keys = changes.keys().component();
        page.add(hint, SENTENCE);
        page.add(keys, "span,growx,wmin 0,wmax 816");
        search.part(query -> changes.keys().narrow(query), hint, keys);
        controls.put("keys", keys);
        component = ground();
    }

    /// The page, and where there is room the list of its sections beside it.
    private JComponent ground() {
        var ground = ThemedPanel.ground("bg.window", "", "[]0[grow,fill]0[]", "[grow,fill]");
        ground.setName("view-settings");
        var scroll = ScrollColumn.of(page);
        var sections = new SectionList(scroll);
        headings.forEach((key, heading) ->
                sections.add(
                        key,
                        SECTION_ICONS.getOrDefault(key, "settings"),
                        messages.text("settings." + key),
                        heading));
        search.counting(sections::count);
        ground.add(sections.component(), "w 224!,growy,hmin 0");
        ground.add(scroll, "cell 1 0,wmin 0,hmin 0"); // also where the list beside it hides
        var map = ThemedPanel.ground("bg.panel", "insets 20", "[]", "");
        map.add(changes.keys().map());
        ground.add(map, "cell 2 0,growy,hmin 0");
        ground.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        sections.component().setVisible(ground.getWidth() >= SECTIONS_FROM);
                        map.setVisible(ground.getWidth() >= MAP_FROM);
                        ground.revalidate();
                    }
                });
        return ground;
    }

    public JComponent component() {
        return component;
    }

    /// Takes the keyboard to the first control.
    public void focus() {
        controls.values().iterator().next().requestFocusInWindow();
        // Its title too, which stands above that control.
        EventQueue.invokeLater(() -> page.scrollRectToVisible(new Rectangle(1, 1)));
    }

    private void heading(String key) {
        var heading = new Label(messages.text("settings." + key), TextStyle.HEADING, "text");
        heading.setName("heading-" + key);
        headings.put(key, heading);
        search.section(words(key), heading);
        page.add(heading, "span,gaptop 16,gapbottom 8");
    }

    /// What the palette leads to here.
    ///
    /// @param show brings this page to the front
    public List<PaletteEntry> goals(Runnable show) {
        return controls.entrySet().stream()
                .map(row -> goal(row.getKey(), row.getValue(), show))
                .toList();
    }

    private PaletteEntry goal(String key, JComponent control, Runnable show) {
        var english = Messages.english(SettingsView.class);
        return new PaletteEntry(
                messages.text("settings." + key),
                english.text("settings." + key),
                words(key),
                messages.text("settings.title"),
                Optional.empty(),
                () -> {
                    show.run();
                    EventQueue.invokeLater(() -> {
                        control.scrollRectToVisible(new Rectangle(control.getSize()));
                        control.requestFocusInWindow();
                        control.transferFocusDownCycle();
                    });
                });
    }

    private void row(String key, JComponent control) {
        var label = label(key, control);
        page.add(label, "h 32!,gapbottom 4");
        page.add(control, "h 32!,wmin 0,gapbottom 4");
        search.part(words(key), label, control);
    }

    private void hint(JComponent words) {
        page.add(words, "skip 1,growx,wmin 0,gapbottom 8");
        search.more(words);
    }

    /// Name and synonyms of a setting or a section, in the present language and in English.
    private String words(String key) {
        return Stream.of(messages, Messages.english(SettingsView.class))
                .map(words ->
                        words.text("settings." + key)
                                + (words.has("more." + key) ? " " + words.text("more." + key) : ""))
                .collect(Collectors.joining(" "));
    }

    private void look() {
        var themes =
                combo(
                        "theme",
                        List.of(Theme.values()),
                        theme -> messages.text("theme." + theme.name()),
                        changes.theme().get());
        changes.theme().onChange(themes::setSelectedItem);
        themes.addActionListener(event -> {
            var chosen = themes.getItemAt(themes.getSelectedIndex());
            if (chosen != changes.theme().get()) {
                // Later: another theme takes the list's look away while it still handles the key.
                EventQueue.invokeLater(() -> changes.dress().accept(chosen));
            }
        });
        row("theme", themes);
        var accents =
                new AccentRow(
                        settings.get(StudioSettings.ACCENT),
                        messages,
                        chosen -> {
                            settings.put(StudioSettings.ACCENT, chosen);
                            Appearance.apply(settings);
                        });
        row("accent", accents.component());
        var languages =
                combo(
                        "language",
                        List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE),
                        Language::name,
                        Locale.getDefault(Locale.Category.DISPLAY).getLanguage().equals("zh")
                                ? Locale.SIMPLIFIED_CHINESE
                                : Locale.ENGLISH);
        languages.addActionListener(event -> {
            var chosen = languages.getItemAt(languages.getSelectedIndex());
            settings.put(StudioSettings.LANGUAGE, Optional.of(chosen));
            changes.language().accept(chosen);
        });
        row("language", languages);
        var scales =
                combo(
                        "scale",
                        SCALES,
                        scale -> scale == 0 ? messages.text("theme.SYSTEM") : scale + " %",
                        settings.get(StudioSettings.SCALE));
        scales.addActionListener(event ->
                settings.put(StudioSettings.SCALE, scales.getItemAt(scales.getSelectedIndex())));
        row("scale", scales);
        hint(new Sentence(messages.text("settings.scale.hint"), 0));
        motion();
    }

    private void motion() {
        var still = new JCheckBox(messages.text("settings.motion.on"));
        still.setOpaque(false);
        still.setName("motion");
        still.setSelected(settings.get(StudioSettings.MOTION_REDUCED));
        still.addActionListener(event -> {
            settings.put(StudioSettings.MOTION_REDUCED, still.isSelected());
            Appearance.apply(settings);
        });
        row("motion", still);
        hint(new Sentence(messages.text("settings.motion.hint"), 0));
    }

    private void files(Path pictures) {
        var folder =
                new JTextField(settings.get(StudioSettings.PICTURES).orElse(pictures).toString());
        folder.setEditable(false);
        folder.setName("folder");
        var line = ThemedPanel.clear("", "[grow,fill]8[]", "[32!]");
        line.add(folder, "wmin 0,h 32!,aligny center");
        var choose =
                Buttons.secondary(
                        messages.text("settings.choose"),
                        () ->
                                choose(folder.getText())
                                        .accept(chosen -> {
                                            folder.setText(chosen.toString());
                                            settings.put(
                                                    StudioSettings.PICTURES, Optional.of(chosen));
                                        }));
        choose.setName("choose-folder");
        line.add(choose, "h 32!,aligny center");
        row("folder", line);
        var pattern = new JTextField(pattern());
        pattern.setName("pattern");
        var example = Label.small("");
        Runnable show =
                () ->
                        example.setText(
                                messages.text(
                                        "settings.example",
                                        changes.example().apply(pattern.getText())));
        pattern.getDocument()
                .addDocumentListener(
                        new OnEdit(() -> {
                            if (!pattern.getText().isBlank()) {
                                settings.put(StudioSettings.PATTERN, pattern.getText());
                            }
                            show.run();
                        }));
        row("pattern", pattern);
        show.run();
        hint(example);
        hint(new Sentence(messages.text("settings.pattern.hint"), 0));
    }

    private String pattern() {
        var own = settings.get(StudioSettings.PATTERN);
        return own.isBlank() ? changes.example().apply("") : own;
    }

    private void models() {
        var hint = new Sentence(messages.text("settings.models.hint"), 0);
        page.add(hint, SENTENCE);
        var list = ThemedPanel.clear("wrap 2", "[grow,fill]8[]", "");
        folders.all()
                .bind(all -> {
                    list.removeAll();
                    for (var folder : all) {
                        list.add(folderLabel(folder), "wmin 0,h 32!");
                        var remove =
                                Buttons.quiet(
                                        messages.text("settings.models.remove"),
                                        () -> folders.remove(folder));
                        remove.setName("settings-remove-folder");
                        list.add(remove);
                    }
                    list.revalidate();
                    list.repaint();
                });
        page.add(list, "span,growx,wmin 0");
        controls.put("models", list);
        var add =
                Buttons.secondary(
                        messages.text("settings.models.add"),
                        () -> choose("").accept(folders::add));
        add.setName("settings-add-folder");
        page.add(add, "span,h 32!,growx 0");
        search.part(words("models"), hint, list, add);
    }

    private Label folderLabel(Path folder) {
        if (!folders.isBundled(folder)) {
            return Label.body(folder.toString());
        }
        var label = Label.body(messages.text("settings.models.bundled"));
        label.setToolTipText(folder.toString());
        return label;
    }

    private void card(DeviceModel device) {
        heading("card");
        var section = new CardSection(device, choose(""));
        page.add(section.component(), SENTENCE);
        controls.put("card", section.component());
        var rows = new DeviceRows(device);
        // They come and go with the card, in a panel that comes and goes with the search.
        var own = ThemedPanel.clear("wrap 2,hidemode 3", COLUMNS, "");
        var all =
                List.of(
                        label("device", rows.device()),
                        rows.device(),
                        label("device-memory", rows.memory()),
                        rows.memory(),
                        Label.small(messages.text("settings.device-memory.hint")));
        all.subList(0, 4).forEach(part -> own.add(part, "h 32!,wmin 0,gapbottom 4"));
        own.add(all.getLast(), "skip 1,wmin 0,gapbottom 8");
        page.add(own, "span,growx,wmin 0");
        search.part(
                words("card") + " " + words("device") + " " + words("device-memory"),
                section.component(),
                own);
        rows.follow(all);
    }

    private Label label(String key, JComponent control) {
        controls.put(key, control);
        var label = Label.field(messages.text("settings." + key));
        label.setLabelFor(control);
        return label;
    }

    /// Asks for a folder; what it gets is called only if one is chosen.
    private Consumer<Consumer<Path>> choose(String from) {
        return chosen -> {
            var chooser = new FileChooser(new File(from));
            chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
            if (chooser.showOpenDialog(component) == JFileChooser.APPROVE_OPTION) {
                chosen.accept(chooser.getSelectedFile().toPath());
            }
        };
    }

    private <T> JComboBox<T> combo(String key, List<T> all, Function<T, String> words, T selected) {
        var combo = new JComboBox<T>();
        all.forEach(combo::addItem);
        combo.setSelectedItem(selected);
        combo.setName(key);
        combo.getAccessibleContext().setAccessibleName(messages.text("settings." + key));
        combo.setRenderer(new ItemRenderer<>(words));
        return combo;
    }
}
