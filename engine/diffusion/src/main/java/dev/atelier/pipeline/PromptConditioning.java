package dev.atelier.pipeline;

import dev.atelier.embedding.Embedding;
import dev.atelier.recipe.TextSettings;
import dev.atelier.recipe.TextSettings.Padding;
import dev.atelier.recipe.prompt.ExtraNetworks;
import dev.atelier.recipe.prompt.LoraTag;
import dev.atelier.recipe.prompt.MultiPrompt;
import dev.atelier.recipe.prompt.PromptSchedule;
import dev.atelier.recipe.prompt.PromptSchedule.Steps;
import dev.atelier.text.ClipEncoder;
import dev.atelier.text.Conditioner;
import dev.atelier.text.Conditioning;
import dev.atelier.text.TextEncoders;
import java.util.LinkedHashSet;
import java.util.List;

/// The prompts of a run as the UNet reads them, step by step.
final class PromptConditioning {

    private final List<Part> parts;
    private final Scheduled negative;
    private final Conditioning empty;
    private final Padding padding;
    private final List<Embedding> embeddings;

    /// What holds at one call of the network.
    ///
    /// @param parts the prompt's parts, all of one length
    /// @param weights how strongly each pulls
    record Step(List<Conditioning> parts, List<Double> weights, Conditioning negative) {}

    /// @param embeddings those that the variants use
    private record Scheduled(
            PromptSchedule schedule, List<Conditioning> variants, List<Embedding> embeddings) {
        Conditioning at(int call) {
            return variants.get(schedule.indexAt(call));
        }
    }

    private record Part(Scheduled prompt, double weight) {}

    private PromptConditioning(
            List<Part> parts, Scheduled negative, Conditioning empty, Padding padding) {
        this.parts = parts;
        this.negative = negative;
        this.empty = empty;
        this.padding = padding;
        this.embeddings = embeddings(parts, negative);
    }

    /// A1111 encodes the negative prompt first, then each part that differs from those before, and
    /// puts what a text uses in front of what it has.
    private static List<Embedding> embeddings(List<Part> parts, Scheduled negative) {
        var used = new LinkedHashSet<Embedding>();
        for (var part : parts.reversed()) {
            used.addAll(part.prompt.embeddings);
        }
        used.addAll(negative.embeddings);
        return List.copyOf(used);
    }

    /// The embeddings that the prompts use, in the order of A1111's "TI hashes", but each once.
    List<Embedding> embeddings() {
        return embeddings;
    }

    /// Both prompts of a pass, as typed.
    record Words(String prompt, String negative) {}

    /// A model's text encoders, and the sizes that it is conditioned on.
    record Reader(TextEncoders encoders, SizeConditioning sizes) {
        private Scheduled read(
                String text, Conditioner.Options options, Steps steps, boolean negative) {
            var schedule = PromptSchedule.of(text, steps);
            var texts = schedule.entries().stream().map(PromptSchedule.Entry::text).toList();
            var encoded =
                    negative
                            ? encoders.encodeNegative(texts, options)
                            : encoders.encode(texts, options);
            return new Scheduled(
                    schedule,
                    encoded.stream().map(one -> sizes.joinedTo(one, negative)).toList(),
                    encoders.embeddingsIn(texts, options));
        }
    }

    /// Encodes both prompts for a pass of so many steps.
    static PromptConditioning of(Words words, TextSettings text, Reader reader, Steps steps) {
        var skip = new ClipEncoder.Skip(text.clipSkip(), text.sdxl().clipSkip());
        var options = new Conditioner.Options(skip, text.emphasis(), text.commaBacktrack());
        var prompt = ExtraNetworks.parse(LoraTag.withoutComments(words.prompt)).prompt();
        var parts =
                MultiPrompt.parse(prompt).stream()
                        .map(part ->
                                new Part(
                                        reader.read(part.text(), options, steps, false),
                                        part.weight()))
                        .toList();
        var negative = reader.read(LoraTag.withoutComments(words.negative), options, steps, true);
        var empty = reader.encoders.encode(List.of(""), options).getFirst();
        return new PromptConditioning(parts, negative, empty, text.padding());
    }

    /// What holds at the 0-based call of the network.
    Step at(int call) {
        var now = parts.stream().map(part -> part.prompt.at(call)).toList();
        int longest = now.stream().mapToInt(Conditioning::tokens).max().orElseThrow();
        var uncond = negative.at(call);
        if (padding == Padding.EMPTY_CHUNKS) {
            longest = Math.max(longest, uncond.tokens());
            int tokens = longest;
            now = now.stream().map(part -> part.filledTo(tokens, empty)).toList();
            uncond = uncond.filledTo(tokens, empty);
        } else {
            int tokens = longest;
            now = now.stream().map(part -> part.paddedTo(tokens)).toList();
            if (padding == Padding.REPEAT_LAST) {
                uncond = uncond.paddedTo(tokens);
            }
        }
        return new Step(now, parts.stream().map(Part::weight).toList(), uncond);
    }
}
