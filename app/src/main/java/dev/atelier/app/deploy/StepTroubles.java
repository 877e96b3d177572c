package dev.atelier.app.deploy;

import dev.atelier.app.deploy.Steps.Step;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.deploy.lint.Finding;
import dev.atelier.cloud.deploy.lint.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is wrong at each step of the wizard: findings about the draft, and what the account says
/// against it. Event thread.
final class StepTroubles {
    /// The step that a part of the config belongs to, the longest beginning first. What has none
    /// belongs to the review.
    private static final List<Map.Entry<String, Step>> STEPS =
            List.of(
                    Map.entry("/metadata/resource", Step.MACHINE),
                    Map.entry("/metadata/cpu", Step.MACHINE),
                    Map.entry("/metadata/gpu", Step.MACHINE),
                    Map.entry("/metadata/memory", Step.MACHINE),
                    Map.entry("/cloud/computing", Step.MACHINE),
                    Map.entry("/cloud/networking", Step.NETWORK),
                    Map.entry("/storage", Step.STORAGE),
                    Map.entry("/metadata", Step.KIND),
                    Map.entry("/containers", Step.KIND),
                    Map.entry("/queue", Step.KIND),
                    Map.entry("/name", Step.KIND));

    private final Messages messages = Messages.of(StepTroubles.class);
    private final DeployModel model;

    /// @param isError whether it keeps the service from being deployed
    record Trouble(boolean isError, String words) {}

    StepTroubles(DeployModel model) {
        this.model = model;
    }

    /// Worst first; empty where nothing is wrong.
    ///
    /// @param replace whether a service of the draft's name may be changed
    List<Trouble> of(Step step, boolean replace) {
        var all = new ArrayList<Trouble>();
        var reading = model.reading().get();
        reading.findings().stream()
                .filter(it -> it.severity() != Severity.NOTE)
                .filter(it -> step == Step.REVIEW || at(it.path()) == step)
                .map(StepTroubles::of)
                .forEach(all::add);
        switch (step) {
            case ACCOUNT -> account(all);
            case REVIEW -> reading.unread().ifPresent(it -> all.add(new Trouble(true, it.why())));
            case KIND, MACHINE, STORAGE, NETWORK ->
                    reading.config().ifPresent(it -> offered(step, it, replace, all));
        }
        all.sort(Comparator.comparing(it -> !it.isError()));
        return List.copyOf(all);
    }

    private static Trouble of(Finding finding) {
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        return new Trouble(
                finding.severity() == Severity.ERROR,
                finding.what().in(language) + " " + finding.advice().in(language));
    }

    /// The step that a JSON pointer belongs to.
    static Step at(String pointer) {
        var path = pointer.replace("/cloud.", "/cloud/").replace("/metadata.", "/metadata/");
        return STEPS.stream()
                .filter(it -> path.equals(it.getKey()) || path.startsWith(it.getKey() + "/"))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(Step.REVIEW);
    }

    private void account(List<Trouble> all) {
        if (model.connection().isEmpty()) {
            all.add(new Trouble(true, messages.text("account.none")));
        }
        if (!model.problem().get().isEmpty()) {
            all.add(new Trouble(true, model.problem().get()));
        }
        var missing = model.permissions().check().get().missing();
        if (!missing.isEmpty()) {
            all.add(new Trouble(true, messages.text("review.missing", String.join(", ", missing))));
        }
    }

    /// What the account does not have, or has already.
    private void offered(Step step, ServiceConfig config, boolean replace, List<Trouble> all) {
        var offers = model.offers().get();
        switch (step) {
            case KIND -> {
                if (!replace && offers.service(config.name()).isPresent()) {
                    all.add(new Trouble(true, messages.text("deploy.taken")));
                }
            }
            case MACHINE -> {
                var type = config.machine().orElse("");
                var listed = offers.machines().stream().map(it -> it.type()).toList();
                unknown(type, listed, all);
                offers.machine(type)
                        .filter(it -> !it.inStock())
                        .ifPresent(
                                _ -> all.add(new Trouble(false, messages.text("step.out", type))));
            }
            case STORAGE -> {
                if (model.isForeign()) {
                    all.add(new Trouble(false, messages.text("step.foreign")));
                }
            }
            case NETWORK -> {
                var network = config.networking();
                var places = offers.places();
                unknown(network.vpc(), places.vpcs().stream().map(it -> it.id()).toList(), all);
                unknown(
                        network.vswitch(),
                        places.switches().stream().map(it -> it.id()).toList(),
                        all);
                unknown(
                        network.securityGroup(),
                        places.groups().stream().map(it -> it.id()).toList(),
                        all);
            }
            case ACCOUNT, REVIEW -> {
                // The account itself, and all of the above.
            }
        }
    }

    private void unknown(String value, List<String> listed, List<Trouble> all) {
        if (!value.isEmpty() && !listed.isEmpty() && !listed.contains(value)) {
            all.add(new Trouble(false, messages.text("step.unknown", value)));
        }
    }
}
