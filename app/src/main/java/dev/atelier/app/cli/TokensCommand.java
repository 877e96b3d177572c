package dev.atelier.app.cli;

import dev.atelier.recipe.json.JsonText;
import dev.atelier.recipe.prompt.PromptException;
import dev.atelier.text.ClipTokenizer;
import dev.atelier.text.TokenListing;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How a prompt is cut into tokens and chunks, and what weighs how much.
@Command(name = "tokens", description = "Show the tokens of a prompt.")
final class TokensCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PROMPT", description = "A prompt in A1111's grammar.")
    private String prompt = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TokensCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            var listing =
                    TokenListing.of(new ClipTokenizer(ClipTokenizer.Variant.HUGGING_FACE), prompt);
            print(listing);
            return ExitCode.OK;
        } catch (PromptException e) {
            throw CommandException.failed(
                    "the prompt cannot be read: " + e.getMessage() + "; write a weight as (word:1.2)");
        }
    }

    private void print(TokenListing listing) {
        if (json) {
            var rows = listing.tokens().stream().map(TokensCommand::row).toList();
            terminal.out().println(JsonText.of(Map.of("count", listing.count(), "tokens", rows)));
            return;
        }
        int chunk = 0;
        for (var token : listing.tokens()) {
            if (token.chunk() != chunk) {
                chunk = token.chunk();
                terminal.out().printf("-- chunk %d%n", chunk + 1);
            }
            terminal.out()
                    .printf(Locale.ROOT, "%6d  %-20s %s%n", token.id(), token.text(), weight(token));
        }
        terminal.out().printf("%d of %d tokens%n", listing.count(), 75 * (chunk + 1));
    }

    private static String weight(TokenListing.Token token) {
        return token.weight() == 1 ? "" : String.format(Locale.ROOT, "x %.3g", token.weight());
    }

    private static Map<String, Object> row(TokenListing.Token token) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", token.id());
        row.put("text", token.text());
        row.put("weight", token.weight());
        row.put("chunk", token.chunk());
        return row;
    }
}
