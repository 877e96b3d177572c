package dev.atelier.app.services;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Bar;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Pill;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.cloud.webui.WebuiFacts;
import dev.atelier.recipe.Capabilities;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.swing.JComponent;

/// What a service has: its models beside those of this computer, with a way to bring what is only
/// here, and its samplers. Event thread.
final class ModelsPane {
    private static final String COLUMNS =
            "[96!]8[grow 200,fill,120::]12[88!]12[]12[150!]12[140!,fill]";

    private static final int WIDTH = 700;

    /// Kinds that a service may have no list of.
    private static final Map<ModelKind, WebuiFacts.Kind> LISTED =
            Map.of(
                    ModelKind.VAE, WebuiFacts.Kind.VAE,
                    ModelKind.LORA, WebuiFacts.Kind.LORA,
                    ModelKind.EMBEDDING, WebuiFacts.Kind.EMBEDDING,
                    ModelKind.CONTROLNET, WebuiFacts.Kind.CONTROLNET);

    private final Messages messages = Messages.of(ModelsPane.class);
    private final ServicesModel model;
    private final UploadsModel uploads;
    private final Local local;
    private final ThemedPanel list = ThemedPanel.clear("wrap 1,gapy 0", "[grow,fill]", "");
    private final JComponent component;
    private final Map<Path, Bar> bars = new HashMap<>();
    private String service = "";
    private String filter = "";

    /// With which the service was deployed when it was read.
    private String config = "";

    private Optional<ServiceOffer> seen = Optional.empty();
    private Optional<WebuiFacts> told = Optional.empty();

    /// The models of this computer.
    ///
    /// @param hash reads the whole file of one for its hash
    record Local(Observed<List<ModelRow>> rows, Consumer<ModelRow> hash) {}

    private record ServiceOffer(Capabilities all, ModelPair.Sizes sizes) {}

    ModelsPane(ServicesModel model, UploadsModel uploads, Local local) {
        this.model = model;
        this.uploads = uploads;
        this.local = local;
        component = ScrollColumn.of(list);
        list.setName("service-models");
        local.rows.onChange(now -> show());
        uploads.arrived().onChange(now -> read());
        uploads.running().onChange(this::moved);
        model.services().onChange(now -> follow());
    }

    /// Reads again what a service has once it runs with another config, such as after an update.
    private void follow() {
        var facts = model.find(service).filter(ServiceFacts::runs);
        if (component.isShowing()
                && facts.filter(it -> !it.info().config().equals(config)).isPresent()) {
            read();
        }
    }

    JComponent component() {
        return component;
    }

    /// Reads what a service has.
    void open(String name) {
        if (!name.equals(service)) {
            seen = Optional.empty();
            told = Optional.empty();
        }
        service = name;
        show();
        read();
    }

    void filter(String words) {
        filter = words.strip().toLowerCase(Locale.ROOT);
        show();
    }

    private void read() {
        var cloud = model.cloud().get();
        var facts = model.find(service);
        if (cloud.isEmpty() || facts.isEmpty()) {
            return;
        }
        config = facts.get().info().config();
        var name = service;
        var place = new ServiceGenerator(cloud.get(), name, "");
        model.tasks()
                .run(
                        "ask-service",
                        task ->
                                new ServiceOffer(
                                        place.capabilities(),
                                        new ServiceModels(cloud.get(), facts.get().info().config())
                                                .sizes()),
                        Tasks.Outcome.of(
                                now -> {
                                    if (name.equals(service)) {
                                        seen = Optional.of(now);
                                        show();
                                        readFacts(name, place);
                                    }
                                },
                                failure -> say(FailureMessages.of(failure))));
    }

    /// What takes longer than the lists.
    private void readFacts(String name, ServiceGenerator place) {
        model.tasks()
                .run(
                        "ask-service",
                        _ -> place.facts(),
                        Tasks.Outcome.of(now -> tell(name, now), _ -> tell(name, WebuiFacts.NONE)));
    }

    private void tell(String name, WebuiFacts now) {
        if (name.equals(service)) {
            told = Optional.of(now);
            show();
        }
    }

    private void say(String words) {
        list.removeAll();
        list.add(Label.small(words), "h 28!,wmin 0");
        list.revalidate();
        list.repaint();
    }

    private void show() {
        if (seen.isEmpty()) {
            say(messages.text("drawer.reading"));
            return;
        }
        list.removeAll();
        bars.clear();
        line("offers.version", version());
        var pairs = ModelPair.of(local.rows.get(), seen.get().all().models(), seen.get().sizes());
        pairs.stream()
                .filter(it -> it.name().toLowerCase(Locale.ROOT).contains(filter))
                .forEach(it -> list.add(row(it), "h 32!,wmin 0"));
        none(pairs);
        line(
                "offers.samplers",
                seen.get().all().samplers().stream()
                        .map(it -> it.label())
                        .sorted()
                        .collect(Collectors.joining(", ")));
        line(
                "offers.schedules",
                seen.get().all().schedules().stream()
                        .map(it -> it.label())
                        .sorted()
                        .collect(Collectors.joining(", ")));
        list.revalidate();
        list.repaint();
    }

    /// The webui's version, and what the service was deployed with.
    private String version() {
        var facts = model.find(service).map(it -> it.info().config()).orElse("");
        var image = messages.text("offers.image", ServiceWords.image(facts));
        if (told.isEmpty()) {
            return messages.text("drawer.reading") + " · " + image;
        }
        var webui =
                told.get()
                        .version()
                        .map(it -> messages.text("offers.webui", it))
                        .orElse(messages.text("offers.no-version"));
        var control =
                told.get()
                        .controlNet()
                        .map(it -> messages.text("offers.controlnet", it))
                        .orElse(messages.text("offers.no-controlnet"));
        return webui + " · " + image + " · " + control;
    }

