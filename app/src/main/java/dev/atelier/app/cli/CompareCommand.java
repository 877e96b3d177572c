package dev.atelier.app.cli;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.compare.ComparedPicture;
import dev.atelier.app.compare.Comparison;
import dev.atelier.app.compare.MeasuredPair;
import dev.atelier.app.compare.MeasuredSets;
import dev.atelier.app.compare.PictureDifference;
import dev.atelier.app.compare.PictureDifference.Grade;
import dev.atelier.app.compare.SetPairs;
import dev.atelier.app.compare.SetReport;
import dev.atelier.app.compare.SetSource;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.library.AccountBuckets;
import dev.atelier.app.library.FetchedFiles;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.LibraryIndex;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.Provenance;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How alike two pictures are, and which of their settings differ; or the same of all pairs of two
/// sets.
@Command(
        name = "compare",
        description = {
            "Compare two pictures: identical pixels, largest difference, PSNR and SSIM, and the settings that differ, the likeliest cause first.",
            "The grade is \"bit-exact\" where every pixel is equal, \"visually the same\" from 40 dB and an SSIM of 0.98 on, else \"different\".",
            "Two sets are compared pair by pair. Pictures are paired by recipe, then by prompt, seed and size, then by file name."
        },
        footer = {
            "",
            "Examples:",
            "  atelier compare here.png there.png",
            "  atelier compare before/ after/ --report report",
            "  atelier compare 'here:place:both star' 'there:place:both star' --json",
            "  atelier compare ~/pictures oss://my-bucket/outputs/"
        })
