package dev.atelier.app.engine;

import dev.atelier.checkpoint.FileHash;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.checkpoint.TaesdFile;
import dev.atelier.checkpoint.VaeFile;
import dev.atelier.embedding.Embedding;
import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.lora.LoraUsed;
import dev.atelier.network.Taesd;
import dev.atelier.pipeline.Approximations;
import dev.atelier.pipeline.LocalGenerator;
import dev.atelier.pipeline.Model;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.ResourceHash;
import dev.atelier.recipe.prompt.LoraTag;
import dev.atelier.torch.TorchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A checkpoint in memory, some LoRAs in its weights, and at most one autoencoder besides its own.
final class TorchModel implements LoadedModel {
    private static final Logger log = LoggerFactory.getLogger(TorchModel.class);

    /// Digits of the hash of an embedding or a LoRA in infotext.
    private static final int SHOWN = 12;

    private final long bytes;
    private final FileHashes hashes;
    private final Approximations.Fitting fitting;
    private final Set<FileVersion> reported = new HashSet<>();
    private Model own;
    private final Map<FileVersion, String> loraHashes = new HashMap<>();
    private Model drawing;
    private Optional<Taesd> tiny = Optional.empty();
    private List<FileVersion> tinyFiles = List.of();
    private Optional<FileVersion> autoencoder = Optional.empty();

    /// @param bytes of its weights in memory, about
    /// @param fitting of the colours of previews
    TorchModel(Model own, long bytes, FileHashes hashes, Approximations.Fitting fitting) {
        this.bytes = bytes;
        own.compute().torch().memory().hold(bytes);
        this.own = own.with(Optional.empty(), Optional.of(fitting));
        this.hashes = hashes;
        this.fitting = fitting;
        drawing = this.own;
    }

    /// A file that cannot be used is left out, and the log says so.
    private void taesd(List<FileVersion> files) {
        var wanted = TaesdFiles.of(files, own.config().family().taesd());
        if (wanted.equals(tinyFiles)) {
            return;
        }
        tiny.ifPresent(Taesd::close);
        tiny = wanted.isEmpty() ? Optional.empty() : Optional.of(Taesd.empty(own.compute()));
        tiny.ifPresent(it -> wanted.forEach(file -> load(it, file.file())));
        tinyFiles = wanted;
        own = own.with(tiny, Optional.of(fitting));
        drawing = drawing.with(tiny, Optional.of(fitting));
    }

    private static void load(Taesd tiny, Path file) {
        try (var opened = TaesdFile.open(file)) {
            tiny.load(opened);
        } catch (IOException e) {
            log.warn("TAESD is left out: {}.", e.getMessage());
        }
    }

    /// A damaged embedding is no word, as in A1111: its letters stay what they are.
    @Override
    public Generator generator(ModelSpec spec, Others others) throws GenerationException {
        taesd(spec.taesd());
        loras(spec.adapters());
        autoencoder(spec.vae());
        var words = new ArrayList<Embedding>();
        for (var file : spec.embeddings()) {
            embedding(file).ifPresent(words::add);
        }
        var refiner = others.refiner().map(it -> ((TorchModel) it).own);
        var networks = others.controls().stream().map(it -> ((TorchControl) it).network()).toList();
        var controls = new LocalGenerator.Controls(networks, others.maps());
        return new LocalGenerator(drawing, words, refiner, hashes(spec.adapters()), controls);
    }

    /// Weights that are broken off in the middle are put right by the next call.
    private void loras(List<ModelSpec.Adapter> wanted) throws GenerationException {
        var used = new ArrayList<LoraUsed>();
        for (var adapter : wanted) {
            var tag = adapter.tag();
            used.add(
                    new LoraUsed(
                            adapter.file().file(),
                            tag.text(),
                            tag.unet(),
                            tag.rank(),
                            tag.blocks()));
        }
        try {
            own.loras().apply(used);
        } catch (CancellationException e) {
            throw new GenerationException(new Failure.Cancelled(), e);
        } catch (TorchException e) {
            throw TorchRuntime.notLoaded(e);
        } catch (IOException e) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            Message.of("problem.lora", Explained.reasonOf(e)),
                            Message.of("advice.lora")),
                    e);
        }
    }

    /// What infotext says of them, each once. Of safetensors A1111 hashes the numbers alone.
    private List<ResourceHash> hashes(List<ModelSpec.Adapter> adapters) throws GenerationException {
        var all = new LinkedHashMap<String, ResourceHash>();
        for (var adapter : adapters) {
            try {
                var hash = loraHash(adapter.file());
                var name = LoraTag.shortName(adapter.tag().name());
                all.put(name, new ResourceHash(ResourceHash.Kind.LORA, name, hash));
            } catch (IOException e) {
                throw TorchRuntime.badLora(adapter.file().file(), e);
            }
        }
        return List.copyOf(all.values());
    }

    private String loraHash(FileVersion version) throws IOException {
        var known = loraHashes.get(version);
        if (known != null) {
            return known;
        }
        var file = version.file();
        boolean numbers = file.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors");
        var hash = numbers ? FileHash.dataSha256(file, new Cancellation()) : hashes.sha256(file);
        loraHashes.put(version, hash.substring(0, SHOWN));
        return hash.substring(0, SHOWN);
    }

    private void autoencoder(Optional<FileVersion> wanted) throws GenerationException {
        if (wanted.equals(autoencoder)) {
            return;
        }
        var next = wanted.isPresent() ? with(wanted.get().file()) : own;
        closeOther();
        drawing = next;
        autoencoder = wanted;
    }

    private Model with(Path file) throws GenerationException {
        try (var vae = VaeFile.open(file, own.config().vae())) {
            var name = String.valueOf(file.getFileName());
            return own.with(vae, new Model.VaeId(name, hashes.shortHash(file)));
        } catch (CancellationException e) {
            throw new GenerationException(new Failure.Cancelled(), e);
        } catch (IOException e) {
            throw new GenerationException(
                    new Failure.BadRecipe(
                            Message.of("problem.vae", Explained.reasonOf(e)),
                            Message.of("advice.other-vae")),
                    e);
        }
    }

    private void closeOther() {
        if (autoencoder.isPresent()) {
            drawing.networks().vae().close();
        }
    }

    private Optional<Embedding> embedding(FileVersion version) {
        var file = version.file();
        try {
            var hash = hashes.sha256(file).substring(0, SHOWN);
            return Optional.of(EmbeddingFile.read(file).withHash(hash));
        } catch (IOException e) {
            if (reported.add(version)) {
                log.warn("The embedding {} is left out: {}.", file.getFileName(), e.getMessage());
            }
            return Optional.empty();
        }
    }

    @Override
    public Facts facts() {
        return new Facts(new ModelRef(own.name(), own.hash()), own.config().nativeSize());
    }

    @Override
    public void close() {
        closeOther();
        tiny.ifPresent(Taesd::close);
        own.compute().torch().memory().hold(-bytes);
        own.close();
    }
}