    /// A line for what the service has none of, or does not tell.
    private void none(List<ModelPair> pairs) {
        var there = pairs.stream().filter(it -> !it.file().isEmpty()).toList();
        for (var kind : ModelPair.KINDS) {
            if (there.stream().noneMatch(it -> it.kind() == kind)) {
                var list = LISTED.get(kind);
                boolean unlisted =
                        list != null && told.filter(it -> it.unlisted().contains(list)).isPresent();
                line(
                        "kind." + kind,
                        messages.text(unlisted ? "offers.unlisted" : "offers.none-there"));
            }
        }
        boolean hashes =
                there.stream()
                        .filter(it -> it.kind() == ModelKind.CHECKPOINT)
                        .allMatch(it -> it.hash().isEmpty());
        if (hashes && !there.isEmpty()) {
            var row = ThemedPanel.clear("", "[96!]8[grow,fill]", "");
            row.add(Label.small(messages.text("offers.hashes")), "aligny top");
            row.add(new Sentence(messages.text("offers.no-hashes"), WIDTH), "wmin 0");
            list.add(row, "wmin 0,gaptop 4");
        }
    }

    private void line(String key, String words) {
        var row = ThemedPanel.clear("", "[96!]8[grow,fill]", "[28!]");
        row.add(Label.small(messages.text(key)));
        var label = Label.small(words.isEmpty() ? messages.text("offers.none") : words);
        label.color("text.secondary");
        label.setToolTipText(words);
        row.add(label, "wmin 0");
        list.add(row, "h 28!,wmin 0");
    }

    private JComponent row(ModelPair it) {
        var row = ThemedPanel.clear("", COLUMNS, "[32!]");
        row.add(Label.small(messages.text("kind." + it.kind())), "wmin 0");
        var name = new Label(it.name(), TextStyle.BODY, "text");
        name.setToolTipText(it.file().isEmpty() ? it.name() : it.file());
        row.add(name, "wmin 0");
        var hash = new Label(it.hash(), TextStyle.CODE, "text.tertiary");
        hash.setToolTipText(it.hash().isEmpty() ? null : messages.text("models.hash-there"));
        row.add(hash, "wmin 0");
        row.add(pill(it));
        var sizes = Label.small(sizes(it));
        sizes.setToolTipText(messages.text("models.sizes"));
        row.add(sizes, "wmin 0");
        row.add(verb(it), "h 26!,wmin 0");
        return row;
    }

    private Pill pill(ModelPair it) {
        var pill = new Pill();
        var likeness = it.likeness();
        var words = messages.text("likeness." + likeness);
        pill.setToolTipText(
                it.isUntold()
                        ? messages.text("models.untold.tip")
                        : it.wantsHash() ? messages.text("models.unread.tip") : null);
        switch (likeness) {
            case SAME_HASH, SAME_SIZE -> pill.say(words, "ok", "ok.soft", "");
            case DIFFERENT -> pill.say(words, "warn", "warn.soft", "");
            case ONLY_HERE -> pill.say(words, "accent.text", "accent.soft", "");
            case SAME_NAME, ONLY_THERE -> pill.say(words, "text.secondary", "bg.well", "");
        }
        return pill;
    }

    /// Here, and there where that differs or is all there is.
    private static String sizes(ModelPair it) {
        var mine = it.here().map(row -> ServiceWords.size(row.sizeBytes()));
        var theirs = it.bytes().map(ServiceWords::size);
        boolean both = mine.isPresent() && theirs.isPresent() && !mine.equals(theirs);
        return both ? mine.get() + " / " + theirs.get() : mine.or(() -> theirs).orElse("");
    }

    private JComponent verb(ModelPair it) {
        if (it.here().isEmpty()) {
            return Label.small("");
        }
        var row = it.here().get();
        var sent = uploads.find(service, row.file());
        if (sent.isPresent()) {
            var bar = new Bar();
            bar.share(sent.get().share());
            bar.getAccessibleContext().setAccessibleName(messages.text("models.uploading"));
            bars.put(row.file(), bar);
            return bar;
        }
        if (it.wantsHash()) {
            var tip = messages.text("models.hash.tip", it.name(), service);
            return button("hash", it, tip, () -> local.hash.accept(row));
        }
        if (it.isUntold()) {
            var label = Label.small(messages.text("models.untold"));
            label.setToolTipText(messages.text("models.untold.tip"));
            return label;
        }
        if (it.likeness() != ModelPair.Match.ONLY_HERE
                && it.likeness() != ModelPair.Match.DIFFERENT) {
            return Label.small("");
        }
        if (uploads.goal(service, row).isEmpty()) {
            var label = Label.small(messages.text("models.not-on-oss"));
            label.setToolTipText(messages.text("models.not-on-oss.tip"));
            return label;
        }
        var tip = messages.text("models.upload.tip", it.name(), service);
        return button("upload", it, tip, () -> uploads.upload(service, row));
    }

    private JComponent button(String what, ModelPair it, String tip, Runnable action) {
        var button = Buttons.quiet(messages.text("models." + what), action);
        button.setName("model-" + what + ":" + it.name());
        button.setToolTipText(tip);
        return button;
    }

    private void moved(List<UploadsModel.Upload> now) {
        var mine = now.stream().filter(it -> it.service().equals(service)).toList();
        boolean others =
                mine.size() != bars.size()
                        || mine.stream().anyMatch(it -> !bars.containsKey(it.file()));
        if (others) {
            show();
            return;
        }
        mine.forEach(it ->
                Optional.ofNullable(bars.get(it.file())).ifPresent(bar -> bar.share(it.share())));
    }
}
