package dev.atelier.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Sends jobs through a queue whose service and clients are processes of their own, and kills these
/// (SIGKILL on POSIX) at moments that a seed decides, one kill of the service to two of clients.
/// All faults of [QueueFaults] are on besides.
public final class QueueKills {
    private static final int CLIENTS = 3;
    private static final int PART_MINUTES = 15;

    private final List<String> program;
    private final QueueChild child;
    private final Random random;
    private final List<Process> clients = new ArrayList<>();
    private Process service;

    /// What came of it.
    ///
    /// @param lost jobs without a picture and without a reason
    /// @param twice pictures that were to be written again
    /// @param wrong pictures of another job
    /// @param reasons of jobs without a picture
    /// @param serviceKills and clientKills by SIGKILL
    public record Tally(
            int jobs,
            int lost,
            int twice,
            int wrong,
            List<String> reasons,
            int serviceKills,
            int clientKills) {}

    /// @param program the command line of a child, to which its role is added
    /// @param folder empty
    public QueueKills(List<String> program, Path folder, long seed) throws IOException {
        this.program = List.copyOf(program);
        this.child = new QueueChild(folder);
        this.random = new Random(seed);
        this.service = serve(0);
    }

    /// Blocks until all jobs are over.
    ///
    /// @param kills of processes
    public Tally run(int jobs, int kills) throws IOException, InterruptedException {
        int ofService = 0;
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(work(jobs, i));
            }
            for (int kill = 1; kill <= kills; kill++) {
                await(jobs * kill / (kills + 1), jobs);
                if (kill % 3 == 0) {
                    end(service);
                    service = serve(child.at().address().getPort());
                    ofService++;
                } else {
                    int which = random.nextInt(CLIENTS);
                    end(clients.get(which));
                    clients.set(which, work(jobs, which));
                }
            }
            for (var client : clients) {
                if (!client.waitFor(PART_MINUTES, TimeUnit.MINUTES)) {
                    throw new IOException("a client does not end");
                }
            }
        } finally {
            end(service);
            for (var client : clients) {
                end(client);
            }
        }
        return tally(jobs, ofService, kills - ofService);
    }

    private Tally tally(int jobs, int ofService, int ofClients) throws IOException {
        var reasons = new ArrayList<String>();
        for (int job = 0; job < jobs; job++) {
            if (Files.exists(child.file("failed", job))) {
                reasons.add(job + ": " + Files.readString(child.file("failed", job)));
            }
        }
        int lost = jobs - over(jobs);
        return new Tally(
                jobs,
                lost,
                count("twice", jobs),
                count("wrong", jobs),
                reasons,
                ofService,
                ofClients);
    }

    private int count(String kind, int jobs) {
        return (int)
                IntStream.range(0, jobs).filter(job -> Files.exists(child.file(kind, job))).count();
    }

    private int over(int jobs) {
        return (int) IntStream.range(0, jobs).filter(child::isOver).count();
    }

    private void await(int wanted, int jobs) throws InterruptedException, IOException {
        while (over(jobs) < wanted) {
            if (!service.isAlive()) {
                throw new IOException("the service ended by itself");
            }
            Thread.sleep(20);
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private Process serve(int port) throws IOException {
        var started = start(List.of("--serve", port + ""), ProcessBuilder.Redirect.PIPE);
        // Not closed: the child would end when it next writes.
        BufferedReader out = started.inputReader();
        if (out.readLine() == null) {
            throw new IOException("the service did not start");
        }
        return started;
    }

    private Process work(int jobs, int client) throws IOException {
        var part = "%d/%d/%d".formatted(jobs, client, CLIENTS);
        return start(List.of("--work", part), ProcessBuilder.Redirect.DISCARD);
    }

    private Process start(List<String> role, ProcessBuilder.Redirect out) throws IOException {
        var line = new ArrayList<>(program);
        line.addAll(role);
        line.addAll(List.of("--folder", child.folder().toString()));
        return new ProcessBuilder(line)
                .redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
