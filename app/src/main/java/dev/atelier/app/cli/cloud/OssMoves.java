package dev.atelier.app.cli.cloud;

import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.oss.ListingEntry;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.Transfer;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.cloud.oss.name.SafeName;
import dev.atelier.cloud.oss.name.SafeTree;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// Objects to files and back.
///
/// @param replace whether what is there may be replaced
record OssMoves(Terminal terminal, OssStore store, Cancellation cancellation, boolean replace) {
    /// @param to a file, or a folder that is there
    /// @return the exit code
    int get(OssAddress from, Path to) throws OssStoreException {
        fetch(from, Files.isDirectory(to) ? to.resolve(SafeName.of(from.key())) : to);
        return ExitCode.OK;
    }

    /// Fetches all that begins with an address. Files that are there stay, unless they may be
    /// replaced; keys that are no path below the folder are skipped and listed.
    ///
    /// @return the exit code, a failure where something was skipped
    int getAll(OssAddress from, Path folder) throws OssStoreException {
        var tree = new SafeTree(folder);
        int start = from.key().lastIndexOf('/') + 1;
        var skipped = new ArrayList<String>();
        var listing = store.list(from, true);
        for (var entry = listing.next(); entry.isPresent(); entry = listing.next()) {
            if (entry.get() instanceof ListingEntry.Item item && !item.key().endsWith("/")) {
                var below = item.key().substring(start);
                var refusal = SafeTree.refusal(below);
                if (refusal.isPresent()) {
                    var key = OssLines.shown(item.key());
                    skipped.add(Message.of("cli.skipped", key, refusal.get()).english());
                    continue;
                }
                var file = tree.file(below);
                if (!replace && Files.exists(file)) {
                    terminal.err().println(Message.of("cli.is-there", file).english());
                } else {
                    fetch(from.at(item.key()), file);
                }
            }
        }
        skipped.forEach(line -> terminal.err().println(line));
        if (!skipped.isEmpty()) {
            terminal.err().println(Message.of("cli.fetch-one").english());
        }
        return skipped.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void fetch(OssAddress from, Path file) throws OssStoreException {
        if (!replace && Files.exists(file)) {
            throw CommandException.failed(Message.of("cli.file-exists", file));
        }
        var line = new TransferLine(terminal, OssLines.shown(from.last()));
        try {
            store.download(from, file, new Transfer(line, cancellation));
        } finally {
            line.clear();
        }
        terminal.out().println(file);
        terminal.out().flush();
    }

    /// @param to an object, or a folder
    /// @return the exit code
    int put(Path file, OssAddress to) throws OssStoreException {
        var name = String.valueOf(file.getFileName());
        var address = to.isFolder() ? to.at(to.key() + name) : to;
        var line = new TransferLine(terminal, name);
        try {
            store.upload(file, address, replace, new Transfer(line, cancellation));
        } catch (OssStoreException e) {
            if (e.kind() == OssStoreException.Kind.EXISTS) {
                line.clear();
                throw CommandException.failed(Message.of("cli.file-exists", address));
            }
            throw e;
        } finally {
            line.clear();
        }
        terminal.out().println(address);
        return ExitCode.OK;
    }
}
