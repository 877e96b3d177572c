/// What changes, and who is notified: the only idea between the studio's models and its views.
///
/// Start with [Observed] (something to read and to listen to) and [Value] (something to set).
/// [State] is an observed boolean with `and`, `or`, `not`, made for enabling things. [Tasks] runs
/// what may take long, off the event thread, and reports back on it. There is no event bus: models
/// are passed to those who need them.
@NullMarked
package dev.atelier.app.observe;

import org.jspecify.annotations.NullMarked;
