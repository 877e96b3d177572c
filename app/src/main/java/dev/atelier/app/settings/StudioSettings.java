package dev.atelier.app.settings;

import dev.atelier.app.ui.Accent;
import dev.atelier.app.ui.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.KeyStroke;

/// Everything that the studio remembers in its settings file: name in the file, type, range and
/// default. A name that changes, or a value that is written in another way, needs a step in
/// [SettingsSchema].
public final class StudioSettings {
    private static final int FAR = 100_000;

    private StudioSettings() {}

    // The look.

    public static final Setting<Theme> THEME =
            new Setting<>("theme", SettingType.choice(Theme.class), Theme.SYSTEM);
    public static final Setting<Accent> ACCENT =
            new Setting<>("accent", SettingType.choice(Accent.class), Accent.LAPIS);
    public static final Setting<Boolean> MOTION_REDUCED = flag("motion.reduced");

    /// Empty for the system's.
    public static final Setting<Optional<Locale>> LANGUAGE =
            new Setting<>("language", SettingType.LANGUAGE, Optional.empty());

    /// Per cent; 0 for the screen's own.
    public static final Setting<Integer> SCALE =
            new Setting<>("scale", SettingType.wholeNumber(0, 400), 0);

    // The window.

    /// The id of the view that is shown.
    public static final Setting<String> VIEW = new Setting<>("view", SettingType.TEXT, "create");

    public static final Setting<Integer> WINDOW_X = pixels("window.x", -FAR, 80);
    public static final Setting<Integer> WINDOW_Y = pixels("window.y", -FAR, 40);
    public static final Setting<Integer> WINDOW_WIDTH = pixels("window.width", 1, 1440);
    public static final Setting<Integer> WINDOW_HEIGHT = pixels("window.height", 1, 900);
    public static final Setting<Boolean> WINDOW_MAXIMIZED = flag("window.maximized");

    /// Width of the column with the recipe, in pixels.
    public static final Setting<Integer> CREATE_COLUMN = pixels("create.column", 0, 392);

    /// Whether a section of the form is open.
    public static final Setting.Family<Boolean> SECTION_OPEN =
            new Setting.Family<>("section.", SettingType.FLAG, false);

    /// Whether models are listed in rows instead of cards.
    public static final Setting<Boolean> MODELS_AS_LIST = flag("models.list");

    /// Whether the first page was closed.
    public static final Setting<Boolean> WELCOME_DONE = flag("welcome.done");

    /// The keys of commands, by the command's id; empty for none.
    public static final Setting.Family<Optional<KeyStroke>> COMMAND_KEY =
            new Setting.Family<>("key.", SettingType.KEY, Optional.empty());

    // The work.

    /// The recipe that was edited last, as JSON; empty for none.
    public static final Setting<String> DRAFT = new Setting<>("draft", SettingType.TEXT, "");

    /// The axes of the grid, as JSON; empty for none.
    public static final Setting<String> GRID_ROWS =
            new Setting<>("grid.rows", SettingType.TEXT, "");

    /// The grid that was ordered last and its jobs, as JSON; empty for none.
    public static final Setting<String> GRID_ORDERED =
            new Setting<>("grid.ordered", SettingType.TEXT, "");

    // The cloud. Secrets are never kept here.

    /// The account that is connected: `sandbox`, or where its access key is found; empty for none.
    public static final Setting<String> CLOUD_ACCOUNT =
            new Setting<>("cloud.account", SettingType.TEXT, "");

    /// The region of that account; empty for none.
    public static final Setting<String> CLOUD_REGION =
            new Setting<>("cloud.region", SettingType.TEXT, "");

    /// Where the next pictures are made; empty for this computer.
    public static final Setting<String> WHERE = new Setting<>("where", SettingType.TEXT, "");

    /// Idle minutes after which a service that is deployed here is stopped; 0 for never.
    public static final Setting<Integer> DEPLOY_IDLE =
            new Setting<>("cloud.deploy-idle", SettingType.wholeNumber(0, 1440), 30);

