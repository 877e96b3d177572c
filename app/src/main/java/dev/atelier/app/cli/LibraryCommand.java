package dev.atelier.app.cli;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.engine.NearbyFiles;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.library.AccountBuckets;
import dev.atelier.app.library.Buckets.AwayException;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.Grouping;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.LibraryIndex;
import dev.atelier.app.library.LibraryQuery;
import dev.atelier.app.library.PictureRef;
import dev.atelier.app.library.Sort;
import dev.atelier.app.library.Source;
import dev.atelier.app.library.SourceState;
import dev.atelier.app.library.export.Exported;
import dev.atelier.app.library.export.Licences;
import dev.atelier.app.library.export.PictureExport;
import dev.atelier.app.library.export.Sheets;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Language;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The library without a window. Each method is a command of its own.
@Command(
        name = "library",
        description = "Index, search and export pictures on this computer and in OSS.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "A query: words of the prompt, \"words in a row\", model: lora: control: sampler: seed:",
            "size: steps: tag: collection: source: name: negative: place:here|there|both|pair|away star",
            "before: after: date:2026-11, - in front for without, OR between two.",
            "",
            "Examples:",
            "  atelier library index ~/stable-diffusion-webui oss://my-bucket/outputs/",
            "  atelier library search 'boat model:deliberate -star after:2026-11'",
            "  atelier library export 'star collection:\"Tea packaging\"' --to client --format jpeg --provenance"
        })
public final class LibraryCommand implements Runnable {
    private static final int PAGE = 500;

    private final Terminal terminal;
    private final DataFolder home;
    private final CloudAccess access;
    private final Cancellation cancellation;

    /// @param access whose buckets
    public LibraryCommand(
            Terminal terminal, DataFolder home, CloudAccess access, Cancellation cancellation) {
        this.terminal = terminal;
        this.home = home;
        this.access = access;
        this.cancellation = cancellation;
    }

    @Override
    public void run() {
        throw CommandException.usage(Message.of("cli.library-which"));
    }

    @Command(
            name = "index",
            description = {
                "Add folders and buckets to the library and bring it up to date; without one, all of its sources.",
                "A folder of A1111, ComfyUI, InvokeAI, SwarmUI or Fooocus is looked through where that program keeps its pictures."
            })
    int index(
            @Parameters(
                            paramLabel = "FOLDER|oss://BUCKET/PREFIX",
                            arity = "0..*",
                            description = "What to add; it stays a source of the library.")
                    List<String> sources,
            @Option(
                            names = "--remove",
                            description = "Take these out of the library instead; files stay.")
                    boolean remove,
            @Option(
                            names = "--rebuild",
                            description = "Rebuild the index; stars, tags and collections stay.")
                    boolean rebuild)
            throws IOException {
        var named = sources == null ? List.<String>of() : sources;
        if (remove && named.isEmpty()) {
            throw CommandException.usage(Message.of("cli.library-remove"));
        }
        var wanted = named.stream().map(LibraryCommand::source).toList();
        try (var opened = open(rebuild)) {
            if (!opened.index().isWritable()) {
                throw CommandException.failed(Message.of("pictures.in-use"));
            }
            for (var source : wanted) {
                if (remove) {
                    opened.library().remove(source);
                } else {
                    requireFolder(source);
                    opened.library().add(source);
                }
            }
            return remove ? ExitCode.OK : scan(opened, wanted);
        }
    }

    private int scan(Opened opened, List<Source> wanted) throws IOException {
        var sources = wanted.isEmpty() ? opened.library().sources() : wanted;
        for (var source : sources) {
            terminal.err().println(Message.of("cli.looking", source).english());
            opened.library().scan(source, cancellation);
        }
        opened.library().index().commit();
        int away = 0;
        for (var state : opened.index().sources()) {
            if (sources.contains(state.source())) {
                print(state);
                away += state.phase() == SourceState.Phase.AWAY ? 1 : 0;
            }
        }
        return away == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(SourceState state) {
        terminal.out()
                .println(Message.english("cli.source-pictures", state.source(), state.pictures()));
        if (state.phase() == SourceState.Phase.AWAY) {
            terminal.err().println(state.source() + ": " + state.reason().english());
        }
        for (var problem : state.problems()) {
            terminal.err()
                    .println(
                            "  "
                                    + Message.english(
                                            "cli.left-out",
                                            problem.count(),
                                            problem.reason(),
                                            problem.example()));
        }
    }

    private static Source source(String text) {
        try {
            return Source.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Message.of("cli.fault", text, Explained.reasonOf(e)));
        }
    }

