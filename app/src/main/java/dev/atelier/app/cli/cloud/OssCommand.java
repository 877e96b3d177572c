package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.OssStore.LinkTerms;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.Transfer;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The objects of an account. Each method is a command of its own.
@Command(
        name = "oss",
        description = "List, fetch, store, throw away and link objects of Alibaba Cloud OSS.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  atelier oss ls oss://my-bucket/outputs/",
            "  atelier oss get -r oss://my-bucket/outputs/ pictures",
            "  atelier oss link oss://my-bucket/boat.png --for 7d"
        })
public final class OssCommand implements Runnable {
    private final Terminal terminal;
    private final CloudAccess access;
    private final Cancellation cancellation;
    private final Path notes;

    /// @param notes folder for what unfinished uploads must remember
    public OssCommand(
            Terminal terminal, CloudAccess access, Cancellation cancellation, Path notes) {
        this.terminal = terminal;
        this.access = access;
        this.cancellation = cancellation;
        this.notes = notes;
    }

    @Override
    public void run() {
        throw CommandException.usage(Message.of("cli.oss-which"));
    }

    @Command(name = "ls", description = "What begins with an address; without one, all buckets.")
    int ls(
            @Mixin OssOptions options,
            @Parameters(paramLabel = "oss://BUCKET/PREFIX", arity = "0..1")
                    @Nullable String address,
            @Option(
                            names = {"-r", "--recursive"},
                            description = "What lies in folders, too.")
                    boolean deep,
            @Option(names = "--json", description = "Print a JSON object per line.") boolean json)
            throws NoAccountException, OssStoreException {
        try (var store = options.open(access, notes)) {
            var lines = new OssLines(terminal, json);
            if (address == null) {
                store.buckets().forEach(lines::bucket);
                return ExitCode.OK;
            }
            var prefix = address(address);
            var listing = store.list(prefix, deep);
            for (var line = listing.next(); line.isPresent(); line = listing.next()) {
                Transfer.stopIf(cancellation);
                lines.entry(prefix, line.get());
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "get", description = "Fetch an object, going on where an earlier run stopped.")
    int get(
            @Mixin OssOptions options,
            @Parameters(index = "0", paramLabel = "oss://BUCKET/KEY") String address,
            @Parameters(index = "1", arity = "0..1", paramLabel = "FILE|DIR") @Nullable Path to,
            @Option(
                            names = {"-r", "--recursive"},
                            description = "All that begins with it.")
                    boolean deep,
            @Option(names = "--replace", description = "Replace files.") boolean replace)
            throws NoAccountException, OssStoreException {
        try (var store = options.open(access, notes)) {
            var moves = new OssMoves(terminal, store, cancellation, replace);
            var from = address(address);
            var where = Optional.ofNullable(to).orElse(Path.of("."));
            return deep ? moves.getAll(from, where) : moves.get(object(from), where);
        }
    }

    @Command(name = "put", description = "Store a file, going on where an earlier run stopped.")
    int put(
            @Mixin OssOptions options,
            @Parameters(index = "0", paramLabel = "FILE") Path file,
            @Parameters(index = "1", paramLabel = "oss://BUCKET/KEY|FOLDER/") String address,
            @Option(names = "--replace", description = "Replace an object.") boolean replace)
            throws NoAccountException, OssStoreException {
        try (var store = options.open(access, notes)) {
            var moves = new OssMoves(terminal, store, cancellation, replace);
            return moves.put(file, address(address));
        }
    }

    @Command(name = "rm", description = "Move objects into the bucket's trash.")
    int rm(
            @Mixin OssOptions options,
            @Parameters(paramLabel = "oss://BUCKET/KEY", arity = "1..*") List<String> addresses,
            @Option(
                            names = {"-r", "--recursive"},
                            description = "All that begins with it.")
                    boolean deep,
            @Option(names = "--forever", description = "Delete instead.") boolean forever)
            throws NoAccountException, OssStoreException {
        var wanted = addresses.stream().map(OssCommand::address).toList();
        try (var store = options.open(access, notes)) {
            var removal = new OssRemoval(terminal, store, cancellation, forever);
            for (var address : wanted) {
                if (deep) {
                    removal.removeAll(address);
                } else {
                    removal.remove(object(address));
                }
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "restore", description = "Put objects of the trash back where they were.")
    int restore(
            @Mixin OssOptions options,
            @Parameters(paramLabel = "oss://BUCKET/KEY", arity = "1..*") List<String> addresses)
            throws NoAccountException, OssStoreException {
        var wanted = addresses.stream().map(OssCommand::address).toList();
        try (var store = options.open(access, notes)) {
            var trash = store.trash();
            for (var address : wanted) {
                if (!trash.holds(address)) {
                    throw CommandException.usage(Message.of("cli.oss-no-trash", address));
                }
                Transfer.stopIf(cancellation);
                terminal.out().println(OssLines.shown(trash.restore(address).toString()));
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "link", description = "A link that anyone can open for a while.")
    int link(
            @Mixin OssOptions options,
            @Parameters(paramLabel = "oss://BUCKET/KEY") String address,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            description = "Such as 30m, 12h or 7d. Default: 1h.")
                    @Nullable String life,
            @Option(
                            names = "--fit",
                            converter = CloudConverters.OfSome.class,
                            paramLabel = "PIXELS",
                            description = "A smaller picture.")
                    @Nullable Integer fit,
            @Option(names = "--internal", description = "For a service in the same region.")
                    boolean internal)
            throws NoAccountException {
        var terms =
                new LinkTerms(
                        Times.of("--for", life == null ? "1h" : life),
                        Optional.ofNullable(fit).map(OssStore::resize),
                        internal);
        try (var store = options.open(access, notes)) {
            terminal.out().println(store.link(object(address(address)), terms).reveal());
            return ExitCode.OK;
        }
    }

    private static OssAddress address(String text) {
        try {
            return OssAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Explained.reasonOf(e));
        }
    }

    private static OssAddress object(OssAddress address) {
        if (address.isFolder()) {
            throw CommandException.usage(Message.of("cli.oss-folder", address));
        }
        return address;
    }
}
