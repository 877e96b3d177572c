package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.QueuedServices;
import dev.atelier.app.account.SentJobs;
import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.queue.Frame;
import dev.atelier.cloud.queue.QueueClient;
import dev.atelier.cloud.queue.QueueClient.Wanted;
import dev.atelier.cloud.queue.Watcher;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The queues of an asynchronous service. Each method is a command of its own.
@Command(
        name = "queue",
        description = "Look into and use the queues of an asynchronous service on PAI-EAS.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  atelier queue ls sd_async",
            "  atelier queue put sd_async /sdapi/v1/txt2img job.json --tag task_id=boat-1",
            "  atelier queue watch sd_async --commit",
            "  atelier queue fetch",
            "  atelier queue cancel sd_async boat-1"
        })
public final class QueueCommand implements Runnable {
    private static final int MOST = 200;
    private static final String REQUEST = "requestId";
    private static final Duration LOOK = Duration.ofMillis(500);
    private final CloudContext context;

    public QueueCommand(CloudContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        throw CommandException.usage(Message.of("cli.queue-which"));
    }

    private QueueClient open(RegionOption region, String name)
            throws EasException, NoAccountException, IOException {
        context.keeper().catchUp();
        var left = SentJobs.in(context.spending().folder()).left();
        if (!left.isEmpty()) {
            context.terminal().err().println(Message.of("cli.sent-left", left.size()).english());
        }
        var found = context.access().eas(region.region()).describe(name);
        if (!QueuedServices.isQueued(found)) {
            throw CommandException.failed(Message.of("cli.no-queue", name));
        }
        if (!found.isRunning()) {
            throw CommandException.failed(Message.of("cli.not-running", name, found.status()));
        }
        var services = new QueuedServices(context.access(), context.spending().folder());
        var queue = services.queue(found);
        services.sweep(queue);
        return queue;
    }

