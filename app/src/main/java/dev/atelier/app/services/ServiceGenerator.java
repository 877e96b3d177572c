package dev.atelier.app.services;

import dev.atelier.app.account.Connector;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.webui.AsyncGenerator;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.ProblemException;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Unsupported;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A deployed service as a place to draw: it is requested when it is first needed, its lists are
/// read once, and no job is sent once the cap on costs is reached.
final class ServiceGenerator implements Generator {
    private final Cloud cloud;
    private final String name;
    private @Nullable Generator service;

    ServiceGenerator(Cloud cloud, String name) {
        this.cloud = cloud;
        this.name = name;
    }

    @Override
    public List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        requireRoom();
        return service().generate(recipe, observer, cancellation);
    }

    @Override
    public List<Unsupported> unsupported(Recipe recipe) throws GenerationException {
        return service().unsupported(recipe);
    }

    @Override
    public Capabilities capabilities() throws GenerationException {
        return service().capabilities();
    }

    /// Reads its lists again, after a model was put into its folders.
    void lookAgain() throws GenerationException {
        switch (service()) {
            case SyncGenerator it -> it.lookAgain();
            case AsyncGenerator it -> it.lookAgain();
            default -> {}
        }
    }

    private void requireRoom() throws GenerationException {
        try {
            var reached = cloud.spending().reached(cloud.eas());
            if (reached.isPresent()) {
                var what = reached.get().what();
                throw new GenerationException(
                        new Failure.QuotaExceeded(what, Message.of("money.cap-advice")), null);
            }
        } catch (EasException | NoAccountException | IOException e) {
            throw failed(e);
        }
    }

    private synchronized Generator service() throws GenerationException {
        var known = service;
        if (known == null) {
            try {
                var found = cloud.eas().describe(name);
                var connector = new Connector(cloud.access(), cloud.spending().folder());
                known = connector.to(found, Optional.of(cloud.region()), 0);
            } catch (EasException | NoAccountException | IOException | ConfigException e) {
                throw failed(e);
            }
            service = known;
        }
        return known;
    }

    private static GenerationException failed(Exception e) {
        return e instanceof ProblemException problem
                ? new GenerationException(
                        new Failure.Unreachable(problem.what(), problem.advice()), e)
                : new GenerationException(new Failure.Unreachable(Explained.reasonOf(e)), e);
    }
}
