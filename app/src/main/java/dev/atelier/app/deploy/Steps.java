package dev.atelier.app.deploy;

import dev.atelier.app.connect.ConnectFeature;
import dev.atelier.app.connect.Connection;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.deploy.Edition;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.inventory.PaiPlatform.Image;
import dev.atelier.cloud.inventory.PaiPlatform.Machine;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JComponent;

/// The pages of the form, one for each [Step].
final class Steps {
    private static final int WIDTH = 460;

    private final Messages messages = Messages.of(Steps.class);
    private final DeployModel model;
    private final DeploymentModel deployment;
    private final Runnable account;
    private final Consumer<Step> go;
    private final PickField image;

    /// The steps before the service starts.
    enum Step {
        ACCOUNT,
        KIND,
        MACHINE,
        STORAGE,
        NETWORK,
        REVIEW;

        private static final List<Step> ALL = List.of(values());

        /// As people count.
        int number() {
            return ALL.indexOf(this) + 1;
        }

        Step next() {
            return ALL.get(Math.min(ALL.indexOf(this) + 1, ALL.size() - 1));
        }

        Step before() {
            return ALL.get(Math.max(0, ALL.indexOf(this) - 1));
        }
    }

    /// @param account goes to where the account is chosen
    /// @param go leads to a step
    Steps(DeployModel model, DeploymentModel deployment, Runnable account, Consumer<Step> go) {
        this.model = model;
        this.deployment = deployment;
        this.account = account;
        this.go = go;
        image =
                new PickField(
                        model,
                        new PickField.Spec(
                                "image",
                                _ -> List.of("/containers", "/metadata/type"),
                                Edits::image,
                                Edits::withImage,
                                it -> ""));
    }

    /// Gives the keyboard to the image, where it shows.
    boolean focusImage() {
        return image.focus();
    }

    JComponent page(Step step) {
        return switch (step) {
            case ACCOUNT -> account();
            case KIND -> kind();
            case MACHINE -> machine();
            case STORAGE -> storage();
            case NETWORK -> network();
            case REVIEW -> throw new IllegalArgumentException("it has no form");
        };
    }

    /// The last step.
    ///
    /// @param say shows a note
    ReviewPage review(Consumer<String> say) {
        return new ReviewPage(model, new ReviewPage.Dependencies(deployment, go, this::facts, say));
    }

    private ThemedPanel titled(Step step) {
        var page = ThemedPanel.clear("insets 20 24 20 24,wrap 1,hidemode 3", "[grow,fill]", "");
        page.add(new Label(messages.text("step." + step), TextStyle.TITLE, "text"), "h 28!");
        page.add(new Sentence(messages.text("about." + step), WIDTH), "wmin 0,gapbottom 12");
        return page;
    }

    private JComponent account() {
        var page = titled(Step.ACCOUNT);
        var name = new Label("", TextStyle.HEADING, "text");
        var region = Label.small("");
        var problem = new Sentence("", WIDTH);
        problem.color("error");
        page.add(name, "h 24!,wmin 0");
        page.add(region, "h 20!,wmin 0");
        page.add(problem, "wmin 0,gaptop 8");
        JButton change = Buttons.secondary(messages.text("account.change"), account);
        change.setName("deploy-account");
        page.add(change, "h 32!,growx 0,alignx left,gaptop 12");
        model.session()
                .connection()
                .bind(it -> {
                    name.setText(
                            it.map(Connection::origin)
                                    .map(ConnectFeature::label)
                                    .orElse(messages.text("account.none")));
                    region.setText(it.map(Connection::region).orElse(""));
                });
        model.problem()
                .bind(words -> {
                    problem.setText(words);
                    problem.setVisible(!words.isEmpty());
                });
        return page;
    }

    /// What a new service is for.
    enum Kind {
        SYNC(Edition.STANDARD),
        ASYNC(Edition.API);

        private final Edition edition;