    private static void requireFolder(Source source) {
        if (source instanceof Source.Folder(var path) && !Files.isDirectory(path)) {
            throw CommandException.usage(Message.of("cli.library-folder", path));
        }
    }

    /// What is looked for.
    static final class Wanted {
        @Parameters(
                paramLabel = "QUERY",
                arity = "1..*",
                description = "See 'atelier library --help'; \"\" for all pictures.")
        private List<String> query = List.of();

        @Option(
                names = "--sort",
                paramLabel = "ORDER",
                description = "newest (usual), oldest, name, model, largest or seed.")
        private Sort sort = Sort.NEWEST;

        @Option(names = "--limit", paramLabel = "N", description = "At most so many pictures.")
        private Optional<Integer> limit = Optional.empty();

        void requireLimit() {
            if (limit.isPresent() && limit.get() < 1) {
                throw CommandException.usage(Message.of("cli.least-one", "--limit", limit.get()));
            }
        }

        long[] ids(LibraryIndex index) throws IOException {
            var parsed = LibraryQuery.parse(String.join(" ", query));
            if (!parsed.issues().isEmpty()) {
                throw CommandException.usage(
                        parsed.issues().stream()
                                .map(Issue::message)
                                .reduce((all, next) -> Message.of("cli.and", all, next))
                                .orElseThrow());
            }
            var ids = index.search(parsed, sort, Grouping.NONE).ids();
            return Arrays.copyOf(ids, Math.min(ids.length, limit.orElse(ids.length)));
        }
    }

