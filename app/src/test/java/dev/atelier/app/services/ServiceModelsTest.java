package dev.atelier.app.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.Spending;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.EventLoop;
import dev.atelier.app.queue.JobStore;
import dev.atelier.app.queue.PictureNames;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.LocalStore;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.webui.request.Catalogue;
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
    private final EventLoop loop = new EventLoop();
    private final Tasks tasks = new Tasks(loop);
    private Sandbox sandbox;
    private JobStore store;
    private QueueModel queue;
    private ServicesModel model;
    private UploadsModel uploads;
    private Cloud cloud;

    @BeforeEach
    void open() throws Exception {
        Generator none = (recipe, observer, cancellation) -> List.of();
        var settings =
                CloudSettings.inMemory(
                                0,
                                new CloudSettings.Workshop(
                                        none, Catalogue.of(new ModelRef("starter", "0123456789"))))
                        .withDurations(new StateDurations(BLINK, BLINK, BLINK, Duration.ZERO));
        sandbox = Sandbox.start(LocalStore.in(settings, "sd-bucket"));
        var environment =
                Map.of(
                        "ALIBABA_CLOUD_ACCESS_KEY_ID", sandbox.account().accessKeyId(),
                        "ALIBABA_CLOUD_ACCESS_KEY_SECRET", sandbox.account().accessKeySecret(),
                        "ATELIER_CLOUD_ENDPOINT", sandbox.address(),
                        "ATELIER_OSS_ENDPOINT", sandbox.address());
        var spending = new Spending(folder, InstantSource.system());
        cloud = new Cloud(new CloudAccess(environment, folder), spending, "cn-hangzhou", false);
        store = JobStore.open(folder.resolve("queue.db"));
        var names = new PictureNames(folder, "[seed]");
        queue = new QueueModel(store, tasks, List.of(Place.here(none, tasks)), () -> names, loop);
        model = new ServicesModel(tasks, queue, InstantSource.system());
        uploads = new UploadsModel(model);
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
        tasks.close();
        store.close();
        sandbox.close();
    }

    private ModelRow row(String name, ModelKind kind, String hash, int bytes) throws Exception {
        var file = Files.write(folder.resolve(name + ".safetensors"), new byte[bytes]);
        var facts = new ModelRow.Facts("", "", 512, hash);
        return new ModelRow(name, file, kind, facts, bytes, Optional.empty());
    }

    private Place place() {
        return queue.at(cloud.place(NAME)).orElseThrow().place();
    }

    @Test
    void aCheckpointThatARecipeNeedsIsBroughtToTheService() throws Exception {
        var mine = row("night-harbour", ModelKind.CHECKPOINT, "", 300_000);
        var supply = new ServiceSupply(uploads, Value.of(List.of(mine)));
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

        assertFalse(model.said().get().orElseThrow().bad());
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
        assertEquals(ModelPair.Likeness.SAME_SIZE, pair.likeness());
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
        assertTrue(model.said().get().orElseThrow().bad());
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
    }
}