    /// Hours after which a service that is deployed here is stopped even at work; 0 for never.
    public static final Setting<Integer> DEPLOY_HOURS =
            new Setting<>("cloud.deploy-hours", SettingType.wholeNumber(0, 720), 0);

    /// When the service that is being deployed is stopped even at work, as ISO 8601 writes it;
    /// empty for never.
    public static final Setting<String> DEPLOY_UNTIL =
            new Setting<>("cloud.deploy-until", SettingType.TEXT, "");

    /// Uploads of models that have not ended: the place of the service, a tab, the file.
    public static final Setting<List<String>> UPLOADING =
            new Setting<>("cloud.uploading", SettingType.NAMES, List.of());

    /// Whether the queue shows one line alone.
    public static final Setting<Boolean> QUEUE_FOLDED = flag("queue.folded");

    /// Pixels of the queue where it shows more than one line.
    public static final Setting<Integer> QUEUE_HEIGHT =
            new Setting<>("queue.height", SettingType.wholeNumber(64, 2000), 200);

    /// Minutes that one may wait here before "Automatic" goes to a service.
    public static final Setting<Integer> PATIENCE =
            new Setting<>("where.patience", SettingType.wholeNumber(0, 600), 2);

    /// The deployment that is under way: account, region and service; empty for none.
    public static final Setting<String> DEPLOYING =
            new Setting<>("cloud.deploying", SettingType.TEXT, "");

    /// When that was begun and the states it was seen in, as `KeptDeployment` writes them; empty
    /// for none.
    public static final Setting<String> DEPLOYING_STAGES =
            new Setting<>("cloud.deploying-stages", SettingType.TEXT, "");

    /// The states that the last deployment went through before it ran, in their order, parted by
    /// spaces; empty before the first.
    public static final Setting<String> STAGES =
            new Setting<>("cloud.stages", SettingType.TEXT, "");

    /// Whether a service that was deployed makes a first picture as soon as it runs.
    public static final Setting<Boolean> READY_DRAW =
            new Setting<>("cloud.ready-draw", SettingType.FLAG, true);

    /// Whether the next pictures are made on it then.
    public static final Setting<Boolean> READY_CHOOSE =
            new Setting<>("cloud.ready-choose", SettingType.FLAG, true);

    /// Whether a person has chosen a place or ordered pictures since the deployment under way
    /// began, so that the place of the next pictures stays as it is.
    public static final Setting<Boolean> READY_PLACE_KEPT = flag("cloud.ready-place-kept");

    /// Whether a sound is played then.
    public static final Setting<Boolean> READY_SOUND = flag("cloud.ready-sound");

    /// Services that are stopped then, parted by spaces.
    public static final Setting<String> READY_STOPS =
            new Setting<>("cloud.ready-stops", SettingType.TEXT, "");

    // Files and folders.

    /// Where finished pictures go; empty for the data folder's own.
    public static final Setting<Optional<Path>> PICTURES = path("pictures");

    /// How finished pictures are named; empty for the usual pattern.
    public static final Setting<String> PATTERN = new Setting<>("pattern", SettingType.TEXT, "");

    /// The folder from which a recipe was read last.
    public static final Setting<Optional<Path>> IMPORT_FOLDER = path("import.folder");

    /// The folder in which a grid was saved last.
    public static final Setting<Optional<Path>> GRID_FOLDER = path("grid.folder");

    /// The folder into which pictures were exported last.
    public static final Setting<Optional<Path>> EXPORT_FOLDER = path("export.folder");

    /// The user's file of styles; empty for the data folder's own.
    public static final Setting<Optional<Path>> STYLES_FILE = path("styles.file");

    /// What the library looks through besides the pictures of this program: folders and
    /// `oss://bucket/prefix`.
    public static final Setting<List<String>> LIBRARY_SOURCES =
            new Setting<>("library.sources", SettingType.NAMES, List.of());

    /// Whether the library shows its pictures as a list.
    public static final Setting<Boolean> LIBRARY_LIST = flag("library.list");

    /// What was searched last in the library.
    public static final Setting<String> LIBRARY_SEARCH =
            new Setting<>("library.search", SettingType.TEXT, "");

