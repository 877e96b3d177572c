/// What an account has that a service can be made of: regions, networks, file systems, buckets,
/// workspaces, images and machines. Start reading at `Inventory`.
@NullMarked
package dev.atelier.cloud.inventory;

import org.jspecify.annotations.NullMarked;
