package dev.atelier.app.connect;

import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.PermissionCheck;
import dev.atelier.app.account.PermissionCheck.Answer;
import dev.atelier.app.account.PermissionCheck.Probe;
import dev.atelier.app.observe.HiddenTask;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.cloud.account.CallException;
import dev.atelier.cloud.account.CredentialSources.Found;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.account.Identity;
import dev.atelier.cloud.account.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What can be connected with, and what the chosen access key may do. Event thread.
public final class ConnectModel {
    private final CloudSession session;
    private final Tasks tasks;
    private final Value<List<Found>> found = Value.of(List.of());
    private final Value<Optional<KeyStore.Place>> keyPlace = Value.of(Optional.empty());
    private final Value<Optional<Found>> chosen = Value.of(Optional.empty());
    private final Value<String> region = Value.of("");
    private final Value<Check> check = Value.of(Check.NONE);
    private Optional<Task> asking = Optional.empty();

    /// What is known of the chosen key.
    ///
    /// @param who empty until it was queried
    /// @param rows in the order they are queried
    /// @param problem why nothing could be queried, empty for none
    public record Check(Optional<Identity> who, List<Row> rows, Optional<Problem> problem) {
        static final Check NONE = new Check(Optional.empty(), List.of(), Optional.empty());

        /// The permissions that services cannot be used without and that are missing.
        public List<String> missing() {
            return rows.stream()
                    .filter(Row::needed)
                    .filter(row -> row.answer().filter(Answer.Denied.class::isInstance).isPresent())
                    .map(Row::permission)
                    .toList();
        }

        /// Whether the cloud refused what was signed with the key: to connect with it is of no use.
        public boolean isRefused() {
            return problem.filter(it -> it == Problem.KEYS || it == Problem.CLOCK).isPresent();
        }

        /// Whether every question has its answer.
        public boolean isWhole() {
            return !rows.isEmpty() && rows.stream().allMatch(row -> row.answer().isPresent());
        }
    }

    /// One permission.
    ///
    /// @param answer empty until it came
    public record Row(String permission, boolean needed, Optional<Answer> answer) {}

    /// Why a key cannot be used.
    public enum Problem {
        /// The key is wrong, locked or expired.
        KEYS,
        /// No answer came.
        NETWORK,
        CLOCK,
        NO_REGION,
        OTHER
    }

    public ConnectModel(CloudSession session, Tasks tasks) {
        this.session = session;
        this.tasks = tasks;
        region.onChange(_ -> ask());
    }

    public CloudSession session() {
        return session;
    }

    /// The credentials of this computer.
    public Observed<List<Found>> found() {
        return found;
    }

    /// Where typed keys can be kept; empty until it is known.
    public Observed<Optional<KeyStore.Place>> keyPlace() {
        return keyPlace;
    }

    public Observed<Optional<Found>> chosen() {
        return chosen;
    }

    /// Where the account's services are looked for.
    public Value<String> region() {
        return region;
    }

    public Observed<Check> check() {
        return check;
    }

    /// Looks for credentials again.
    public void look() {
        tasks.run(
                "read-keys",
                _ -> new Discovery(session.found(), session.keyPlace()),
                Tasks.Outcome.of(
                        looked -> {
                            keyPlace.set(Optional.of(looked.place()));
                            take(looked.found());
                        },
                        _ -> take(List.of())));
    }

    private record Discovery(List<Found> found, KeyStore.Place place) {}

    private void take(List<Found> all) {
        var kept = new ArrayList<>(all);
        found.get().stream()
                .filter(it -> it.id().equals(CloudSession.TYPED))
                .filter(it -> all.stream().noneMatch(other -> other.id().equals(it.id())))
                .forEach(kept::add);
        found.set(List.copyOf(kept));
        var id =
                session.connection()
                        .get()
                        .map(it -> it.origin().id())
                        .or(() -> chosen.get().map(Found::id))
                        .orElse("");
        // Nothing is sent with a key that nobody chose.
        kept.stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .ifPresentOrElse(this::choose, () -> chosen.set(Optional.empty()));
    }

