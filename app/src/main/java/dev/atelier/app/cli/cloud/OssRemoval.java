package dev.atelier.app.cli.cloud;

import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.oss.ListingEntry;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.Transfer;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;

/// Takes objects away: into the trash, or for good. Prints where they are now.
///
/// @param forever deletes instead, and what is in the trash, too
record OssRemoval(Terminal terminal, OssStore store, Cancellation cancellation, boolean forever) {
    void remove(OssAddress address) throws OssStoreException {
        Transfer.stopIf(cancellation);
        if (forever) {
            store.stat(address); // deleting what is not there would succeed
            store.delete(address);
            terminal.err()
                    .println(
                            Message.of("cli.deleted", OssLines.shown(address.toString()))
                                    .english());
        } else if (store.trash().holds(address)) {
            throw CommandException.failed(Message.of("cli.oss-in-trash", address));
        } else {
            terminal.out().println(OssLines.shown(store.trash().put(address).toString()));
            terminal.out().flush();
        }
    }

    /// All that begins with an address; the trash itself stays unless it is meant.
    void removeAll(OssAddress prefix) throws OssStoreException {
        var trash = store.trash();
        var listing = store.list(prefix, true);
        for (var entry = listing.next(); entry.isPresent(); entry = listing.next()) {
            var address = prefix.at(entry.get().key());
            boolean meant = !trash.holds(address) || (forever && trash.holds(prefix));
            if (entry.get() instanceof ListingEntry.Item && meant) {
                remove(address);
            }
        }
    }
}
