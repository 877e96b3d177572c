package dev.atelier.app.library;

import dev.atelier.app.library.Buckets.AwayException;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pictures in the trash of the library's buckets, the last thrown away first. Of a bucket that
/// cannot be reached what was seen last stays, with the reason beside it. Event thread; what takes
/// long is done by [Tasks].
public final class TrashModel {
    private static final Logger log = LoggerFactory.getLogger(TrashModel.class);

    private final LibraryCloud cloud;
    private final Tasks tasks;
    private final Value<List<LibraryCloud.Trashed>> pictures = Value.of(List.of());
    private final Value<Optional<Message>> problem = Value.of(Optional.empty());
    private final Value<Boolean> loading = Value.of(false);
    private Map<OssAddress, List<LibraryCloud.Trashed>> known = Map.of();
    private boolean again;

    public TrashModel(LibraryCloud cloud, Tasks tasks) {
        this.cloud = cloud;
        this.tasks = tasks;
    }

    public Observed<List<LibraryCloud.Trashed>> pictures() {
        return pictures;
    }

    /// Why a bucket could not be looked at; empty where all were.
    public Observed<Optional<Message>> problem() {
        return problem;
    }

    /// Whether the trash of any bucket has been read.
    public boolean isKnown() {
        return !known.isEmpty();
    }

    public Observed<Boolean> loading() {
        return loading;
    }

    private record Contents(
            Map<OssAddress, List<LibraryCloud.Trashed>> found, Optional<Message> problem) {}

    /// Looks into all buckets again.
    public void load() {
        if (loading.get()) {
            again = true;
            return;
        }
        loading.set(true);
        var before = known;
        tasks.run(
                "read-trash",
                task -> look(before, task),
                new Tasks.Outcome<Contents>(
                        this::show,
                        thrown -> {
                            log.warn("the trash could not be read", thrown);
                            problem.set(Optional.of(Explained.reasonOf(thrown)));
                            end();
                        },
                        this::end));
    }

    private Contents look(Map<OssAddress, List<LibraryCloud.Trashed>> before, Task task) {
        var cancellation = new Cancellation();
        task.onCancel(cancellation::cancel);
        var found = new LinkedHashMap<OssAddress, List<LibraryCloud.Trashed>>();
        Optional<Message> first = Optional.empty();
        for (var bucket : cloud.buckets()) {
            try {
                found.put(bucket, cloud.thrown(bucket, cancellation));
            } catch (AwayException | OssStoreException e) {
                log.debug("the trash of {}", bucket, e);
                if (before.containsKey(bucket)) {
                    found.put(bucket, before.get(bucket));
                }
                var reason = Message.of("pictures.trash-away", bucket.bucket(), reason(e));
                first = first.or(() -> Optional.of(reason));
            }
        }
        return new Contents(found, first);
    }

    private static Message reason(Exception e) {
        return switch (e) {
            case AwayException away -> away.reason();
            case OssStoreException failed -> AwayException.of(failed).reason();
            default -> Explained.reasonOf(e);
        };
    }

    private void show(Contents look) {
        known = look.found;
        problem.set(look.problem);
        var all = new ArrayList<LibraryCloud.Trashed>();
        known.values().forEach(all::addAll);
        all.sort(
                Comparator.comparing(LibraryCloud.Trashed::at)
                        .reversed()
                        .thenComparing(it -> it.origin().toString()));
        pictures.set(List.copyOf(all));
        end();
    }

    private void end() {
        loading.set(false);
        if (again) {
            again = false;
            load();
        }
    }

    /// Deletes pictures for good.
    ///
    /// @param failed gets why one is still there; those before it are gone
    public void delete(List<LibraryCloud.Trashed> which, Consumer<Throwable> failed) {
        tasks.run(
                "empty-trash",
                task -> {
                    for (int i = 0; i < which.size(); i++) {
                        task.throwIfCancelled();
                        task.report(new Task.Step((double) i / which.size(), ""));
                        cloud.delete(which.get(i).now());
                    }
                    return which.size();
                },
                new Tasks.Outcome<Integer>(
                        count -> load(),
                        thrown -> {
                            failed.accept(thrown);
                            load();
                        },
                        this::load));
    }
}
