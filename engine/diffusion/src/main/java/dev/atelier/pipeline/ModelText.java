package dev.atelier.pipeline;

import dev.atelier.checkpoint.TextConfig.Spelling;
import dev.atelier.embedding.Embedding;
import dev.atelier.text.ClipTokenizer;
import dev.atelier.text.ClipTokenizer.Variant;
import dev.atelier.text.Conditioner;
import dev.atelier.text.EmbeddingIndex;
import dev.atelier.text.TextEncoders;
import java.util.ArrayList;
import java.util.List;

/// Puts a model's text models, their tokenizers and the embeddings that fit them together.
final class ModelText {
    private ModelText() {}

    /// @param embeddings words that prompts may use; those that do not fit the model are no words
    static TextEncoders encoders(Model model, List<Embedding> embeddings) {
        var family = model.config().family();
        var texts = model.config().texts();
        var clips = model.networks().clips();
        var readers = new ArrayList<Conditioner>();
        for (int i = 0; i < texts.size(); i++) {
            var tokenizer = Tokenizers.of(texts.get(i).spelling());
            var side = family.sides().get(i);
            var index = EmbeddingIndex.of(tokenizer, embeddings, side, texts.get(i).width());
            readers.add(new Conditioner(tokenizer, clips.get(i), index));
        }
        return new TextEncoders(readers, family.isXl());
    }

    /// Each vocabulary is loaded once, when it is needed.
    private static final class Tokenizers {
        private static final class HuggingFace {
            static final ClipTokenizer ONE = new ClipTokenizer(Variant.HUGGING_FACE);
        }

        private static final class OpenClip {
            static final ClipTokenizer ONE = new ClipTokenizer(Variant.OPEN_CLIP);
        }

        static ClipTokenizer of(Spelling spelling) {
            return switch (spelling) {
                case HUGGING_FACE -> HuggingFace.ONE;
                case OPEN_CLIP -> OpenClip.ONE;
            };
        }
    }
}
