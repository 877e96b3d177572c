package dev.atelier.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.webui.request.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The models in a container's folders, as far as those lie on the object store. A picture with one
/// of them needs a generator that knows its name.
final class MountedModels {
    private static final String HOME = "/code/stable-diffusion-webui";
    private static final Pattern DATA = Pattern.compile("--data-dir[= ]\\s*([^\\s;&]+)");
    private static final Pattern MODEL = Pattern.compile(".+\\.(safetensors|ckpt|pt)");

    private final MountedOutputs files;
    private final String data;

    MountedModels(JsonNode config, MountedOutputs files) {
        this.files = files;
        data = folder(config.at("/containers/0/script").asText(""));
    }

    private static String folder(String script) {
        var found = DATA.matcher(script);
        if (!found.find()) {
            return HOME;
        }
        var folder = found.group(1).replaceAll("/+$", "");
        return folder.startsWith("/") ? folder : HOME + "/" + folder;
    }

    /// A list with those of the mounts at its end.
    Catalogue beside(Catalogue all) {
        var checkpoints = new ArrayList<>(all.checkpoints());
        for (var file : models("models/Stable-diffusion")) {
            var name = stem(file);
            if (checkpoints.stream().noneMatch(it -> it.name().equals(name))) {
                checkpoints.add(new Catalogue.Checkpoint(name, "", file));
            }
        }
        return new Catalogue(
                checkpoints,
                joined(all.vaes(), models("models/VAE")),
                joined(
                        all.loras(),
                        models("models/Lora").stream().map(MountedModels::stem).toList()),
                all.embeddings(),
                all.controls(),
                all.maps());
    }

    private List<String> models(String folder) {
        return files.names(data + "/" + folder).stream()
                .filter(name -> MODEL.matcher(name).matches())
                .toList();
    }

    private static List<String> joined(List<String> some, List<String> more) {
        var all = new ArrayList<>(some);
        more.stream().filter(it -> !all.contains(it)).forEach(all::add);
        return all;
    }

    private static String stem(String file) {
        return file.substring(0, file.lastIndexOf('.'));
    }
}
