package dev.atelier.app.cli;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// The first picture: what the program shows when it is started without a word and without a
/// display.
@Command(name = "welcome", hidden = true, description = "Make the welcome picture.")
final class WelcomeCommand implements Callable<Integer> {
    private static final String PROMPT = "a red boat on a blue sea under a yellow moon";
    private static final long SEED = 1;
    private static final double CFG_SCALE = 6;

    private final Terminal terminal;
    private final DataFolder home;
    private final EngineRuntime runtime;
    private final Cancellation cancellation;

    WelcomeCommand(
            Terminal terminal, DataFolder home, EngineRuntime runtime, Cancellation cancellation) {
        this.terminal = terminal;
        this.home = home;
        this.runtime = runtime;
        this.cancellation = cancellation;
    }

    @Override
    public Integer call() throws IOException, GenerationException {
        var library = new ModelLibrary(runtime::starter, _ -> List.of());
        try (var engine = new LocalEngine(runtime, library, Optional.empty())) {
            var model = engine.describe(Recipe.DEFAULT, cancellation);
            var size = new Size(model.nativeSize(), model.nativeSize());
            var recipe =
                    Recipe.of(PROMPT, size)
                            .withSeed(Seed.of(SEED))
                            .withSampling(
                                    Sampling.DEFAULT
                                            .withSampler(SamplerId.EULER)
                                            .withCfgScale(CFG_SCALE))
                            .withModel(Optional.of(model.ref()));
            terminal.out().println(Message.of("cli.drawn-by", PROMPT).english());
            var file = home.pictures().resolve("welcome.png");
            var place = Destination.of(Optional.of(file), file).replacing(true);
            var run = new GenerateRun(terminal, place, false);
            int code = run.make(engine, recipe, cancellation);
            terminal.out().println(Message.of("cli.next").english());
            return code;
        }
    }
}
