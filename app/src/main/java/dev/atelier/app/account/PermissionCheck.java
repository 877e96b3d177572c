package dev.atelier.app.account;

import dev.atelier.cloud.account.CallException;
import dev.atelier.cloud.account.Identity;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.inventory.Choice;
import dev.atelier.recipe.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks what an access key may do, one permission after another, without changing anything.
public final class PermissionCheck {
    /// A name that nobody gives to a service.
    private static final String NOBODY = "atelier_permission_test_of_no_service";

    /// Whatever [#all] asks for, in its order.
    public static final List<String> NAMES =
            List.of(
                    "eas:ListServices",
                    "eas:CreateService",
                    "eas:UpdateService",
                    "eas:StartService",
                    "eas:StopService",
                    "eas:DescribeMachineSpec",
                    "paiworkspace:ListWorkspaces",
                    "paiworkspace:ListImages",
                    "vpc:DescribeVpcs",
                    "vpc:DescribeVSwitches",
                    "ecs:DescribeSecurityGroups",
                    "nas:DescribeFileSystems",
                    "oss:ListBuckets");

    private PermissionCheck() {}

    /// One question.
    ///
    /// @param permission the action of a RAM policy, such as `eas:ListServices`
    /// @param needed whether services cannot be used without it
    public record Probe(String permission, boolean needed, Supplier<Answer> question) {
        /// Blocks for a call.
        public Answer ask() {
            return question.get();
        }
    }

    /// What came back.
    public sealed interface Answer {
        record Granted() implements Answer {}

        /// @param permission what the policy of the key lacks
        record Denied(String permission) implements Answer {}

        /// The key itself is refused.
        ///
        /// @param reason a sentence
        record Refused(Message reason) implements Answer {}

        /// There was no answer to judge by.
        ///
        /// @param reason a sentence
        record Unknown(Message reason) implements Answer {}
    }

    /// What reading shows.
    ///
    /// @throws NoAccountException when there is no key or no region
    public static List<Probe> reads(CloudAccess access, Optional<String> region)
            throws NoAccountException {
        var eas = access.eas(region);
        var all = new ArrayList<Probe>();
        all.add(new Probe("eas:ListServices", true, () -> listed(eas)));
        all.addAll(lists(access, region));
        return List.copyOf(all);
    }

    /// The same, and what changing shows: it is asked about a service that nobody has, so a key
    /// that may do it gets the answer that there is none. The vendor documents no dry run.
    ///
    /// @throws NoAccountException when there is no key or no region
    public static List<Probe> all(CloudAccess access) throws NoAccountException {
        var eas = access.eas(Optional.empty());
        var all = new ArrayList<Probe>();
        all.add(new Probe("eas:ListServices", true, () -> listed(eas)));
        all.add(probe("eas:CreateService", () -> eas.create(ServiceConfig.read("{}"))));
        all.add(probe("eas:UpdateService", () -> eas.replace(NOBODY, ServiceConfig.read("{}"))));
        all.add(probe("eas:StartService", () -> eas.start(NOBODY)));
        all.add(probe("eas:StopService", () -> eas.stop(NOBODY)));
        all.addAll(lists(access, Optional.empty()));
        return List.copyOf(all);
    }

    private static List<Probe> lists(CloudAccess access, Optional<String> region)
            throws NoAccountException {
        var inventory = access.inventory(region);
        return List.of(
                list("eas:DescribeMachineSpec", inventory::machines),
                list("paiworkspace:ListWorkspaces", inventory::workspaces),
                list("paiworkspace:ListImages", inventory::images),
                list("vpc:DescribeVpcs", inventory::vpcs),
                list("vpc:DescribeVSwitches", () -> inventory.vswitches("")),
                list("ecs:DescribeSecurityGroups", () -> inventory.securityGroups("")),
                list("nas:DescribeFileSystems", inventory::fileSystems),
                list("oss:ListBuckets", inventory::buckets));
    }

    private static Probe list(String permission, Supplier<? extends Choice<?>> lists) {
        return new Probe(
                permission,
                false,
                () ->
                        switch (lists.get()) {
                            case Choice.Listed<?> _ -> new Answer.Granted();
                            case Choice.ByHand<?>(var reason, var missing) ->
                                    missing.isEmpty()
                                            ? new Answer.Refused(reason)
                                            : new Answer.Denied(missing);
                            case Choice.Failed<?>(var reason) -> new Answer.Unknown(reason);
                        });
    }

    private static Answer listed(EasClient eas) {
        return answer(() -> {
            var _ = eas.list();
        });
    }

    private interface Change {
        void run() throws EasException, ConfigException;
    }

    private static Probe probe(String permission, Change change) {
        return new Probe(permission, true, () -> answer(change));
    }

    private static Answer answer(Change change) {
        try {
            change.run();
            return new Answer.Granted();
        } catch (EasException e) {
            var reason = e.what();
            return switch (e.kind()) {
                case NOT_FOUND, INVALID, CONFLICT -> new Answer.Granted();
                case FORBIDDEN ->
                        e.permission()
                                .<Answer>map(Answer.Denied::new)
                                .orElseGet(() -> new Answer.Refused(reason));
                case THROTTLED, CLOCK, SERVER, UNREACHABLE -> new Answer.Unknown(reason);
            };
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Who the key belongs to, or why that is not known.
    public static Identity who(CloudAccess access) throws NoAccountException, CallException {
        return Identity.ask(access.calls(Optional.empty()));
    }
}
