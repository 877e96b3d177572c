/// Whose cloud the studio uses: none, the sandbox on this computer, or an account. Start reading at
/// `CloudSession`; what is built on the cloud takes the `Connection` from there.
@NullMarked
package dev.atelier.app.connect;

import org.jspecify.annotations.NullMarked;
