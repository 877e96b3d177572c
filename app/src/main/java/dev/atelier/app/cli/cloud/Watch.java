package dev.atelier.app.cli.cloud;

import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.eas.ServiceState;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/// Reports the states of a service until it has settled.
final class Watch {
    private final Terminal terminal;
    private final EasClient eas;
    private final Cancellation cancellation;
    private final Duration every;
    private String last = "";

    Watch(Terminal terminal, EasClient eas, Cancellation cancellation, Duration every) {
        this.terminal = terminal;
        this.eas = eas;
        this.cancellation = cancellation;
        this.every = every;
    }

    /// Blocks until the service has settled.
    ///
    /// @param wanted the state that means success
    /// @return the exit code
    int until(ServiceState wanted, String name) throws EasException {
        try {
            var settled = eas.await(name, every, this::report, cancellation);
            if (settled.isEmpty() && cancellation.ends()) {
                throw new CancellationException();
            }
            if (settled.isEmpty()) {
                throw CommandException.failed(Message.of("cli.service-gone", name));
            }
            return result(settled.get(), wanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    private int result(ServiceInfo service, ServiceState wanted) {
        if (service.state() == wanted) {
            return ExitCode.OK;
        }
        var why = (service.reason() + " " + service.message()).strip();
        throw CommandException.failed(
                Message.of(
                        "cli.service-state",
                        service.name(),
                        service.status(),
                        why.isEmpty() ? "" : " (" + why + ")"));
    }

    private void report(ServiceInfo service) {
        var line = (service.status() + "  " + service.message()).strip();
        if (!line.equals(last)) {
            last = line;
            terminal.err().println(line);
            terminal.err().flush();
        }
    }
}
