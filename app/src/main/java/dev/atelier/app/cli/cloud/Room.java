package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.Spending;
import dev.atelier.app.cli.CommandException;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import java.io.IOException;

/// Room under the cap.
final class Room {
    private Room() {}

    /// Looks at all services of a region where there is a cap.
    static void require(Spending spending, EasClient eas) throws EasException, IOException {
        var reached = spending.reached(eas);
        if (reached.isPresent()) {
            throw CommandException.failed(reached.get().sentence());
        }
    }
}