    @Command(name = "ls", description = "What waits, and what is answered and not yet fetched.")
    int ls(
            @Mixin RegionOption region,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws EasException, NoAccountException, IOException {
        var input = open(region, name);
        var sink = input.sink();
        if (json) {
            var all = new LinkedHashMap<String, Object>();
            all.put("input", shown(input));
            all.put("sink", shown(sink));
            context.terminal().out().println(JsonText.of(all));
            return ExitCode.OK;
        }
        print("input", input);
        print("sink", sink);
        return ExitCode.OK;
    }

    private static Map<String, Object> shown(QueueClient queue) throws IOException {
        var all = new LinkedHashMap<String, Object>();
        all.put("attributes", new TreeMap<>(queue.attributes()));
        all.put("frames", queue.get(Wanted.all(MOST)).stream().map(QueueCommand::fields).toList());
        return all;
    }

    private void print(String side, QueueClient queue) throws IOException {
        var attributes = queue.attributes();
        context.terminal()
                .out()
                .printf(
                        "%-5s  %s%n",
                        side,
                        Message.english(
                                "cli.queue-side",
                                attributes.getOrDefault("stream.length", "?"),
                                attributes.getOrDefault("stream.approxMaxLength", "?"),
                                attributes.getOrDefault("meta.maxPayloadBytes", "?"),
                                attributes.getOrDefault("consumers.status.total", "?")));
        for (var frame : queue.get(Wanted.all(MOST))) {
            var where = where(side, queue.search(frame.index()));
            context.terminal()
                    .out()
                    .printf(
                            "  %6d  %-10s  %s  %s%n",
                            frame.index(),
                            where,
                            tags(frame),
                            Message.english("cli.bytes", frame.data().length));
        }
    }

    /// Nothing is before an answer: it is there for the first reader.
    private static String where(String side, Optional<QueueClient.Position> standing) {
        boolean answer = side.equals("sink");
        if (standing.isEmpty()) {
            return Message.english("cli.queue-gone");
        }
        if (standing.get().pending()) {
            return Message.english(answer ? "cli.queue-at-reader" : "cli.queue-at-work");
        }
        return answer
                ? Message.english("cli.queue-answered")
                : Message.english("cli.queue-before", standing.get().before());
    }

    private static String tags(Frame frame) {
        var text = new StringBuilder();
        new TreeMap<>(frame.tags())
                .forEach((key, value) ->
                        text.append(text.isEmpty() ? "" : " ")
                                .append(key)
                                .append('=')
                                .append(value));
        return OssLines.shown(text.toString());
    }

    private static Map<String, Object> fields(Frame frame) {
        var all = new LinkedHashMap<String, Object>();
        all.put("index", frame.index());
        all.put("tags", new TreeMap<>(frame.tags()));
        all.put("data", new String(frame.data(), StandardCharsets.UTF_8));
        return all;
    }

    /// What goes along with a put.
    static final class PutOptions {
        @Option(
                names = "--tag",
                paramLabel = "KEY=VALUE",
                description = "Comes back with the answer.")
        private Map<String, String> tags = new HashMap<>();

        @Option(
                names = "--priority",
                converter = CloudConverters.OfAny.class,
                paramLabel = "N",
                description = "Default: 0.")
        private int priority;
    }

    /// How to watch.
    static final class WatchOptions {
        @Option(
                names = "--window",
                converter = CloudConverters.OfSome.class,
                paramLabel = "N",
                description = "Default: 5.")
        private int window = 5;

        @Option(
                names = "--commit",
                description = "Confirm what was printed; other readers keep theirs.")
        private boolean commit;

        @Option(names = "--new", description = "Only what comes from now on.")
        private boolean late;

        @Option(
                names = "--count",
                converter = CloudConverters.OfSome.class,
                paramLabel = "N",
                description = "End after so many.")
        private int count;
    }

    @Command(name = "put", description = "Put a request into the queue; prints its index and id.")
    int put(
            @Mixin RegionOption region,
            @Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(
                            index = "1",
                            paramLabel = "PATH",
                            description = "Such as /sdapi/v1/txt2img.")
                    String path,
            @Parameters(index = "2", paramLabel = "FILE") Path file,
            @Mixin PutOptions options)
            throws EasException, NoAccountException, IOException {
        if (options.tags.containsKey(REQUEST)) {
            throw CommandException.usage(Message.of("cli.tag-request", REQUEST));
        }
        context.requireRoom(context.access().eas(region.region()));
        var queue = open(region, name);
        try {
            var body = Files.readAllBytes(file);
            requireSize(queue, file, body.length);
            var receipt = queue.put(path, body, options.tags, options.priority);
            context.terminal().out().println(receipt.index() + " " + receipt.request());
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(
                    Message.of("cli.fault", "queue put", Explained.reasonOf(e)));
        }
    }

    private static void requireSize(QueueClient queue, Path file, int bytes) throws IOException {
        var most = queue.attributes().getOrDefault("meta.maxPayloadBytes", "");
        if (most.matches("[0-9]{1,9}") && bytes > Integer.parseInt(most)) {
            throw CommandException.failed(Message.of("cli.put-large", file, bytes, most));
        }
    }

    @Command(
            name = "watch",
            description = "Print answers as they come, a JSON object a line, until Ctrl+C.")
    int watch(
            @Mixin RegionOption region,
            @Parameters(paramLabel = "NAME") String name,
            @Mixin WatchOptions options)
            throws EasException, NoAccountException, IOException {
        var sink = open(region, name).sink();
        long from = options.late ? -1 : 0;
        var watch = new Watcher.Options(from, options.window, false, false, Map.of());
        // After a connection broke, what was not confirmed comes once more.
        var seen = new HashSet<String>();
        try (var watcher = sink.watch(watch)) {
            while (!context.cancellation().ends()
                    && !watcher.hasEnded()
                    && (options.count <= 0 || seen.size() < options.count)) {
                var frame = watcher.next(LOOK);
                if (frame.isEmpty()) {
                    continue;
                }
                long index = frame.get().index();
                if (seen.add(index + " " + frame.get().tag(REQUEST))) {
                    context.terminal().out().println(JsonText.line(fields(frame.get())));
                    context.terminal().out().flush();
                }
                if (options.commit) {
                    sink.commit(List.of(index));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK;
    }

    @Command(
            name = "fetch",
            description =
                    "Fetch the pictures of jobs that 'generate' has sent and was ended before they came.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:all are fetched, or there is none",
                "1:a job is lost or its service cannot be asked",
                "3:not ready yet: run it again later"
            })
    int fetch(
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only of this service.")
                    String name,
            @Option(names = "--forget", description = "Drop the jobs instead.") boolean forget)
            throws IOException {
        context.keeper().catchUp();
        return new Fetching(context).run(Optional.ofNullable(name), forget);
    }

    @Command(name = "cancel", description = "Take jobs that wait out of the queue.")
    int cancel(
            @Mixin RegionOption region,
            @Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(index = "1", arity = "1..*", paramLabel = "TASK|INDEX") List<String> jobs)
            throws EasException, NoAccountException, IOException {
        var input = open(region, name);
        int code = ExitCode.OK;
        for (var job : jobs) {
            var waiting = find(input, job);
            if (waiting.isEmpty()) {
                context.terminal().err().println(Message.english("cli.queue-no-job", job));
                code = ExitCode.FAILED;
                continue;
            }
            for (var frame : waiting) {
                boolean working =
                        input.search(frame.index())
                                .filter(QueueClient.Position::pending)
                                .isPresent();
                if (working) {
                    context.terminal().err().println(Message.english("cli.queue-working", job));
                    code = ExitCode.FAILED;
                } else {
                    input.delete(List.of(frame.index()));
                    context.terminal().out().println(frame.index() + " " + tags(frame));
                }
            }
        }
        return code;
    }

    private static List<Frame> find(QueueClient input, String job) throws IOException {
        var byTask = input.get(new Wanted(0, MOST, Duration.ZERO, false, Map.of("task_id", job)));
        if (!byTask.isEmpty() || !job.matches("[0-9]{1,18}")) {
            return byTask;
        }
        long index = Long.parseLong(job);
        return input.get(new Wanted(index, 1, Duration.ZERO, false, Map.of())).stream()
                .filter(frame -> frame.index() == index)
                .toList();
    }
}
