package dev.atelier.app.services;

import dev.atelier.app.account.Connector;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.webui.AsyncGenerator;
import dev.atelier.cloud.webui.BucketFiles;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.cloud.webui.WebuiFacts;
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
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Unsupported;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A deployed service as a place to draw: it is requested when it is first needed, its lists are
/// read once, and no job is sent once the cap on costs is reached.
final class ServiceGenerator implements Generator {
    private static final int USUAL_KILOBYTES = 8;

    /// A smaller picture may fit into an answer of that size.
    private static final long LEAST_PIXELS = 128 * 128;

    private final Cloud cloud;
    private final String name;
    private final String id;
    private @Nullable Generator service;
    private boolean smallAnswers;

    /// @param id of the service; one of the same name with another id is sent nothing. Empty where
    ///   it is not known
    ServiceGenerator(Cloud cloud, String name, String id) {
        this.cloud = cloud;
        this.name = name;
        this.id = id;
    }

    @Override
    public List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        requireRoom();
        var service = service();
        Unsupported.require(unreturned(recipe));
        return service.generate(recipe, observer, cancellation);
    }

    @Override
    public List<Unsupported> unsupported(Recipe recipe) throws GenerationException {
        var all = new ArrayList<>(service().unsupported(recipe));
        all.addAll(unreturned(recipe));
        return List.copyOf(all);
    }

    @Override
    public Capabilities capabilities() throws GenerationException {
        return service().capabilities();
    }

    /// What its queue cannot hand over, so that it would be made for nothing.
    private synchronized List<Unsupported> unreturned(Recipe recipe) {
        var size = recipe.size();
        return !smallAnswers || (long) size.width() * size.height() < LEAST_PIXELS
                ? List.of()
                : List.of(
                        Unsupported.refused(
                                RecipeField.SIZE,
                                Message.of("lint.queue-oss"),
                                Message.of("lint.queue-oss-advice")));
    }

    /// Whether pictures come in answers of a queue that take no more than usual.
    private static boolean hasSmallAnswers(ServiceInfo service) throws ConfigException {
        var config = ServiceConfig.read(service.config());
        return config.isAsync()
                && BucketFiles.folder(config).isEmpty()
                && config.number("queue.sink.max_payload_size_kb").orElse(0) <= USUAL_KILOBYTES;
    }

    /// What it tells of itself; takes seconds. Blocks.
    WebuiFacts facts() throws GenerationException {
        return switch (service()) {
            case SyncGenerator it -> it.facts();
            case AsyncGenerator it -> it.facts();
            default -> WebuiFacts.NONE;
        };
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
                if (!id.isEmpty() && !found.id().isEmpty() && !id.equals(found.id())) {
                    var gone = new Failure.Unreachable(Message.of("jobs.deleted", name));
                    throw new GenerationException(gone, null);
                }
                var connector = new Connector(cloud.access(), cloud.spending().folder());
                known = connector.to(found, Optional.of(cloud.region()), 0);
                smallAnswers = hasSmallAnswers(found);
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
