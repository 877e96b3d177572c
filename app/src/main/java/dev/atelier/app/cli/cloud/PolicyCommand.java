package dev.atelier.app.cli.cloud;

import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.account.RamPolicy;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The least that an access key must be allowed.
@Command(
        name = "policy",
        description = "Print the RAM policy with the least that an access key needs.",
        footer = {"", "Paste it into the RAM console and attach it to a RAM user."})
public final class PolicyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--bucket",
            paramLabel = "BUCKET",
            required = true,
            description = "The only bucket whose objects the key may touch.")
    private String bucket = "";

    public PolicyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            terminal.out().println(new RamPolicy(bucket).toJson());
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(
                    Message.of("cli.fault", "--bucket", Explained.reasonOf(e)));
        }
    }
}
