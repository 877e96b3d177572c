package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.PermissionCheck;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.account.CallException;
import dev.atelier.cloud.account.Identity;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whose keys are used, and what they may not do.
@Command(
        name = "whoami",
        description = "Show whose access key is used, where it was found and what it may not do.")
public final class WhoamiCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CloudAccess access;

    @Mixin private RegionOption region = new RegionOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    public WhoamiCommand(Terminal terminal, CloudAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() throws NoAccountException, CallException, EasException {
        var keys = access.credentials(region.region());
        var who = Identity.ask(access.calls(region.region()));
        var facts = new LinkedHashMap<String, Object>();
        facts.put("account", who.accountId());
        facts.put("identity", (who.kind() + " " + who.arn()).strip());
        facts.put("key", keys.accessKeyId() + (keys.session().isPresent() ? " (lent)" : ""));
        facts.put("found in", access.place().map(Message::english).orElse(""));
        facts.put("region", keys.region());
        var missing = missing();
        if (json) {
            facts.put("missing", missing);
            terminal.out().println(JsonText.of(facts));
        } else {
            print(facts, missing);
        }
        return ExitCode.OK;
    }

    private void print(Map<String, Object> facts, List<String> missing) {
        facts.forEach((name, value) -> terminal.out().printf("%-9s %s%n", name, value));
        terminal.out()
                .printf(
                        "%-9s %s%n",
                        "missing",
                        missing.isEmpty()
                                ? Message.of("cli.missing-nothing").english()
                                : String.join(", ", missing));
        if (!missing.isEmpty()) {
            terminal.err().println(Message.of("cli.policy-hint").english());
        }
    }

    /// What reading shows; whether something may be changed shows only when it is.
    private List<String> missing() throws NoAccountException, EasException {
        var missing = new ArrayList<String>();
        for (var probe : PermissionCheck.reads(access, region.region())) {
            switch (probe.ask()) {
                case PermissionCheck.Answer.Granted _ -> {}
                case PermissionCheck.Answer.Denied(var permission) -> missing.add(permission);
                case PermissionCheck.Answer.Refused(var reason) -> missing.add(reason.english());
                case PermissionCheck.Answer.Unknown(var reason) ->
                        terminal.err().println(reason.english());
            }
        }
        return missing.stream().distinct().toList();
    }
}
