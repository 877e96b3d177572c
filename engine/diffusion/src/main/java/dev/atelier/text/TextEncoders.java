package dev.atelier.text;

import dev.atelier.embedding.Embedding;
import dev.atelier.text.Conditioner.Options;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/// All text models of a checkpoint together: one, or SDXL's two, which read the same prompt each by
/// itself.
///
/// @param models at least one
/// @param zeroesEmptyNegative an empty negative prompt counts as no text at all, as in SDXL
public record TextEncoders(List<Conditioner> models, boolean zeroesEmptyNegative) {
    public TextEncoders {
        models = List.copyOf(models);
    }

    /// A single text model.
    public static TextEncoders of(Conditioner model) {
        return new TextEncoders(List.of(model), false);
    }

    /// Encodes texts together, see [Conditioner#encode].
    public List<Conditioning> encode(List<String> texts, Options options) {
        var encoded = models.stream().map(model -> model.encode(texts, options)).toList();
        return IntStream.range(0, texts.size())
                .mapToObj(
                        i -> Conditioning.beside(encoded.stream().map(all -> all.get(i)).toList()))
                .toList();
    }

    /// The same of a negative prompt.
    public List<Conditioning> encodeNegative(List<String> texts, Options options) {
        var encoded = encode(texts, options);
        boolean none = zeroesEmptyNegative && texts.stream().allMatch(String::isEmpty);
        return none ? encoded.stream().map(Conditioning::zeroed).toList() : encoded;
    }

    /// The embeddings that the texts use, each once, in the order in which A1111 meets them.
    public List<Embedding> embeddingsIn(List<String> texts, Options options) {
        var used = new LinkedHashSet<Embedding>();
        models.forEach(model -> used.addAll(model.embeddingsIn(texts, options)));
        return List.copyOf(used);
    }
}