        Kind(Edition edition) {
            this.edition = edition;
        }
    }

    private JComponent kind() {
        var page = titled(Step.KIND);
        var kind = Value.of(Kind.SYNC);
        page.add(
                Segment.following(
                        "deploy-kind",
                        List.of(Kind.values()),
                        it -> messages.text("kind." + it),
                        kind),
                "growx 0,alignx left");
        model.reading()
                .bind(reading ->
                        reading.config()
                                .ifPresent(it -> kind.set(it.isAsync() ? Kind.ASYNC : Kind.SYNC)));
        kind.onChange(now ->
                model.edit(config ->
                        config.isAsync() == (now == Kind.ASYNC)
                                ? config
                                : Blueprint.madeOver(
                                        config, now.edition, model.offers().get().region())));
        page.add(
                field(
                        "name",
                        List.of("/metadata/name", "/name"),
                        ServiceConfig::name,
                        Edits::withName),
                "gaptop 12");
        page.add(
                field(
                        "instances",
                        List.of("/metadata/instance"),
                        config -> config.instances().map(String::valueOf).orElse(""),
                        Edits::withInstances));
        model.offers().bind(it -> image.choices(it.images().stream().map(Image::uri).toList()));
        page.add(image.component());
        return page;
    }

    private JComponent field(
            String name,
            List<String> pointers,
            Function<ServiceConfig, String> read,
            BiFunction<ServiceConfig, String, ServiceConfig> write) {
        return new PickField(model, new PickField.Spec(name, _ -> pointers, read, write, it -> ""))
                .component();
    }

    private JComponent machine() {
        var page = titled(Step.MACHINE);
        var field =
                new PickField(
                        model,
                        new PickField.Spec(
                                "machine",
                                _ -> List.of("/cloud/computing", "/metadata/resource"),
                                config -> config.machine().orElse(""),
                                (config, type) ->
                                        config.withNamed("cloud.computing.instance_type", type),
                                this::facts));
        model.offers()
                .bind(it -> field.choices(it.machines().stream().map(Machine::type).toList()));
        page.add(field.component());
        var known = new Sentence("", WIDTH);
        var price = Label.body("");
        page.add(known, "wmin 0,gaptop 8");
        page.add(price, "wmin 0,gaptop 8");
        var each = Label.small("");
        page.add(each, "wmin 0");
        page.add(cheaper(), "wmin 0,gaptop 12");
        model.reading().bind(_ -> known.setText(chosen()));
        model.offers().onChange(_ -> known.setText(chosen()));
        model.costs()
                .bind(_ -> {
                    price.setText(PriceWords.hour(model, messages));
                    PriceWords.each(model, messages, each);
                });
        return page;
    }

    private JComponent cheaper() {
        var words = new Sentence(messages.text("price.serverless"), WIDTH);
        Runnable show =
                () ->
                        words.setVisible(
                                PriceWords.hasCheaperEdition(
                                        model.reading().get(), model.offers().get().region()));
        model.reading().bind(_ -> show.run());
        model.offers().onChange(_ -> show.run());
        return words;
    }

    private String chosen() {
        return model.reading()
                .get()
                .config()
                .flatMap(ServiceConfig::machine)
                .map(this::facts)
                .orElse("");
    }

    private String facts(String type) {
        return model.offers()
                .get()
                .machine(type)
                .map(it ->
                        messages.text(
                                it.inStock() ? "machine.facts" : "machine.out",
                                it.gpu(),
                                PriceWords.plain(it.gpuMemory()),
                                it.cpus(),
                                PriceWords.plain(it.memory())))
                .orElse("");
    }

