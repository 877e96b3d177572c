package dev.atelier.app.cli;

import dev.atelier.app.importing.Imported;
import dev.atelier.app.importing.RecipeImport;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.json.JsonText;
import dev.atelier.recipe.json.RecipeJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What recipe files hold, and what of it a recipe cannot say.
@Command(
        name = "read",
        description = {
            "Print the recipe in pictures of any program, infotexts and recipe files, and everything that was not understood.",
            "A file that cannot be read is named on standard error; the others are printed all the same, and the exit code is 1."
        })
final class ReadCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "PNG, JPEG, WebP, infotext (.txt) or recipe (.json).")
    private List<Path> files = List.of();

    @Option(
            names = "--json",
            description =
                    "Print {\"recipe\": …, \"issues\": [{\"where\": …, \"what\": …}]}; for several files a list of these, each with its \"file\" first.")
    private boolean json;

    ReadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var entries = new ArrayList<Map<String, Object>>();
        int failed = 0;
        for (var file : files) {
            if (Files.notExists(file)) {
                terminal.err().println(Message.of("cli.read-none", file).english());
                failed++;
                continue;
            }
            if (Files.isDirectory(file)) {
                terminal.err().println(Message.of("cli.read-folder", file).english());
                failed++;
                continue;
            }
            switch (RecipeImport.read(file)) {
                case Imported.Found found -> {
                    if (json) {
                        entries.add(entry(file, found));
                    } else {
                        print(file, found);
                    }
                }
                case Imported.Nothing(var why) -> {
                    terminal.err().println(file + ": " + why.english());
                    failed++;
                }
            }
        }
        if (json && files.size() > 1) {
            terminal.out().println(JsonText.of(entries));
        } else {
            entries.forEach(entry -> terminal.out().println(JsonText.of(entry)));
        }
        return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private Map<String, Object> entry(Path file, Imported.Found found) {
        var entry = new LinkedHashMap<String, Object>();
        if (files.size() > 1) {
            entry.put("file", file.toString());
        }
        entry.put("recipe", JsonText.object(RecipeJson.writeWhole(found.recipe())));
        entry.put("issues", found.issues().stream().map(ReadCommand::entry).toList());
        return entry;
    }

    private static Map<String, String> entry(Issue issue) {
        var entry = new LinkedHashMap<String, String>();
        entry.put("where", issue.where());
        entry.put("what", issue.what());
        return entry;
    }

    private void print(Path file, Imported.Found found) {
        if (files.size() > 1) {
            terminal.out().println(file + ":");
        }
        terminal.out().println(RecipeJson.write(found.recipe()));
        found.issues().stream().map(ReadCommand::line).forEach(terminal.out()::println);
    }

    private static String line(Issue issue) {
        var what = Message.plain(issue.what());
        return Message.of(
                        "cli.not-understood",
                        issue.where().isEmpty()
                                ? what
                                : Message.of("cli.fault", issue.where(), what))
                .english();
    }
}
