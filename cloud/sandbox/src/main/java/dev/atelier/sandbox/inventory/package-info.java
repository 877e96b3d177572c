/// What the account owns besides its services, small and fixed: networks, file systems, workspaces,
/// machine types, and the calls that list them. Start reading at `Inventory`.
@NullMarked
package dev.atelier.sandbox.inventory;

import org.jspecify.annotations.NullMarked;