public final class CompareCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final DataFolder home;
    private final CloudAccess access;
    private final Cancellation cancellation;

    @Parameters(
            index = "0",
            paramLabel = "A",
            description =
                    "A PNG, JPEG or WebP file; or a set: a folder, oss://BUCKET/PREFIX, search:QUERY of the library, here:QUERY for the copies on this computer, there:QUERY for those in OSS.")
    private String a = "";

    @Parameters(index = "1", paramLabel = "B", description = "The other.")
    private String b = "";

    @Option(names = "--json", description = "Print the numbers and the differences as JSON.")
    private boolean json;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "Also write report.html, report-01.png and so on, and report.json into this folder.")
    private Optional<Path> report = Optional.empty();

    /// @param access whose buckets
    public CompareCommand(
            Terminal terminal, DataFolder home, CloudAccess access, Cancellation cancellation) {
        this.terminal = terminal;
        this.home = home;
        this.access = access;
        this.cancellation = cancellation;
    }

    @Override
    public Integer call() throws IOException {
        report.ifPresent(folder -> Preflight.folder("--report", folder));
        var files = List.of(file(a), file(b));
        if (report.isEmpty() && files.stream().allMatch(Optional::isPresent)) {
            var comparison =
                    Comparison.of(
                            ComparedPicture.read(files.getFirst().get()),
                            ComparedPicture.read(files.getLast().get()));
            if (json) {
                terminal.out().println(JsonText.of(object(comparison)));
            } else {
                print(comparison);
            }
            return ExitCode.OK;
        }
        return sets();
    }

    /// What cannot be a set is a picture, also one that is not there.
    private static Optional<Path> file(String text) {
        try {
            var path = Path.of(text);
            boolean set = !Files.exists(path) && isSearchOrAddress(text);
            return set || Files.isDirectory(path) ? Optional.empty() : Optional.of(path);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isSearchOrAddress(String text) {
        return text.matches("(?s)(oss|search|here|there):.*");
    }

    // Two sets.

    private int sets() throws IOException {
        var sources = List.of(source(a), source(b));
        var temporary = Files.createTempDirectory("atelier-compare");
        var tasks = new Tasks(Runnable::run);
        try (var buckets = new AccountBuckets(() -> Optional.of(access), home.transfers())) {
            var library = library(sources, tasks, buckets);
            var places =
                    new SetSource.Places(library, buckets, new FetchedFiles(temporary, buckets));
            return compare(places, sources);
        } finally {
            tasks.close();
            delete(temporary);
        }
    }

    private static SetSource source(String text) {
        try {
            return SetSource.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Message.of("cli.fault", text, Explained.reasonOf(e)));
        }
    }

    /// Only a search needs the index.
    private Optional<Library> library(
            List<SetSource> sources, Tasks tasks, AccountBuckets buckets) {
        if (sources.stream().noneMatch(SetSource.Search.class::isInstance)) {
            return Optional.empty();
        }
        try {
            var index = LibraryIndex.openToRead(home.root());
            var settings = Settings.open(home.root().resolve("settings.properties"), tasks);
            return Optional.of(new Library(index, settings, home.pictures(), buckets));
        } catch (IOException e) {
            throw CommandException.failed(Message.of("cli.library-first", Explained.reasonOf(e)));
        }
    }

    private int compare(SetSource.Places places, List<SetSource> sources) throws IOException {
        var first = places.read(sources.getFirst(), cancellation);
        var second = places.read(sources.getLast(), cancellation);
        if (first.isEmpty() || second.isEmpty()) {
            throw CommandException.failed(
                    Message.of(
                            "cli.set-empty",
                            first.isEmpty() ? sources.getFirst() : sources.getLast()));
        }
        var pairs = SetPairs.of(first, second);
        int all = pairs.pairs().size();
        var sets =
                MeasuredSets.of(
                        new MeasuredSets.Titles(a, b),
                        pairs,
                        (at, pair) -> {
                            if (terminal.interactive()) {
                                terminal.err()
                                        .print("\r" + Message.english("cli.pairs-of", at + 1, all));
                                terminal.err().flush();
                            }
                        },
                        cancellation);
        if (terminal.interactive() && all > 0) {
            terminal.err().println();
        }
        if (json) {
            terminal.out().println(JsonText.of(sets.object()));
        } else {
            print(sets);
        }
        if (report.isPresent()) {
            var english = Messages.english(SetReport.class);
            var page = SetReport.write(sets, report.get(), english, cancellation);
            terminal.err().println(page);
        }
        return sets.failed() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(MeasuredSets sets) {
        var out = terminal.out();
        for (var pair : sets.pairs()) {
            out.println(line(pair));
        }
        sets.onlyA().forEach(it -> out.println(Message.of("cli.only-a", it.where()).english()));
        sets.onlyB().forEach(it -> out.println(Message.of("cli.only-b", it.where()).english()));
        var counts = new StringBuilder(Message.english("cli.pairs", sets.pairs().size()));
        for (var grade : Grade.values()) {
            counts.append(", ").append(sets.count(grade)).append(' ').append(words(grade));
        }
        if (sets.failed() > 0) {
            counts.append(", ").append(Message.english("cli.pairs-failed", sets.failed()));
        }
        out.println(counts.toString().toLowerCase(Locale.ROOT));
    }

    private static String line(MeasuredPair pair) {
        var names = pair.pair().a().where() + " | " + pair.pair().b().where();
        if (pair.problem().isPresent()) {
            return Message.english("cli.pair-failed", names, pair.problem().get());
        }
        var numbers = pair.numbers().orElseThrow();
        var difference =
                numbers.difference()
                        .map(it ->
                                Message.english(
                                                "cli.pair-numbers",
                                                number("%.2f", 100 * it.identical()),
                                                it.largest())
                                        + (Double.isInfinite(it.psnr())
                                                ? ""
                                                : number(", %.1f dB", it.psnr()))
                                        + it.ssim().stream()
                                                .mapToObj(ssim -> number(", SSIM %.4f", ssim))
                                                .findFirst()
                                                .orElse(""))
                        .orElseGet(() ->
                                Message.english(
                                        "cli.pair-sizes",
                                        numbers.sizes().getFirst(),
                                        numbers.sizes().getLast()));
        boolean equal = numbers.grade() == Grade.BIT_EXACT;
        var first =
                equal || numbers.causes().isEmpty()
                        ? ""
                        : ", " + numbers.causes().getFirst().name();
        return words(numbers.grade()).toLowerCase(Locale.ROOT)
                + ": "
                + names
                + ": "
                + difference
                + first;
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    // Two pictures.

    private void print(Comparison it) {
        var out = terminal.out();
        out.println(words(it.grade()));
        it.difference()
                .ifPresentOrElse(
                        this::print,
                        () ->
                                out.println(
                                        Message.of("cli.sizes-differ", it.a().size(), it.b().size())
                                                .english()));
        made(it.a().made(), it.b().made());
        if (!it.hasFields()) {
            out.println(Message.of("cli.not-made").english());
        }
        for (var cause : it.causes()) {
            out.println("%s: %s | %s".formatted(cause.name(), shown(cause.a()), shown(cause.b())));
        }
        if (!it.same().isEmpty()) {
            out.println(Message.of("cli.same", String.join(", ", it.same())).english());
        }
    }

    /// Time and price, as far as either file says them.
    private void made(Provenance a, Provenance b) {
        if (a.seconds() > 0 || b.seconds() > 0) {
            terminal.out().println(Message.of("cli.seconds", seconds(a), seconds(b)).english());
        }
        if (a.cost().isPresent() || b.cost().isPresent()) {
            terminal.out().println(Message.of("cli.price", cost(a), cost(b)).english());
        }
    }

    private static String seconds(Provenance made) {
        return made.seconds() > 0
                ? number("%.2f", made.seconds())
                : Message.of("cli.unknown").english();
    }

    private static String cost(Provenance made) {
        return made.cost()
                .map(it -> it.amount().toPlainString() + " " + it.currency())
                .orElse(
                        made.isEmpty() || !made.place().isEmpty()
                                ? Message.of("cli.unknown").english()
                                : "none");
    }

    private static String shown(String value) {
        return value.isEmpty() ? Message.of("cli.none").english() : value.replace('\n', ' ');
    }

    private void print(PictureDifference difference) {
        var out = terminal.out();
        out.println(
                Message.of("cli.identical", number("%.4f", 100 * difference.identical()))
                        .english());
        out.println(Message.of("cli.largest", difference.largest()).english());
        out.println(
                "PSNR:                "
                        + (Double.isInfinite(difference.psnr())
                                ? Message.of("cli.infinite").english()
                                : number("%.2f dB", difference.psnr())));
        out.println(
                "SSIM:                "
                        + difference.ssim().stream()
                                .mapToObj(ssim -> number("%.5f", ssim))
                                .findFirst()
                                .orElse(Message.of("cli.too-small").english()));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String words(Grade grade) {
        return switch (grade) {
            case BIT_EXACT -> Message.of("cli.bit-exact").english();
            case VISUALLY_THE_SAME -> Message.of("cli.looks-same").english();
            case DIFFERENT -> Message.of("cli.different").english();
        };
    }

    private static Map<String, Object> object(Comparison it) {
        var object = new LinkedHashMap<String, Object>();
        object.put("grade", MeasuredSets.word(it.grade()));
        it.difference().ifPresent(difference -> MeasuredSets.put(object, difference));
        object.put("sizes", List.of(it.a().size(), it.b().size()));
        MeasuredSets.put(object, "A", it.a().made());
        MeasuredSets.put(object, "B", it.b().made());
        object.put("differences", it.causes().stream().map(CompareCommand::object).toList());
        object.put("same", it.same());
        return object;
    }

    private static Map<String, Object> object(Comparison.Cause cause) {
        var object = new LinkedHashMap<String, Object>();
        object.put("field", cause.name());
        object.put("a", cause.a());
        object.put("b", cause.b());
        return object;
    }
}
