package dev.atelier.app.services;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.ServiceScaling.ByLoad;
import dev.atelier.cloud.eas.ServiceState;
import dev.atelier.cloud.money.ServiceStop;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Words about services, in the present language.
final class ServiceWords {
    private ServiceWords() {}

    private static Messages words() {
        return Messages.of(ServiceWords.class);
    }

    static Locale language() {
        return Locale.getDefault(Locale.Category.DISPLAY);
    }

    static String costsOn(String name, ServiceStop.Last last) {
        var shown =
                last instanceof ServiceStop.Last.Running(var status)
                        ? state(status)
                        : last.words().in(language());
        return words().text("service.costs-on", name, shown);
    }

    static String failed(String name, Throwable failure) {
        return words().text("service.failed", name, FailureMessages.of(failure));
    }

    static String leaseEnded(String name) {
        return words().text("service.lease-ended", name);
    }

    /// A state in words; one that the vendor has added since is shown in the vendor's.
    static String state(String status) {
        var state = ServiceState.of(status);
        return state == ServiceState.UNKNOWN ? status : words().text("state." + state);
    }

    /// Such as `1–3 instances, by queue length`.
    static String scaling(ByLoad load) {
        var key = "metric." + load.metric();
        var metric = words().has(key) ? words().text(key) : load.metric();
        return words().text("kind.scaled", load.least(), load.most(), metric);
    }

    /// Such as `2 h 40 min`, `4 min`, `12 s`.
    static String time(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return words().text("time.seconds", seconds);
        }
        long minutes = seconds / 60;
        return minutes < 60
                ? words().text("time.minutes", minutes)
                : words().text("time.hours", minutes / 60, minutes % 60);
    }

    /// Such as `26:14`, with hours `1:05:00`.
    static String countdown(Duration left) {
        long seconds = Math.max(0, left.toSeconds());
        long minutes = seconds / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60)
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, seconds % 60);
    }

    /// The image that a config names, without its registry.
    static String image(String config) {
        try {
            return ServiceConfig.read(config).containers().stream()
                    .map(ServiceConfig.Container::image)
                    .map(image -> image.substring(image.lastIndexOf('/') + 1))
                    .collect(Collectors.joining(", "));
        } catch (ConfigException e) {
            return "–";
        }
    }

    /// What a config asks for: its image, machine and number of instances.
    static String config(String config) {
        try {
            var read = ServiceConfig.read(config);
            var instances = read.instances().map(it -> words().text("versions.instances", it));
            return Stream.of(Optional.of(image(config)), read.machine(), instances)
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(" · "));
        } catch (ConfigException e) {
            return "–";
        }
    }

    /// Such as `2.13 GB`, in powers of ten as files are sold.
    static String size(long bytes) {
        return bytes >= 1_000_000_000
                ? String.format(Locale.ROOT, "%.2f GB", bytes / 1e9)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /// A moment as the cloud writes it, by the clock of this computer; as it is where it is written
    /// otherwise.
    static String date(String moment) {
        try {
            return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                    .format(Instant.parse(moment).atZone(ZoneId.systemDefault()));
        } catch (DateTimeParseException e) {
            return moment;
        }
    }

    static String clock(Instant moment) {
        return DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT)
                .format(moment.atZone(ZoneId.systemDefault()));
    }

    /// When the lease of a service ends unless it gets work; empty where it has none.
    static Optional<Instant> end(ServiceFacts service) {
        return service.lease()
                .flatMap(lease -> {
                    var idle = lease.idle().map(it -> service.times().lastWork().plus(it));
                    var until = lease.until();
                    return idle.isPresent() && until.isPresent()
                            ? Optional.of(
                                    idle.get().isBefore(until.get()) ? idle.get() : until.get())
                            : idle.or(() -> until);
                });
    }

    /// How many run, and are about to and about to end, such as `1 running, 2 starting`.
    static String counts(List<ServiceFacts> services) {
        long starting = services.stream().filter(ServiceFacts::starts).count();
        long stopping = services.stream().filter(ServiceFacts::stops).count();
        long running = services.size() - starting - stopping;
        return Stream.of(
                        count("meter.running", running),
                        count("meter.starting", starting),
                        count("meter.stopping", stopping))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining(words().text("meter.and")));
    }

    private static String count(String key, long number) {
        return number == 0 ? "" : words().text(key, number);
    }

    /// What runs and what it costs an hour, such as `1 running ¥8.10/h`; empty where nothing does.
    /// What only starts costs nothing yet.
    static String meter(List<ServiceFacts> services) {
        var text = counts(services);
        var costing = services.stream().filter(it -> !it.starts()).toList();
        if (costing.isEmpty()) {
            return text;
        }
        boolean known = costing.stream().allMatch(it -> it.money().hour().isPresent());
        if (!known) {
            return text + " · " + words().text("price.unknown");
        }
        var currency = costing.getFirst().money().hour().orElseThrow().currency();
        var sum =
                costing.stream()
                        .map(it -> it.money().hour().orElseThrow().hour())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return text + " " + Money.text(sum, currency) + "/h";
    }
}
