package dev.atelier.checkpoint;

import dev.atelier.checkpoint.diffusers.Diffusers;
import dev.atelier.pickle.TensorFiles;
import dev.atelier.recipe.Message;
import dev.atelier.safetensors.TensorFile;
import java.io.IOException;
import java.nio.file.Path;

/// Files that hold a UNet alone, under LDM's keys with or without their prefix or under those of
/// the diffusers library, and what a base adds to them.
final class UnetFile {
    private UnetFile() {}

    /// The tensors of a checkpoint, those of its base among them where it is a UNet alone.
    static TensorFile opened(CheckpointFile source) throws IOException {
        var path = source.file();
        var file = Diffusers.isFolder(path) ? Diffusers.open(path) : TensorFiles.open(path);
        if (!isAlone(file)) {
            return file;
        }
        var unet = Diffusers.unet(file);
        if (source.base().isEmpty()) {
            return unet;
        }
        try {
            return joined(unet, source.base().get());
        } catch (IOException | RuntimeException e) {
            unet.close();
            throw e;
        }
    }

    private static TensorFile joined(TensorFile unet, Path path) throws IOException {
        var base = Diffusers.isFolder(path) ? Diffusers.open(path) : TensorFiles.open(path);
        try {
            if (isAlone(base)) {
                throw new CheckpointException(path, Message.of("file.unet-base"));
            }
            var own = config(unet);
            var other = config(base);
            // What a UNet takes of the text distinguishes the families.
            if (own.unet().contextWidth() != other.unet().contextWidth()
                    || own.unet().admChannels() != other.unet().admChannels()) {
                throw new CheckpointException(
                        unet.path(),
                        Message.of(
                                "file.unet-family",
                                own.family().label(),
                                path.getFileName(),
                                other.label()));
            }
            return Diffusers.based(unet, base);
        } catch (IOException | RuntimeException e) {
            base.close();
            throw e;
        }
    }

    private static CheckpointConfig config(TensorFile file) {
        return new ConfigInference(new LdmKeys(file).tensors(), file.metadata()).config();
    }

    private static boolean isAlone(TensorFile file) {
        return Diffusers.isUnet(file.tensors().keySet());
    }

    /// Refuses a UNet alone without a base.
    static void requireBase(TensorFile file, CheckpointConfig config) throws CheckpointException {
        if (isAlone(file)) {
            var name = String.valueOf(file.path().getFileName());
            int dot = name.lastIndexOf('.');
            throw new CheckpointException(
                    file.path(),
                    Message.of(
                            "file.unet-alone",
                            config.family().label(),
                            dot > 0 ? name.substring(0, dot) : name));
        }
    }
}
