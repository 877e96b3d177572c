package dev.atelier.app.cli;

import dev.atelier.app.device.CardProbe.Result;
import dev.atelier.app.device.CudaDownload;
import dev.atelier.app.device.CudaFiles;
import dev.atelier.app.device.Decision;
import dev.atelier.app.device.Devices;
import dev.atelier.app.device.GraphicsCard;
import dev.atelier.recipe.Message;
import java.util.ArrayList;
import java.util.List;

/// Facts about the graphics card: driver, cards, PyTorch's CUDA build, what follows and why.
final class DeviceFacts {
    private static final String TOPIC = "device";

    private DeviceFacts() {}

    /// Looks; blocks for up to a few seconds.
    static List<Fact> of(Devices devices) {
        var now = devices.look();
        var facts = new ArrayList<Fact>();
        switch (now.seen()) {
            case Result.NoCard _ ->
                    facts.add(Fact.of(TOPIC, "card", Message.english("cli.device-none")));
            case Result.NoDriver(var card) -> {
                facts.add(Fact.of(TOPIC, "card", card));
                facts.add(Fact.of(TOPIC, "driver", Message.english("cli.nothing")));
            }
            case Result.Silent(var reason) ->
                    facts.add(
                            Fact.of(TOPIC, "driver", Message.english("cli.device-silent", reason)));
            case Result.Working(var driver, var cards) -> {
                facts.add(Fact.of(TOPIC, "driver", driver));
                cards.forEach(card -> facts.addAll(of(card)));
            }
        }
        facts.add(Fact.of(TOPIC, "runtime", runtime(now.files(), devices)));
        facts.add(Fact.of(TOPIC, "chosen", now.settings().choice().toString()));
        if (now.settings().budget() > 0) {
            facts.add(Fact.bytes(TOPIC, "memory limit", now.settings().budget()));
        }
        facts.addAll(of(now.decision()));
        return facts;
    }

    private static List<Fact> of(GraphicsCard card) {
        var name = "cuda:" + card.index();
        return List.of(
                Fact.of(
                        TOPIC,
                        name,
                        card.name()
                                + card.capability()
                                        .map(it ->
                                                ", " + Message.english("cli.device-capability", it))
                                        .orElse("")),
                Fact.bytes(TOPIC, name + " memory", card.memory()),
                Fact.bytes(TOPIC, name + " free", card.free()));
    }

    private static String runtime(CudaFiles files, Devices devices) {
        return switch (files) {
            case CudaFiles.None _ -> {
                long arrived =
                        devices.available()
                                .map(it -> CudaDownload.arrived(it, devices.runtimes()))
                                .orElse(0L);
                yield arrived == 0
                        ? Message.english("cli.device-no-build")
                        : Message.english("cli.device-arrived", Fact.readable(arrived));
            }
            case CudaFiles.Incomplete(var folder, var missing) ->
                    Message.english("cli.device-lacks", folder, String.join(", ", missing));
            case CudaFiles.Other(var folder, var version) ->
                    Message.english("cli.device-build", version, folder);
            case CudaFiles.Whole(var folder, var version) ->
                    Message.english("cli.device-build", version, folder);
        };
    }

    private static List<Fact> of(Decision decision) {
        var facts = new ArrayList<Fact>();
        switch (decision) {
            case Decision.OnCard card -> {
                facts.add(Fact.of(TOPIC, "computes on", "cuda:" + card.card().index()));
                facts.add(Fact.of(TOPIC, "flavor", CudaFiles.FLAVOR));
                facts.add(Fact.of(TOPIC, "because", card.because().english()));
                card.note().ifPresent(it -> facts.add(Fact.of(TOPIC, "note", it.english())));
            }
            case Decision.OnProcessor(var because, var remedy) -> {
                facts.add(Fact.of(TOPIC, "computes on", "cpu"));
                facts.add(Fact.of(TOPIC, "flavor", "cpu"));
                facts.add(Fact.of(TOPIC, "because", because.english()));
                remedy.ifPresent(it -> facts.add(Fact.of(TOPIC, "remedy", it.english())));
            }
        }
        return facts;
    }
}
