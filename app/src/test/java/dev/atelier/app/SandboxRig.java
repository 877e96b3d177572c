package dev.atelier.app;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Picture;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.LocalStore;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A cloud in memory with one checkpoint and a bucket, and the account that calls it.
public record SandboxRig(Sandbox sandbox) implements AutoCloseable {
    public static final String REGION = "cn-hangzhou";
    public static final String BUCKET = "sd-bucket";

    /// Draws black pictures at once.
    public static final Generator BLACK =
            (recipe, observer, cancellation) -> {
                var rgb = new byte[3 * recipe.size().width() * recipe.size().height()];
                var picture = new Picture(recipe.size(), rgb, recipe, Map.of());
                observer.finished(picture);
                return List.of(picture);
            };

    /// @param state how long a service is in each state on its way
    public static SandboxRig open(Generator generator, Duration state) throws IOException {
        return open(generator, it -> it.withDurations(states(state)));
    }

    /// @param change of the settings of a cloud in memory
    public static SandboxRig open(Generator generator, UnaryOperator<CloudSettings> change)
            throws IOException {
        var models = Catalogue.of(new ModelRef("starter", "0123456789"));
        var settings = CloudSettings.inMemory(0, new CloudSettings.Backend(generator, models));
        return new SandboxRig(Sandbox.start(LocalStore.in(change.apply(settings), BUCKET)));
    }

    public static StateDurations states(Duration each) {
        return new StateDurations(each, each, each, Duration.ZERO);
    }

    /// The variables that name its key and where it answers.
    public Map<String, String> environment() {
        return Map.of(
                "ALIBABA_CLOUD_ACCESS_KEY_ID", sandbox.account().accessKeyId(),
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET", sandbox.account().accessKeySecret(),
                "ATELIER_CLOUD_ENDPOINT", sandbox.address(),
                "ATELIER_OSS_ENDPOINT", sandbox.address());
    }

    /// @param folder where the account keeps what it spends
    public CloudAccess access(Path folder) {
        return new CloudAccess(environment(), folder);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