    private JComponent storage() {
        var page = titled(Step.STORAGE);
        var bucket =
                new PickField(
                        model,
                        new PickField.Spec(
                                "oss",
                                Edits::ossPointers,
                                Edits::oss,
                                Edits::withOssFolder,
                                it -> ""));
        model.offers()
                .bind(it ->
                        bucket.choices(
                                it.buckets().stream()
                                        .map(one -> "oss://" + one.name() + "/atelier/")
                                        .toList()));
        page.add(bucket.component());
        var nas =
                new PickField(
                        model,
                        new PickField.Spec(
                                "nas",
                                Edits::nasPointers,
                                Edits::nas,
                                Edits::withNasServer,
                                it -> ""));
        model.offers()
                .bind(it ->
                        nas.choices(
                                it.places().targets().stream().map(one -> one.server()).toList()));
        nas.onChoice(server ->
                model.offers().get().places().targets().stream()
                        .filter(it -> it.server().equals(server))
                        .findFirst()
                        .ifPresent(model::mount));
        page.add(nas.component(), "gaptop 12");
        page.add(new ExtraMounts(model).component(), "wmin 0");
        return page;
    }

    private JComponent network() {
        var page = titled(Step.NETWORK);
        page.add(
                listed(
                        "vpc",
                        "/cloud/networking/vpc_id",
                        offers -> offers.places().vpcs().stream().map(it -> it.id())));
        page.add(
                listed(
                        "vswitch",
                        "/cloud/networking/vswitch_id",
                        offers ->
                                offers.places().switches().stream()
                                        .filter(it -> isOf(it.vpc()))
                                        .map(it -> it.id())));
        page.add(
                listed(
                        "group",
                        "/cloud/networking/security_group_id",
                        offers ->
                                offers.places().groups().stream()
                                        .filter(it -> isOf(it.vpc()))
                                        .map(it -> it.id())));
        return page;
    }

    /// Whether something belongs to the network that was chosen.
    private boolean isOf(String vpc) {
        var chosen = model.reading().get().config().map(it -> it.networking().vpc()).orElse("");
        return chosen.isEmpty() || chosen.equals(vpc);
    }

    private JComponent listed(
            String name, String pointer, Function<AccountResources, Stream<String>> choices) {
        var dotted = pointer.substring(1).replace('/', '.');
        var pointers =
                name.equals("vpc") ? List.of(pointer, "/cloud/networking=") : List.of(pointer);
        var field =
                new PickField(
                        model,
                        new PickField.Spec(
                                name,
                                _ -> pointers,
                                config -> config.text(dotted).orElse(""),
                                (config, id) -> Edits.withId(config, dotted, id),
                                it -> ""));
        model.offers().bind(it -> field.choices(choices.apply(it).toList()));
        model.reading()
                .map(it -> it.config().map(c -> c.networking().vpc()).orElse(""))
                .onChange(_ -> field.choices(choices.apply(model.offers().get()).toList()));
        return field.component();
    }

    /// What a step says of the draft, for the list of steps.
    String summary(Step step) {
        var config = model.reading().get().config();
        if (step == Step.ACCOUNT) {
            return model.connection()
                    .map(it -> ConnectFeature.label(it.origin()))
                    .orElse(messages.text("account.none"));
        }
        return config.map(it -> summary(step, it)).orElse("");
    }

    private String summary(Step step, ServiceConfig it) {
        return switch (step) {
            case ACCOUNT -> "";
            case KIND -> messages.text(it.isAsync() ? "kind.ASYNC" : "kind.SYNC");
            case MACHINE -> it.machine().orElse("");
            case STORAGE ->
                    String.join(
                            ", ",
                            Stream.of(
                                            Edits.oss(it).isEmpty() ? "" : "OSS",
                                            Edits.nas(it).isEmpty() ? "" : "NAS")
                                    .filter(text -> !text.isEmpty())
                                    .toList());
            case NETWORK ->
                    Optional.of(it.networking().vpc())
                            .filter(id -> !id.isEmpty())
                            .orElse(messages.text("network.public"));
            case REVIEW -> messages.text("review.clean");
        };
    }
}