    /// Takes one of them, and asks what it may do.
    public void choose(Found one) {
        boolean again = chosen.get().equals(Optional.of(one));
        chosen.set(Optional.of(one));
        var its = one.credentials().region();
        var wanted = its.isEmpty() ? region.get() : its;
        if (!wanted.equals(region.get())) {
            region.set(wanted);
        } else if (!again || check.get().rows().isEmpty()) {
            ask();
        }
    }

    /// Takes a key that was typed.
    ///
    /// @param keep whether to keep it in the key store of the operating system
    public void type(Credentials keys, boolean keep) {
        tasks.run(
                "keep-key",
                _ -> session.typed(keys, keep),
                Tasks.Outcome.of(
                        typed -> {
                            var all = new ArrayList<>(found.get());
                            all.removeIf(it -> it.id().equals(typed.id()));
                            all.add(typed);
                            found.set(List.copyOf(all));
                            choose(typed);
                        },
                        _ -> check.set(failed(Problem.OTHER))));
    }

    /// Forgets a key that was typed and is kept nowhere.
    public void forgetTyped() {
        found.update(
                all -> all.stream().filter(it -> !it.id().equals(CloudSession.TYPED)).toList());
        if (chosen.get().filter(it -> it.id().equals(CloudSession.TYPED)).isPresent()) {
            chosen.set(Optional.empty());
            ask();
        }
    }

    /// Asks the cloud who the chosen key is and what it may do, one permission after another.
    public void ask() {
        asking.ifPresent(Task::cancel);
        asking = Optional.empty();
        var key = chosen.get();
        if (key.isEmpty()) {
            check.set(Check.NONE);
            return;
        }
        var where = region.get();
        check.set(Check.NONE);
        asking =
                Optional.of(
                        tasks.run(
                                HiddenTask.OWN_VIEW,
                                task -> begun(key.get(), where, task),
                                Tasks.Outcome.of(this::begin, this::fail)));
    }

    private record CheckStart(Identity who, List<Probe> probes) {}

    private CheckStart begun(Found key, String where, Task task)
            throws NoAccountException, CallException {
        var access = session.trial(key, where).access();
        task.throwIfCancelled();
        return new CheckStart(PermissionCheck.who(access), PermissionCheck.all(access));
    }

    private void begin(CheckStart begun) {
        var rows =
                begun.probes().stream()
                        .map(it -> new Row(it.permission(), it.needed(), Optional.empty()))
                        .toList();
        check.set(new Check(Optional.of(begun.who()), rows, Optional.empty()));
        next(begun.probes(), 0);
    }

    private void next(List<Probe> probes, int at) {
        if (at >= probes.size()) {
            return;
        }
        asking =
                Optional.of(
                        tasks.run(
                                HiddenTask.OWN_VIEW,
                                _ -> probes.get(at).ask(),
                                Tasks.Outcome.of(
                                        answer -> {
                                            answered(at, answer);
                                            next(probes, at + 1);
                                        },
                                        this::fail)));
    }

    private void answered(int at, Answer answer) {
        var rows = new ArrayList<>(check.get().rows());
        var row = rows.get(at);
        rows.set(at, new Row(row.permission(), row.needed(), Optional.of(answer)));
        check.update(old -> new Check(old.who(), List.copyOf(rows), old.problem()));
    }

    private void fail(Throwable failure) {
        check.set(
                failed(
                        switch (failure) {
                            case NoAccountException _ -> Problem.NO_REGION;
                            case CallException refused ->
                                    switch (refused.kind()) {
                                        case FORBIDDEN -> Problem.KEYS;
                                        case UNREACHABLE -> Problem.NETWORK;
                                        case CLOCK -> Problem.CLOCK;
                                        // The vendor says NotFound of an unknown key.
                                        case NOT_FOUND, INVALID -> Problem.KEYS;
                                        case CONFLICT, THROTTLED, SERVER -> Problem.OTHER;
                                    };
                            default -> Problem.OTHER;
                        }));
    }

    private static Check failed(Problem problem) {
        return new Check(Optional.empty(), List.of(), Optional.of(problem));
    }

    /// Connects with the chosen key.
    public void connect() {
        chosen.get().ifPresent(it -> session.connect(it, region.get()));
    }
}
