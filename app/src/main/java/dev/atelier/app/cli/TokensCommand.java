package dev.atelier.app.cli;

import dev.atelier.recipe.json.JsonText;
import dev.atelier.text.Chunk;
import dev.atelier.text.ClipTokenizer;
import dev.atelier.text.ClipTokenizer.Variant;
import dev.atelier.text.Conditioner;
import dev.atelier.text.PromptTokens;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How a prompt is cut into tokens and chunks, and the weight of each.
@Command(name = "tokens", description = "Show the tokens of a prompt.")
final class TokensCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PROMPT", description = "The prompt; emphasis and BREAK count.")
    private String prompt = "";

    @Option(names = "--open-clip", description = "As Stable Diffusion 2 reads it.")
    private boolean openClip;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TokensCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var tokenizer = new ClipTokenizer(openClip ? Variant.OPEN_CLIP : Variant.HUGGING_FACE);
        var tokens = PromptTokens.of(tokenizer, prompt, Conditioner.Options.DEFAULT);
        if (json) {
            terminal.out()
                    .println(
                            JsonText.of(
                                    Map.of("count", tokens.count(), "chunks", tokens.chunks())));
        } else {
            print(tokens.count(), tokens.chunks());
        }
        return ExitCode.OK;
    }

    private void print(int count, List<List<PromptTokens.Token>> chunks) {
        for (int i = 0; i < chunks.size(); i++) {
            terminal.out()
                    .printf("chunk %d, %d of %d%n", i + 1, chunks.get(i).size(), Chunk.TOKENS);
            for (var token : chunks.get(i)) {
                terminal.out()
                        .printf("  %5d  %-6.3g  %s%n", token.id(), token.weight(), token.text());
            }
        }
        terminal.out().printf("%d tokens%n", count);
    }
}
