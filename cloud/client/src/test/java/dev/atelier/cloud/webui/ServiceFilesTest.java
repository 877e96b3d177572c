package dev.atelier.cloud.webui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.Unsupported;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The lists are written as A1111 v1.10.1 answers them (`modules/api/api.py`).
class ServiceFilesTest {
    private static final Recipe BOAT =
            Recipe.of("a boat", new Size(64, 64))
                    .withVae(Optional.of("vae-ft-mse-840000-ema-pruned"))
                    .withHires(Optional.of(HiresPass.DEFAULT.withUpscaler("4x-UltraSharp")));

    private static ServiceFiles offers(String vaes, String latent, String upscalers)
            throws IOException {
        var json = new ObjectMapper();
        return new ServiceFiles(
                Optional.of(ServiceFiles.vaes(json.readTree(vaes))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                        ServiceFiles.upscalers(json.readTree(latent), json.readTree(upscalers))));
    }

    private static List<RecipeField> missing(ServiceFiles offers) {
        return offers.unsupported(BOAT, "sd").stream().map(Unsupported::field).toList();
    }

    @Test
    void aVaeAndAnUpscalerThatAreListedAreHonoured() throws IOException {
        var offers =
                offers(
                        """
                        [{"model_name": "vae-ft-mse-840000-ema-pruned.safetensors",
                          "filename": "/m/VAE/vae-ft-mse-840000-ema-pruned.safetensors"}]
                        """,
                        "[{\"name\": \"Latent\"}]",
                        "[{\"name\": \"None\"}, {\"name\": \"4x-UltraSharp\", \"scale\": 4.0}]");

        assertEquals(List.of("Latent", "None", "4x-UltraSharp"), offers.upscalers());
        assertEquals(List.of(), missing(offers));
    }

    /// A1111 answers 500 to a second pass with an upscaler that it has not.
    @Test
    void thoseThatAreNotListedAreNamedBeforeTheCall() throws IOException {
        var offers = offers("[]", "[{\"name\": \"Latent\"}]", "[]");

        assertEquals(List.of(RecipeField.VAE, RecipeField.HIRES_UPSCALER), missing(offers));
    }

    @Test
    void aServiceThatListsNothingMayHaveAll() {
        var none = Optional.<List<String>>empty();

        assertEquals(List.of(), missing(new ServiceFiles(none, none, none, none, none)));
    }
}
