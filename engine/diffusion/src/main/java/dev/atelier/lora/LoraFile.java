package dev.atelier.lora;

import dev.atelier.pickle.TensorFiles;
import dev.atelier.recipe.Message;
import dev.atelier.safetensors.TensorFile;
import dev.atelier.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An open LoRA file of whatever kind, safetensors or PyTorch's. Opening reads its header.
public final class LoraFile implements AutoCloseable {
    private final TensorFile file;
    private final Map<String, LoraLayer> layers;
    private final List<String> unknown;

    private LoraFile(TensorFile file, Map<String, LoraLayer> layers, List<String> unknown) {
        this.file = file;
        this.layers = layers;
        this.unknown = List.copyOf(unknown);
    }

    /// @throws LoraException when no tensor in it is one of a LoRA
    /// @throws IOException when it cannot be read or is no sound file of tensors
    public static LoraFile open(Path path) throws IOException {
        var file = TensorFiles.open(path);
        try {
            var parts = new LinkedHashMap<String, Map<String, TensorInfo>>();
            var unknown = new ArrayList<String>();
            for (var info : file.tensors().values()) {
                var key = LoraKey.of(info.name());
                if (key.isEmpty()) {
                    unknown.add(info.name());
                } else {
                    parts.computeIfAbsent(key.get().layer(), name -> new LinkedHashMap<>())
                            .put(key.get().part(), info);
                }
            }
            var layers = new LinkedHashMap<String, LoraLayer>();
            parts.forEach((name, own) ->
                    LoraKind.of(own)
                            .ifPresentOrElse(
                                    kind -> layers.put(name, new LoraLayer(name, kind, own)),
                                    () -> own.values().forEach(info -> unknown.add(info.name()))));
            if (layers.isEmpty()) {
                throw new LoraException(path, Message.of("fit.no-layers"));
            }
            return new LoraFile(file, layers, unknown);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// The same of a file that may be another thing; empty where it is.
    public static Optional<LoraFile> openIfLora(Path path) throws IOException {
        try {
            return Optional.of(open(path));
        } catch (LoraException e) {
            return Optional.empty();
        }
    }

    /// By name, in the order of the file.
    Map<String, LoraLayer> layers() {
        return Collections.unmodifiableMap(layers);
    }

    TensorFile tensors() {
        return file;
    }

    /// Names of the tensors that belong to no layer that can be applied.
    public List<String> unknown() {
        return unknown;
    }

    /// What the trainer wrote beside the tensors.
    public Map<String, String> metadata() {
        return file.metadata();
    }

    public Path path() {
        return file.path();
    }

    /// A number of a layer, if it has one under that name.
    double number(LoraLayer layer, String part, double otherwise) {
        return layer.has(part) ? file.doubles(layer.part(part).name())[0] : otherwise;
    }

    @Override
    public void close() {
        file.close();
    }
}
