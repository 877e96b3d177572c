package dev.atelier.app;

import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.Generator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// This computer keeps the promises of a generator.
class LocalGeneratorContractTest implements GeneratorContract {
    private static LocalEngine starter;

    @BeforeAll
    static void load() throws Exception {
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        starter = LocalEngine.ofStarter(home);
    }

    @AfterAll
    static void free() {
        starter.close();
    }

    @Override
    public Generator generator() {
        return starter;
    }
}
