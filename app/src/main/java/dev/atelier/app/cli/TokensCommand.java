package dev.atelier.app.cli;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.json.JsonText;
import dev.atelier.recipe.prompt.ExtraNetworks;
import dev.atelier.recipe.prompt.MultiPrompt;
import dev.atelier.recipe.prompt.PromptSchedule;
import dev.atelier.recipe.prompt.PromptSchedule.Steps;
import dev.atelier.recipe.prompt.Weighted;
import dev.atelier.text.Chunk;
import dev.atelier.text.ClipTokenizer;
import dev.atelier.text.ClipTokenizer.Variant;
import dev.atelier.text.Conditioner;
import dev.atelier.text.PromptTokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How a prompt is cut into tokens and chunks, and the weight of each.
@Command(name = "tokens", description = "Show the tokens of a prompt.")
final class TokensCommand implements Callable<Integer> {
    private static final int MOST_STEPS = 10_000;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "PROMPT",
            description =
                    "The prompt; emphasis, BREAK, AND and prompt editing count, network tags do not.")
    private String prompt = "";

    @Option(names = "--open-clip", description = "As Stable Diffusion 2 reads it.")
    private boolean openClip;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description =
                    "Steps over which the prompt is edited, as in [cat:dog:0.5] (default: 20).")
    private int steps = Sampling.DEFAULT.steps();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TokensCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// One of several prompts that are followed at once, or what prompt editing makes of it.
    ///
    /// @param number 1-based, of those that are followed at once
    /// @param fromStep 1-based
    /// @param toStep the last of them
    private record Part(
            String prompt,
            double weight,
            int number,
            int fromStep,
            int toStep,
            int count,
            List<List<PromptTokens.Token>> chunks) {}

    @Override
    public Integer call() {
        if (steps < 1 || steps > MOST_STEPS) {
            throw CommandException.usage(Message.of("cli.steps-range", MOST_STEPS, steps));
        }
        var tokenizer = new ClipTokenizer(openClip ? Variant.OPEN_CLIP : Variant.HUGGING_FACE);
        var words = ExtraNetworks.parse(prompt);
        var together = MultiPrompt.parse(words.prompt());
        int all = together.size();
        var parts = new ArrayList<Part>();
        for (int i = 0; i < all; i++) {
            parts.addAll(parts(tokenizer, together.get(i), i + 1));
        }
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
                var part = parts.get(i);
                terminal.out().printf("%s: %s%n", heading(part, all), part.prompt.strip());
            }
            print(parts.get(i));
        }
        tags.forEach(tag -> terminal.out().println(Message.english("cli.tag", tag)));
        if (parts.size() > 1) {
            terminal.out().println(Message.english("cli.tokens-longest", count));
        }
        return ExitCode.OK;
    }

    /// Which of the parts of an AND it is, and for which steps it holds.
    private String heading(Part part, int all) {
        var sentences = new ArrayList<String>();
        if (all > 1) {
            var weight = String.format(Locale.ROOT, "%.3g", part.weight);
            sentences.add(Message.english("cli.part", part.number, all, weight));
        }
        if (part.fromStep > 1 || part.toStep < steps) {
            sentences.add(Message.english("cli.part-steps", part.fromStep, part.toStep, steps));
        }
        return String.join(", ", sentences);
    }

    private List<Part> parts(ClipTokenizer tokenizer, Weighted part, int number) {
        var parts = new ArrayList<Part>();
        int from = 1;
        for (var edit : PromptSchedule.of(part.text(), Steps.of(steps)).entries()) {
            var tokens = PromptTokens.of(tokenizer, edit.text(), Conditioner.Options.DEFAULT);
            parts.add(
                    new Part(
                            edit.text(),
                            part.weight(),
                            number,
                            from,
                            edit.endStep(),
                            tokens.count(),
                            tokens.chunks()));
            from = edit.endStep() + 1;
        }
        return parts;
    }

    private void print(Part part) {
        for (int i = 0; i < part.chunks.size(); i++) {
            terminal.out()
                    .println(
                            Message.english(
                                    "cli.chunk", i + 1, part.chunks.get(i).size(), Chunk.TOKENS));
            for (var token : part.chunks.get(i)) {
                terminal.out()
                        .printf("  %5d  %-6.3g  %s%n", token.id(), token.weight(), token.text());
            }
        }
        terminal.out().println(Message.english("cli.tokens", part.count));
    }
}
