package dev.atelier.app.deploy;

import dev.atelier.app.queue.Durations;
import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.deploy.Diff;
import dev.atelier.cloud.deploy.Script;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.cloud.inventory.PaiPlatform.Machine;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What a changed value means for a service that is there: what it costs, whether it starts anew,
/// what is kept.
final class Consequences {
    private static final int MINUTE = 60_000;

    /// The first that fits a place says what a change there means.
    private static final List<Kind> KINDS =
            List.of(
                    kind(Meaning.NAME, "/metadata/name|/name"),
                    kind(Meaning.INSTANCES, "/metadata/instance"),
                    kind(Meaning.TYPE, "/metadata/type"),
                    kind(Meaning.MACHINE, "/cloud/computing.*|/metadata/resource.*"),
                    kind(Meaning.IMAGE, "/containers/[0-9]+/image"),
                    kind(Meaning.SCRIPT, "/containers/[0-9]+/(script|command)"),
                    kind(Meaning.PORT, "/containers/[0-9]+/port"),
                    kind(Meaning.VARIABLES, "/containers/[0-9]+/env.*"),
                    kind(Meaning.CONTAINER, "/containers.*"),
                    kind(Meaning.KEEPALIVE, "/metadata/rpc/keepalive"),
                    kind(Meaning.WORKERS, "/metadata/rpc/worker_threads"),
                    kind(Meaning.CALLS, "/metadata/rpc.*"),
                    kind(Meaning.DISK, "/metadata/disk.*"),
                    kind(Meaning.SHARE, "/metadata/(cpu|memory|gpu.*)"),
                    kind(Meaning.WORKSPACE, "/metadata/workspace_id"),
                    kind(Meaning.PAGE, "/metadata/enable_webservice"),
                    kind(Meaning.MOUNT, "/storage|/storage/[0-9]+"),
                    kind(Meaning.READ_ONLY, "/storage/[0-9]+/oss/readOnly"),
                    kind(Meaning.OSS, "/storage/[0-9]+/oss.*"),
                    kind(Meaning.NAS, "/storage/[0-9]+/nfs.*"),
                    kind(Meaning.MOUNT_PATH, "/storage/[0-9]+/mount_path"),
                    kind(Meaning.NOTE, "/storage/[0-9]+/properties.*|(/metadata)?/labels.*"),
                    kind(Meaning.NETWORK, "/cloud/networking.*"),
                    kind(Meaning.GATEWAY, "/networking.*|/metadata/gateway"),
                    kind(Meaning.DELIVERY, "/queue/max_delivery"),
                    kind(Meaning.QUEUE, "/queue.*"),
                    kind(Meaning.TOKEN, "(/metadata)?/token"),
                    kind(Meaning.REGISTRY, "/dockerAuth.*"),
                    kind(Meaning.LOAD, "/autoscaler.*"));

    private final Messages messages = Messages.of(Consequences.class);
    private final Function<String, Optional<OwnPrices.Price>> prices;
    private final Function<String, Optional<Machine>> machines;
    private final boolean free;

    private enum Meaning {
        NAME(false),
        INSTANCES(false),
        TYPE(true),
        MACHINE(true),
        IMAGE(true),
        SCRIPT(true),
        PORT(true),
        VARIABLES(true),
        CONTAINER(true),
        KEEPALIVE(true),
        WORKERS(true),
        CALLS(true),
        DISK(true),
        SHARE(true),
        WORKSPACE(false),
        PAGE(false),
        MOUNT(true),
        READ_ONLY(true),
        OSS(true),
        NAS(true),
        MOUNT_PATH(true),
        NOTE(false),
        NETWORK(true),
        GATEWAY(true),
        DELIVERY(false),
        QUEUE(false),
        TOKEN(false),
        REGISTRY(true),
        LOAD(false),
        OTHER(false);

        /// Whether a running service starts anew for it.
        private final boolean starts;

        Meaning(boolean starts) {
            this.starts = starts;
        }
    }

    private record Kind(Meaning meaning, Pattern places) {}

    private static Kind kind(Meaning meaning, String places) {
        return new Kind(meaning, Pattern.compile(places));
    }

    /// @param prices of an hour on a type of machine, where one is known
    /// @param machines what a type of machine is, where that is known
    /// @param free whether nothing costs anything
    Consequences(
            Function<String, Optional<OwnPrices.Price>> prices,
            Function<String, Optional<Machine>> machines,
            boolean free) {
        this.prices = prices;
        this.machines = machines;
        this.free = free;
    }

    private static Meaning meaning(Diff.Change change) {
        var place = change.path().replace('.', '/'); // a key may be written with dots
        return KINDS.stream()
                .filter(it -> it.places().matcher(place).matches())
                .map(Kind::meaning)
                .findFirst()
                .orElse(Meaning.OTHER);
    }