    /// The order of its pictures, by name; empty for the usual one.
    public static final Setting<String> LIBRARY_SORT =
            new Setting<>("library.sort", SettingType.TEXT, "");

    /// How they are put together, by name; empty for the usual way.
    public static final Setting<String> LIBRARY_GROUPING =
            new Setting<>("library.group", SettingType.TEXT, "");

    /// The two pictures that were compared last.
    public static final Setting<Optional<Path>> COMPARED_A = path("compared.a");

    public static final Setting<Optional<Path>> COMPARED_B = path("compared.b");

    /// The two sets that are compared, each as a text; empty for none.
    public static final Setting<List<String>> COMPARED_SETS =
            new Setting<>("compared.sets", SettingType.NAMES, List.of());

    /// The number of the pair that is looked at.
    public static final Setting<Integer> COMPARED_PAIR =
            new Setting<>("compared.pair", SettingType.wholeNumber(0, Integer.MAX_VALUE), 0);

    /// How two pictures are seen at once.
    public static final Setting<String> COMPARED_MODE =
            new Setting<>("compared.mode", SettingType.TEXT, "");

    /// Where models are looked for.
    public static final Setting<List<Path>> MODEL_FOLDERS =
            new Setting<>("models.folders", SettingType.PATHS, List.of());

    // Models, by name.

    /// Those that were used last, newest first.
    public static final Setting<List<String>> MODELS_RECENT =
            new Setting<>("models.recent", SettingType.NAMES, List.of());

    /// Labels that the user gave, by kind and name; empty for the name.
    public static final Setting.Family<String> MODEL_LABEL =
            new Setting.Family<>("model.label.", SettingType.TEXT, "");

    /// Licences that the user wrote down, by kind and name.
    public static final Setting.Family<String> MODEL_LICENCE =
            new Setting.Family<>("model.licence.", SettingType.TEXT, "");

    /// The picture that the user chose to show a model, by kind and name.
    public static final Setting.Family<Optional<Path>> MODEL_COVER =
            new Setting.Family<>("model.cover.", SettingType.PATH, Optional.empty());

    /// Own trigger words of LoRAs, by name.
    public static final Setting.Family<List<String>> LORA_WORDS =
            new Setting.Family<>("lora.words.", SettingType.NAMES, List.of());

    /// The weight at which a LoRA is added, by name; empty for the usual one.
    public static final Setting.Family<Optional<Double>> LORA_WEIGHT =
            new Setting.Family<>("lora.weight.", SettingType.number(-10, 10), Optional.empty());

    /// What is written into the prompt when a LoRA is added, by name.
    public static final Setting.Family<String> LORA_ADDS =
            new Setting.Family<>("lora.adds.", SettingType.TEXT, "");

    /// The checkpoint that a LoRA goes with, by the name of the LoRA.
    public static final Setting.Family<String> LORA_BASE =
            new Setting.Family<>("lora.base.", SettingType.TEXT, "");

    /// Seconds for a megapixel through one call of the network; empty before the first picture. The
    /// key is that of the first versions.
    public static final Setting.Family<Optional<Double>> CALL_SECONDS =
            new Setting.Family<>("pace.", SettingType.POSITIVE, Optional.empty());

    /// Seconds that a state of a deployment usually lasts, by the cloud's word for it; empty before
    /// the first.
    public static final Setting.Family<Optional<Double>> STAGE =
            new Setting.Family<>("cloud.stage.", SettingType.POSITIVE, Optional.empty());

    /// Peaks of memory, bytes by megapixels.
    public static final Setting.Family<List<MemoryPoint>> MEMORY =
            new Setting.Family<>("memory.", SettingType.POINTS, List.of());

    private static Setting<Boolean> flag(String key) {
        return new Setting<>(key, SettingType.FLAG, false);
    }

    private static Setting<Optional<Path>> path(String key) {
        return new Setting<>(key, SettingType.PATH, Optional.empty());
    }

    private static Setting<Integer> pixels(String key, int least, int usual) {
        return new Setting<>(key, SettingType.wholeNumber(least, FAR), usual);
    }
}
