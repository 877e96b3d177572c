package dev.atelier.app.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.SandboxRig;
import dev.atelier.app.account.Spending;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.EventLoop;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.QueueRig;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.UsualStop;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The models of this computer beside those of a service whose folder is on OSS.
class ServiceModelsTest {
    private static final Duration BLINK = Duration.ofMillis(10);
    private static final String NAME = "portraits";

    @TempDir Path folder;
    private SandboxRig sandbox;
    private QueueRig rig;
    private EventLoop loop;
    private QueueModel queue;
    private ServicesModel model;
    private UploadsModel uploads;
    private Cloud cloud;

    @BeforeEach
    void open() throws Exception {
        sandbox = SandboxRig.open(QueueRig.NONE, BLINK);
        var spending = new Spending(folder, InstantSource.system());
        cloud = new Cloud(sandbox.access(folder), spending, SandboxRig.REGION, "team");
        rig = new QueueRig(folder, QueueRig.NONE);
        queue = rig.queue;
        loop = rig.loop;
        model = new ServicesModel(rig.tasks, queue, InstantSource.system(), _ -> UsualStop.NEVER);
        var settings = Settings.open(folder.resolve("settings.properties"), rig.tasks);
        uploads = new UploadsModel(model, new UploadNotes(settings));
        var config = Blueprint.sync(NAME, "cn-hangzhou").withOss("oss://sd-bucket/all/").config();
        cloud.eas().create(config);
        model.connect(Optional.of(cloud));
        loop.until(() -> {
            model.look();
            return model.find(NAME).filter(ServiceFacts::runs).isPresent();
        });
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        sandbox.close();
    }

    private ModelRow row(String name, ModelKind kind, String hash, int bytes) throws Exception {
        var file = Files.write(folder.resolve(name + ".safetensors"), new byte[bytes]);
        var facts = new ModelRow.Facts(Optional.empty(), "", 512, hash);
        return new ModelRow(name, file, kind, facts, bytes, Optional.empty());
    }

    private Place place() {
        return queue.at(cloud.place(NAME)).orElseThrow().place();
    }

    @Test
    void aCheckpointThatARecipeNeedsIsBroughtToTheService() throws Exception {
        var mine = row("night-harbour", ModelKind.CHECKPOINT, "", 300_000);
        var supply = new ServiceModelTransfer(uploads, Value.of(List.of(mine)));
        var recipe =
                Recipe.of("a boat", new Size(64, 64))
                        .withModel(Optional.of(new ModelRef("night-harbour", "")));
        var missing = place().generator().unsupported(recipe);
        assertEquals(1, missing.size());
        var offer = supply.offer(place(), missing).orElseThrow();
        assertEquals("night-harbour", offer.name());
        assertEquals(300_000, offer.bytes());
        assertTrue(offer.share().isEmpty());

        offer.bring().run();
        assertTrue(supply.offer(place(), missing).orElseThrow().share().isPresent());
        loop.until(() -> uploads.arrived().get() == 1);

        assertFalse(model.notice().get().orElseThrow().bad());
        assertEquals(List.of(), place().generator().unsupported(recipe));
        var there = place().generator().capabilities().models();
        assertTrue(there.checkpoints().contains("night-harbour.safetensors"));
        var sizes =
                new ServiceModels(cloud, model.find(NAME).orElseThrow().info().config()).sizes();
        var pair =
                ModelPair.of(List.of(mine), there, sizes).stream()
                        .filter(it -> it.name().equals("night-harbour"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(ModelPair.Match.SAME_SIZE, pair.likeness());
    }

    @Test
    void aLoraGoesIntoTheFolderOfLoras() throws Exception {
        var mine = row("gouache", ModelKind.LORA, "", 1000);
        uploads.upload(NAME, mine);
        loop.until(() -> uploads.arrived().get() == 1);
        assertTrue(place().generator().capabilities().models().loras().contains("gouache"));
        assertEquals(
                "oss://sd-bucket/all/models/Lora/gouache.safetensors",
                uploads.goal(NAME, mine).orElseThrow().toString());
    }

    @Test
    void anUploadThatFailsSaysHowToGoOn() throws Exception {
        var mine = row("gone", ModelKind.CHECKPOINT, "", 1000);
        Files.delete(mine.file());
        uploads.upload(NAME, mine);
        loop.until(() -> uploads.running().get().isEmpty());
        assertTrue(model.notice().get().orElseThrow().bad());
        assertEquals(0, uploads.arrived().get());
    }

    @Test
    void modelsAreComparedByHashThenSizeThenName() throws Exception {
        var here =
                List.of(
                        row("a", ModelKind.CHECKPOINT, "0123456789", 10),
                        row("b", ModelKind.CHECKPOINT, "0123456789", 10),
                        row("c", ModelKind.CHECKPOINT, "", 10),
                        row("d", ModelKind.CHECKPOINT, "", 10),
                        row("e", ModelKind.CHECKPOINT, "", 10),
                        row("style", ModelKind.LORA, "", 10));
        var there =
                new Capabilities.Models(
                        List.of(
                                "a.safetensors [0123456789]",
                                "sub/b.safetensors [ffffffffff]",
                                "c.safetensors",
                                "d.safetensors",
                                "x.ckpt [1111111111]"),
                        List.of(),
                        List.of("style"),
                        List.of(),
                        List.of(),
                        List.of());
        var sizes =
                new ModelPair.Sizes(
                        Map.of(
                                ModelKind.CHECKPOINT,
                                Map.of("c.safetensors", 11L, "d.safetensors", 10L)));
        var found =
                ModelPair.of(here, there, sizes).stream()
                        .map(it -> it.name() + " " + it.likeness())
                        .toList();
        assertEquals(
                List.of(
                        "a SAME_HASH",
                        "b DIFFERENT",
                        "c DIFFERENT",
                        "d SAME_SIZE",
                        "x ONLY_THERE",
                        "e ONLY_HERE",
                        "style SAME_NAME"),
                found);
    }

    /// Reading a file for its hash is of use only where there is one to compare it with.
    @Test
    void theOwnHashIsWantedWhereTheServiceSaysOne() throws Exception {
        var here =
                List.of(
                        row("f", ModelKind.CHECKPOINT, "", 10),
                        row("g", ModelKind.CHECKPOINT, "", 10));
        var there =
                new Capabilities.Models(
                        List.of("f.safetensors [0123456789]", "g.safetensors"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
        var wanted =
                ModelPair.of(here, there, new ModelPair.Sizes(Map.of())).stream()
                        .filter(ModelPair::wantsHash)
                        .map(ModelPair::name)
                        .toList();
        assertEquals(List.of("f"), wanted);
        var untold =
                ModelPair.of(here, there, new ModelPair.Sizes(Map.of())).stream()
                        .filter(ModelPair::isUntold)
                        .map(ModelPair::name)
                        .toList();
        assertEquals(List.of("g"), untold);
    }
}
