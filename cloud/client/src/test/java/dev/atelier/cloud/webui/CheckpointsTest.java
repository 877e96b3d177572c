package dev.atelier.cloud.webui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
    /// An answer of A1111 1.10 with a file in a folder.
    private static final String LIST =
            """
            [{"title":"real/dream_8.safetensors [879db523c3]","model_name":"real_dream_8",\
            "hash":"879db523c3","sha256":null,"filename":"/models/real/dream_8.safetensors","config":null}]
            """;

    private static Recipe with(String name) {
        return Recipe.of("a boat", new Size(64, 64)).withModel(Optional.of(new ModelRef(name, "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "real/dream_8.safetensors [879db523c3]",
                "real/dream_8.safetensors",
                "real_dream_8",
                "dream_8",
                "dream_8.safetensors",
                "879db523c3"
            })
    void knowsAllNamesOfACheckpoint(String name) throws Exception {
        var checkpoints = Checkpoints.read(new ObjectMapper().readTree(LIST));

        assertEquals(Optional.empty(), checkpoints.missing(with(name), "sd"));
    }

    @Test
    void refusesOneThatTheServiceHasNot() throws Exception {
        var checkpoints = Checkpoints.read(new ObjectMapper().readTree(LIST));

        var failure = checkpoints.missing(with("dream_9"), "sd").orElseThrow().failure();

        assertEquals("The service sd has no checkpoint dream_9.", failure.sentence());
        assertEquals(
                "Choose one that it has (real/dream_8.safetensors [879db523c3]), or add the file to its models.",
                failure.remedy());
    }

    @Test
    void asksNothingOfAServiceThatListsNone() throws Exception {
        var checkpoints = Checkpoints.read(new ObjectMapper().readTree("[{\"name\":\"Euler\"}]"));

        assertEquals(Optional.empty(), checkpoints.missing(with("dream_9"), "sd"));
    }
}
