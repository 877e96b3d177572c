package dev.atelier.app.cli;

import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Seed;
import java.io.IOException;
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
    private final Workshop workshop;
    private final Cancellation cancellation;

    WelcomeCommand(
            Terminal terminal, DataFolder home, Workshop workshop, Cancellation cancellation) {
        this.terminal = terminal;
        this.home = home;
        this.workshop = workshop;
        this.cancellation = cancellation;
    }

    @Override
    public Integer call() throws IOException, GenerationException {
        var loaded = workshop.load(Optional.empty());
        var recipe = Recipe.of(PROMPT, loaded.nativeSize()).withSeed(Seed.of(SEED));
        var sampling = recipe.sampling().withSampler(SamplerId.EULER).withCfgScale(CFG_SCALE);
        terminal.out().printf("Drawing \"%s\" with the starter model:%n", PROMPT);
        var destination =
                Destination.of(
                        Optional.of(home.pictures().resolve("welcome.png")), home.pictures());
        var code =
                new GenerateRun(terminal, workshop, destination, false)
                        .make(
                                loaded.generator(),
                                recipe.withSampling(sampling)
                                        .withModel(Optional.of(loaded.model())),
                                cancellation);
        terminal.out().println("Try \"generate\" with words of your own, or --help.");
        return code;
    }
}
