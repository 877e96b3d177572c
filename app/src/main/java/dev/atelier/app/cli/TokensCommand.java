package dev.atelier.app.cli;

import dev.atelier.recipe.json.JsonText;
import dev.atelier.recipe.prompt.ExtraNetworks;
import dev.atelier.recipe.prompt.MultiPrompt;
import dev.atelier.recipe.prompt.Weighted;
import dev.atelier.text.Chunk;
import dev.atelier.text.ClipTokenizer;
import dev.atelier.text.ClipTokenizer.Variant;
import dev.atelier.text.Conditioner;
import dev.atelier.text.PromptTokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How a prompt is cut into tokens and chunks, and the weight of each.
@Command(name = "tokens", description = "Show the tokens of a prompt.")
final class TokensCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "PROMPT",
            description = "The prompt; emphasis, BREAK and AND count, network tags do not.")
    private String prompt = "";

    @Option(names = "--open-clip", description = "As Stable Diffusion 2 reads it.")
    private boolean openClip;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TokensCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// One of several prompts that are followed at once.
    private record Part(
            String prompt, double weight, int count, List<List<PromptTokens.Token>> chunks) {}

    @Override
    public Integer call() {
        var tokenizer = new ClipTokenizer(openClip ? Variant.OPEN_CLIP : Variant.HUGGING_FACE);
        var words = ExtraNetworks.parse(prompt);
        var parts =
                MultiPrompt.parse(words.prompt()).stream()
                        .map(part -> part(tokenizer, part))
                        .toList();
        var tags =
                words.tags().stream()
                        .map(tag -> tag.kind() + ":" + String.join(":", tag.positional()))
                        .toList();
        int count = parts.stream().mapToInt(Part::count).max().orElse(0);
        if (json) {
            var report = new LinkedHashMap<String, Object>();
            report.put("count", count);
            report.put("chunks", parts.stream().flatMap(it -> it.chunks.stream()).toList());
            report.put("parts", parts);
            report.put("tags", tags);
            terminal.out().println(JsonText.of(report));
            return ExitCode.OK;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (parts.size() > 1) {
                terminal.out()
                        .printf(
                                "part %d of %d, weight %.3g: %s%n",
                                i + 1,
                                parts.size(),
                                parts.get(i).weight,
                                parts.get(i).prompt.strip());
            }
            print(parts.get(i));
        }
        tags.forEach(tag -> terminal.out().printf("tag, no tokens: <%s>%n", tag));
        if (parts.size() > 1) {
            terminal.out().printf("%d tokens in the longest part%n", count);
        }
        return ExitCode.OK;
    }

    private static Part part(ClipTokenizer tokenizer, Weighted part) {
        var tokens = PromptTokens.of(tokenizer, part.text(), Conditioner.Options.DEFAULT);
        return new Part(part.text(), part.weight(), tokens.count(), tokens.chunks());
    }

    private void print(Part part) {
        for (int i = 0; i < part.chunks.size(); i++) {
            terminal.out()
                    .printf("chunk %d, %d of %d%n", i + 1, part.chunks.get(i).size(), Chunk.TOKENS);
            for (var token : part.chunks.get(i)) {
                terminal.out()
                        .printf("  %5d  %-6.3g  %s%n", token.id(), token.weight(), token.text());
            }
        }
        terminal.out().printf("%d tokens%n", part.count);
    }
}