    /// Whether the service starts anew for it, as far as the vendor's texts say.
    static boolean startsAnew(Diff.Change change) {
        return meaning(change).starts;
    }

    /// Whether it is a key that this program knows nothing about.
    static boolean isUnknown(String path) {
        return meaning(new Diff.Change(path, "", "")) == Meaning.OTHER;
    }

    /// One or two sentences about a change.
    String of(Diff.Change change, DeployModel.Compared compared) {
        var before = plain(change.before());
        var after = plain(change.after());
        var meaning = meaning(change);
        return switch (meaning) {
            case NAME -> {
                boolean runs = compared.other().isRunning();
                yield say(runs ? "NAME.runs" : "NAME.rests", compared.other().name());
            }
            case INSTANCES -> {
                boolean more = number(after) > number(before);
                yield priced(say(more ? "INSTANCES.more" : "INSTANCES.fewer"), compared);
            }
            case MACHINE -> priced(machine(before, after), compared);
            case TYPE -> say(after.equals("Async") ? "TYPE.async" : "TYPE.sync");
            case SCRIPT -> script(new Script(before), new Script(after));
            case KEEPALIVE -> keepalive(number(before), number(after));
            case PAGE -> say(after.equals("true") ? "PAGE.on" : "PAGE.off");
            case READ_ONLY -> say(after.equals("true") ? "READ_ONLY.on" : "READ_ONLY.off");
            case MOUNT -> say(change.removed() ? "MOUNT.less" : "MOUNT.more");
            case NETWORK -> network(change);
            case WORKERS, DELIVERY, WORKSPACE ->
                    after.isEmpty() ? say("gone") : say(meaning.name(), after);
            default -> say(meaning.name());
        };
    }

    /// What all changes together mean, one or two sentences.
    String ofAll(DeployModel.Compared compared) {
        var name = compared.other().name();
        if (!compared.isChange()) {
            return say("ALL.beside", name);
        }
        boolean starts = compared.diff().changes().stream().anyMatch(Consequences::startsAnew);
        return say(starts ? "ALL.starts" : "ALL.stays", name);
    }

    private String say(String what, Object... arguments) {
        return messages.text("consequence." + what, arguments);
    }

    /// With the price of an hour, where it is known of both.
    private String priced(String words, DeployModel.Compared compared) {
        if (free) {
            return words;
        }
        var before = hour(compared.before());
        var after = hour(compared.after());
        return before.isPresent() && after.isPresent()
                ? say("price", words, after.get(), before.get())
                : say("unpriced", words);
    }

    private Optional<String> hour(ServiceConfig config) {
        var instances = BigDecimal.valueOf(Math.max(1, config.instances().orElse(1)));
        return config.machine()
                .flatMap(prices)
                .map(it ->
                        new OwnPrices.Price(
                                it.hour().multiply(instances), it.currency(), it.date()))
                .map(Money::hour);
    }

    private String machine(String before, String after) {
        var old = machines.apply(before).map(Machine::gpuMemory).map(PriceWords::plain);
        var now = machines.apply(after).map(Machine::gpuMemory).map(PriceWords::plain);
        boolean known = old.isPresent() && now.isPresent() && !old.equals(now);
        return known ? say("MACHINE.memory", now.get(), old.get()) : say("MACHINE");
    }

    private String script(Script before, Script after) {
        if (before.has("--api") != after.has("--api")) {
            return say(after.has("--api") ? "SCRIPT.api" : "SCRIPT.no-api");
        }
        var folder = after.dataDir().filter(_ -> !before.dataDir().equals(after.dataDir()));
        return folder.map(it -> say("SCRIPT.folder", it)).orElseGet(() -> say("SCRIPT"));
    }

    private String keepalive(int before, int after) {
        if (after == 0) {
            return say("gone");
        }
        return before == 0
                ? say("KEEPALIVE", time(after))
                : say("KEEPALIVE.instead", time(after), time(before));
    }

    private String time(int millis) {
        return millis % MINUTE == 0
                ? say("minutes", millis / MINUTE)
                : Durations.text(Duration.ofMillis(millis));
    }

    private String network(Diff.Change change) {
        if (change.removed()) {
            return say("NETWORK.leave");
        }
        boolean joins = change.added() && !change.path().endsWith("/security_group_id");
        return say(joins ? "NETWORK.join" : "NETWORK");
    }

    /// 0 where it is no number.
    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    /// A value as a person reads it: a text without its quotes.
    static String plain(String json) {
        boolean text = json.length() > 1 && json.startsWith("\"") && json.endsWith("\"");
        return text
                ? json.substring(1, json.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
                : json;
    }
}
