package dev.atelier.app.engine;

import dev.atelier.pickle.OtherFileException;
import dev.atelier.pickle.PickleException;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.safetensors.SafetensorsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Why a model file cannot be used as what it was given as, with what helps: another place for a
/// file of another kind, a new download of a damaged one.
///
/// @param wanted what it was given as
/// @param key of the sentence about any other problem
/// @param advice what to do about that
record FileProblem(ModelKind wanted, Message key, Message advice) {
    static GenerationException of(
            Path file, ModelKind wanted, String key, String advice, IOException e) {
        var other =
                new FileProblem(wanted, Message.of(key, Explained.reasonOf(e)), Message.of(advice));
        return new GenerationException(other.failure(file, e, key), e);
    }

    private Failure failure(Path file, IOException e, String sentence) {
        if (e instanceof OtherFileException it && it.remedy().isPresent()) {
            return new Failure.BadRecipe(Message.of(sentence, it.kind()), it.remedy().get());
        }
        if (Files.notExists(file)) {
            var gone = Message.of(sentence, Message.of("picture.gone", file));
            return new Failure.BadRecipe(gone, Message.of("advice.missing"));
        }
        if (isDamaged(e)) {
            return usual(Message.of("advice.damaged"));
        }
        var kind = FileKind.of(file).filter(it -> it != wanted);
        return kind.isPresent()
                ? new Failure.BadRecipe(
                        Message.of(
                                "problem.other-kind",
                                file.getFileName(),
                                name(kind.get()),
                                name(wanted)),
                        use(kind.get()))
                : usual(advice);
    }

    private Failure usual(Message remedy) {
        return wanted == ModelKind.CHECKPOINT && advice.key().equals("advice.checkpoint")
                ? new Failure.BadCheckpoint(key)
                : new Failure.BadRecipe(key, remedy);
    }

    private static boolean isDamaged(Throwable e) {
        return e instanceof SafetensorsException
                || e instanceof PickleException
                || (e.getCause() != null && isDamaged(e.getCause()));
    }

    private static Message name(ModelKind kind) {
        return Message.of(
                switch (kind) {
                    case CHECKPOINT -> "kind.checkpoint";
                    case VAE -> "kind.vae";
                    case LORA -> "kind.lora";
                    case EMBEDDING -> "kind.embedding";
                    case CONTROLNET -> "kind.controlnet";
                    case UPSCALER -> "kind.upscaler";
                    case TAESD -> "kind.taesd";
                });
    }

    /// Where a file of a kind belongs.
    private static Message use(ModelKind kind) {
        return Message.of(
                switch (kind) {
                    case CHECKPOINT -> "advice.use-checkpoint";
                    case VAE -> "advice.use-vae";
                    case LORA -> "advice.use-lora";
                    case EMBEDDING -> "advice.use-embedding";
                    case CONTROLNET -> "advice.use-controlnet";
                    case UPSCALER -> "advice.use-upscaler";
                    case TAESD -> "advice.use-taesd";
                });
    }
}
