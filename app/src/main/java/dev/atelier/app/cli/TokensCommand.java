package dev.atelier.app.cli;

import dev.atelier.recipe.json.JsonText;
import dev.atelier.text.Chunk;
import dev.atelier.text.ClipTokenizer;
import dev.atelier.text.ClipTokenizer.Variant;
import dev.atelier.text.Conditioner;
import java.util.ArrayList;
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

    /// A token, its text and the weight it gets.
    record Token(int id, String text, double weight) {}

    TokensCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var tokenizer = new ClipTokenizer(openClip ? Variant.OPEN_CLIP : Variant.HUGGING_FACE);
        var options = Conditioner.Options.DEFAULT;
        int count = Conditioner.tokenCount(tokenizer, prompt, options);
        var chunks =
                Conditioner.chunks(tokenizer, prompt, options).stream()
                        .map(chunk -> tokens(tokenizer, chunk))
                        .toList();
        if (json) {
            terminal.out().println(JsonText.of(Map.of("count", count, "chunks", chunks)));
        } else {
            print(count, chunks);
        }
        return ExitCode.OK;
    }

    /// The words of a chunk: what stands between the start mark and the padding.
    private static List<Token> tokens(ClipTokenizer tokenizer, Chunk chunk) {
        int last = Chunk.LENGTH - 1;
        while (last > 0 && chunk.ids().get(last) == ClipTokenizer.END) {
            last--;
        }
        var tokens = new ArrayList<Token>();
        for (int i = 1; i <= last; i++) {
            int id = chunk.ids().get(i);
            tokens.add(new Token(id, tokenizer.text(id), chunk.multipliers().get(i)));
        }
        return tokens;
    }

    private void print(int count, List<List<Token>> chunks) {
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
