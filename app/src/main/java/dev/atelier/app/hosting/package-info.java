/// What this computer serves to others: the models of its engine and the sandbox cloud. Used by the
/// command line and by the studio. Start reading at `LocalCloud`.
@NullMarked
package dev.atelier.app.hosting;

import org.jspecify.annotations.NullMarked;
