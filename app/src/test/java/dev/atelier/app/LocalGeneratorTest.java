package dev.atelier.app;

import dev.atelier.app.cli.Engine;
import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.Generator;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// This computer keeps the promises of a generator.
class LocalGeneratorTest implements GeneratorContract {
    private static Engine.Loaded starter;

    @BeforeAll
    static void load() throws Exception {
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        starter = new LocalEngine(home).load(Optional.empty(), Optional.empty());
    }

    @AfterAll
    static void free() {
        starter.close();
    }

    @Override
    public Generator generator() {
        return starter.generator();
    }
}