    @Command(
            name = "search",
            description = {
                "Print the pictures that a query finds, a path or address a line.",
                "Looks at the index as it is: run 'atelier library index' for what was made since."
            })
    int search(
            @Mixin Wanted wanted,
            @Option(
                            names = "--json",
                            description = "Print a list of objects with places and settings.")
                    boolean json)
            throws IOException {
        wanted.requireLimit();
        try (var index = openToRead()) {
            var ids = wanted.ids(index);
            var objects = new ArrayList<Map<String, Object>>();
            for (int from = 0; from < ids.length; from += PAGE) {
                var page = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + PAGE));
                for (var entry : index.entries(page)) {
                    if (json) {
                        objects.add(fields(entry));
                    } else {
                        terminal.out().println(entry.best().ref());
                    }
                }
            }
            if (json) {
                terminal.out().println(JsonText.of(objects));
            } else {
                terminal.err().println(Message.english("cli.found", ids.length));
            }
            return ExitCode.OK;
        }
    }

    private static Map<String, Object> fields(Entry entry) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(
                "places",
                entry.places().stream().map(Entry.Place::ref).map(PictureRef::toString).toList());
        fields.put("away", entry.isAway());
        fields.put("prompt", entry.prompt());
        fields.put("negativePrompt", entry.negative());
        fields.put("model", entry.model());
        fields.put("loras", entry.loras());
        fields.put("controls", entry.controls());
        entry.seed().ifPresent(seed -> fields.put("seed", seed));
        fields.put("width", entry.width());
        fields.put("height", entry.height());
        fields.put("sampler", entry.sampler());
        fields.put("steps", entry.steps());
        fields.put("cfgScale", entry.cfgScale());
        fields.put("made", entry.made().toString());
        fields.put("bytes", entry.bytes());
        fields.put("star", entry.star());
        fields.put("tags", entry.tags());
        fields.put("collections", entry.collections());
        return fields;
    }

    /// A contact sheet.
    enum Sheet {
        HTML,
        PNG
    }

    /// What is written besides the copies.
    static final class Extras {
        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "png, jpeg or webp; without it each picture keeps its own.")
        private PictureExport.Format format = PictureExport.Format.SAME;

        @Option(
                names = "--no-metadata",
                description = "Leave recipe and infotext out of the copies.")
        private boolean bare;

        @Option(
                names = "--quality",
                paramLabel = "1..100",
                description = "Of a JPEG or WebP; 95 without it. A WebP of 100 is lossless.")
        private int quality = PictureExport.Form.QUALITY;

        @Option(
                names = "--longest-side",
                paramLabel = "PIXELS",
                description = "Make larger pictures smaller.")
        private int longest;

        @Option(names = "--numbered", description = "Call the copies 0001, 0002 and so on.")
        private boolean numbered;

        PictureExport.Form form() {
            try {
                return new PictureExport.Form(
                        format,
                        !bare,
                        quality,
                        longest,
                        numbered ? PictureExport.Naming.NUMBERS : PictureExport.Naming.OWN);
            } catch (IllegalArgumentException e) {
                throw CommandException.usage(Message.of("cli.export-range"));
            }
        }

        @Option(
                names = "--contact-sheet",
                paramLabel = "FORM",
                description = "Also write a contact sheet: html or png.")
        private Optional<Sheet> sheet = Optional.empty();

        @Option(
                names = "--provenance",
                description =
                        "Also write provenance.html and provenance.json: recipe, hashes, model and places of each picture.")
        private boolean provenance;

        void write(List<Exported> pictures, Path to, String title, Licences licences)
                throws IOException {
            if (sheet.equals(Optional.of(Sheet.HTML))) {
                Sheets.contactPage(pictures, to, title);
            } else if (sheet.isPresent()) {
                Sheets.contactPictures(pictures, to);
            }
            if (provenance) {
                Sheets.provenance(pictures, to, licences);
            }
        }
    }

    @Command(
            name = "export",
            description = "Copy the pictures that a query finds into a folder; replaces nothing.")
    int export(
            @Mixin Wanted wanted,
            @Option(names = "--to", paramLabel = "DIR", required = true) Path to,
            @Mixin Extras extras)
            throws IOException {
        Preflight.folder("--to", to);
        wanted.requireLimit();
        try (var opened = open(false)) {
            var export = new PictureExport(opened.library(), opened.buckets(), extras.form());
            var done = new ArrayList<Exported>();
            int failed = 0;
            var ids = wanted.ids(opened.index());
            for (long id : ids) {
                for (var entry : opened.index().entries(id)) {
                    try {
                        done.add(export.copy(entry, to, cancellation));
                        terminal.out().println(done.getLast().file());
                    } catch (AwayException | IOException e) {
                        terminal.err().println(left(entry, e));
                        failed++;
                    }
                }
            }
            if (!done.isEmpty()) {
                var settings = opened.settings();
                Language.within(
                        settings,
                        () ->
                                extras.write(
                                        done,
                                        to,
                                        String.join(" ", wanted.query),
                                        licences(settings)));
            }
            terminal.err().println(Message.english("cli.exported", done.size(), failed));
            return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /// Why a picture was left out.
    private static String left(Entry entry, Exception why) {
        var words =
                why instanceof AwayException away
                        ? away.reason().english()
                        : Explanation.of(why).in(Locale.ENGLISH);
        return entry.name() + ": " + words;
    }

    private Licences licences(Settings settings) {
        var near = new NearbyFiles(home.root(), Optional.empty());
        return new Licences(
                settings,
                kind -> {
                    var all = new ArrayList<>(near.files(kind));
                    for (var folder : settings.get(StudioSettings.MODEL_FOLDERS)) {
                        NearbyFiles.below(folder, kind).forEach(all::add);
                    }
                    return all;
                });
    }

    /// The library with what must be closed after it.
    private record Opened(
            LibraryIndex index,
            Library library,
            AccountBuckets buckets,
            Settings settings,
            Tasks tasks)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            tasks.close();
            buckets.close();
            index.close();
        }
    }

    private Opened open(boolean rebuild) throws IOException {
        home.require();
        var index = LibraryIndex.open(home.root(), rebuild);
        var tasks = new Tasks(Runnable::run);
        var buckets = new AccountBuckets(() -> Optional.of(access), home.transfers());
        var settings = Settings.open(home.root().resolve("settings.properties"), tasks);
        var pictures = settings.get(StudioSettings.PICTURES).orElse(home.pictures());
        var library = new Library(index, settings, pictures, buckets);
        return new Opened(index, library, buckets, settings, tasks);
    }

    private LibraryIndex openToRead() {
        try {
            return LibraryIndex.openToRead(home.root());
        } catch (IOException e) {
            throw CommandException.failed(Message.of("cli.library-first", Explained.reasonOf(e)));
        }
    }
}
