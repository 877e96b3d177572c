/// What services cost, and what ends them. Start reading at `Ledger` and `Lease`.
@NullMarked
package dev.atelier.cloud.money;

import org.jspecify.annotations.NullMarked;
