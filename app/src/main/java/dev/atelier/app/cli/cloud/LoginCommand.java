package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.account.KeyStore;
import dev.atelier.recipe.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Keeps an access key in the key store of the operating system, or takes it out again.
@Command(
        name = "login",
        description =
                "Keep an access key in this computer's key store; its secret is read from standard input.")
public final class LoginCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CloudAccess access;
    private final BufferedReader in;

    @Option(names = "--id", paramLabel = "KEY", description = "AccessKey ID.")
    private @Nullable String id;

    @Option(
            names = "--region",
            converter = CloudConverters.OfRegion.class,
            paramLabel = "REGION",
            description = "Such as cn-shanghai.")
    private String region = "";

    @Option(names = "--forget", description = "Take the kept access key out again.")
    private boolean forget;

    /// @param in where the secret is typed
    public LoginCommand(Terminal terminal, CloudAccess access, BufferedReader in) {
        this.terminal = terminal;
        this.access = access;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        var keys = access.keys().get();
        if (forget) {
            if (!keys.forget(CloudAccess.KEPT)) {
                throw CommandException.failed(Message.of("cli.login-keep"));
            }
            terminal.err().println(Message.of("cli.key-forgotten").english());
            return ExitCode.OK;
        }
        if (id == null || id.isBlank()) {
            throw CommandException.usage(Message.of("cli.login-id"));
        }
        return keep(keys, Credentials.of(id.strip(), secret(), region));
    }

    private int keep(KeyStore keys, Credentials credentials) {
        return switch (keys.keep(CloudAccess.KEPT, credentials)) {
            case KeyStore.Place.OperatingSystem(var name) -> {
                terminal.err().println(Message.of("cli.key-kept", name).english());
                yield ExitCode.OK;
            }
            case KeyStore.Place.SessionOnly(var why) ->
                    throw CommandException.failed(Message.of("cli.login-not-kept", why));
        };
    }

    /// Unseen where a person types; a line where a script does.
    private String secret() throws IOException {
        var console = terminal.interactive() ? System.console() : null;
        if (console != null) {
            var typed = console.readPassword("%s", Message.of("cli.secret").english());
            return checked(Optional.ofNullable(typed).map(String::new));
        }
        return checked(Optional.ofNullable(in.readLine()));
    }

    private static String checked(Optional<String> typed) {
        return typed.map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> CommandException.usage(Message.of("cli.login-secret")));
    }
}
