package dev.atelier.app.connect;

import dev.atelier.app.account.PermissionCheck;
import dev.atelier.app.account.PermissionCheck.Probe;
import dev.atelier.app.connect.ConnectModel.Check;
import dev.atelier.app.connect.ConnectModel.Row;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the connected account may do, asked one permission after another where it is wanted. Event
/// thread.
public final class PermissionsModel {
    private static final Logger log = LoggerFactory.getLogger(PermissionsModel.class);

    private final CloudSession session;
    private final Tasks tasks;
    private final Value<Check> check = Value.of(Check.NONE);
    private Optional<Connection> asked = Optional.empty();

    public PermissionsModel(CloudSession session, Tasks tasks) {
        this.session = session;
        this.tasks = tasks;
        session.connection()
                .onChange(_ -> {
                    asked = Optional.empty();
                    check.set(Check.NONE);
                });
    }

    /// What is known so far.
    public Observed<Check> check() {
        return check;
    }

    /// Asks, unless that was done for this connection.
    public void ask() {
        var now = session.connection().get();
        if (now.isEmpty() || asked.equals(now)) {
            return;
        }
        asked = now;
        var to = now.get();
        tasks.run(
                "check-permissions",
                _ -> PermissionCheck.all(to.access()),
                Tasks.Outcome.of(
                        probes -> begin(to, probes), e -> log.warn("no permissions asked", e)));
    }

    private void begin(Connection to, List<Probe> probes) {
        if (!asked.equals(Optional.of(to))) {
            return;
        }
        check.set(
                new Check(
                        Optional.empty(),
                        probes.stream()
                                .map(it -> new Row(it.permission(), it.needed(), Optional.empty()))
                                .toList(),
                        Optional.empty()));
        next(to, probes, 0);
    }

    private void next(Connection to, List<Probe> probes, int at) {
        if (at >= probes.size() || !asked.equals(Optional.of(to))) {
            return;
        }
        tasks.run(
                "check-permissions",
                _ -> probes.get(at).ask(),
                Tasks.Outcome.of(
                        answer -> {
                            if (asked.equals(Optional.of(to))) {
                                var rows = new ArrayList<>(check.get().rows());
                                var row = rows.get(at);
                                rows.set(
                                        at,
                                        new Row(
                                                row.permission(),
                                                row.needed(),
                                                Optional.of(answer)));
                                check.set(
                                        new Check(
                                                Optional.empty(),
                                                List.copyOf(rows),
                                                Optional.empty()));
                                next(to, probes, at + 1);
                            }
                        },
                        e -> log.warn("a permission was not asked", e)));
    }
}
