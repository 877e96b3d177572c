package dev.atelier.checkpoint;

import dev.atelier.pickle.TensorFiles;
import dev.atelier.recipe.Message;
import dev.atelier.safetensors.TensorFile;
import dev.atelier.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An open file of TAESD (https://github.com/madebyollin/taesd), the tiny autoencoder: its decoder,
/// its encoder or both, under the numbers of its own files, with or without a prefix, or under the
/// keys of the diffusers library. Closing releases the file.
public final class TaesdFile implements AutoCloseable {
    private static final int LATENT_CHANNELS = 4;

    /// Keys of PyTorch's own files have none; `taesd_…` is ComfyUI's, `….layers.` the diffusers
    /// library's.
    private static final List<String> DECODER_PREFIXES =
            List.of("", "taesd_decoder.", "decoder.", "decoder.layers.");

    private static final List<String> ENCODER_PREFIXES =
            List.of("", "taesd_encoder.", "encoder.", "encoder.layers.");

    /// Which half.
    public enum Part {
        ENCODER(0, 14),
        DECODER(1, 19);

        private final int first;
        private final int last;

        Part(int first, int last) {
            this.first = first;
            this.last = last;
        }

        private List<String> prefixes() {
            return this == DECODER ? DECODER_PREFIXES : ENCODER_PREFIXES;
        }

        /// The path in the network of the convolution or block with this number.
        private String path(int number) {
            var half = this == DECODER ? "decoder." : "encoder.";
            if (number == first) {
                return half + "conv_in";
            }
            if (number == last) {
                return half + "conv_out";
            }
            return half + number + (this == ENCODER && number % 4 == 2 ? ".op" : "");
        }

        private boolean isBlock(int number) {
            return this == DECODER
                    ? number > first + 1 && number < last && (number % 5 == 0 || number % 5 > 2)
                    : number > first && number < last && number % 4 != 2;
        }

        /// Numbers of the convolutions between blocks, which have no bias.
        private boolean isResampling(int number) {
            return this == DECODER
                    ? number > first && number < last && number % 5 == 2 && number > 2
                    : number < last && number % 4 == 2;
        }
    }

    private final TensorFile file;
    private final Map<Part, Map<String, String>> keys;
    private final Map<Part, Integer> widths;

    private TaesdFile(
            TensorFile file, Map<Part, Map<String, String>> keys, Map<Part, Integer> widths) {
        this.file = file;
        this.keys = keys;
        this.widths = widths;
    }

    /// Whether these tensors are TAESD's or of one of its relatives with other latents.
    public static boolean isTaesd(Map<String, TensorInfo> tensors) {
        return place(tensors, Part.DECODER).isPresent() || place(tensors, Part.ENCODER).isPresent();
    }

    /// Where the keys of a half begin.
    ///
    /// @param shift what is added to a number to find it in the file: the diffusers library counts
    ///   no layer for the clamp at the decoder's start
    private record Place(String prefix, int shift) {
        String key(int number) {
            return prefix + (number + shift);
        }
    }

    private static Optional<Place> place(Map<String, TensorInfo> tensors, Part part) {
        for (var prefix : part.prefixes()) {
            int shift = part == Part.DECODER && prefix.endsWith(".layers.") ? -1 : 0;
            var place = new Place(prefix, shift);
            var in = tensors.get(place.key(part.first) + ".weight");
            var block =
                    tensors.get(
                            place.key(part == Part.DECODER ? 3 : part.first + 1)
                                    + ".conv.0.weight");
            if (in != null
                    && block != null
                    && in.shape().size() == 4
                    && block.shape().size() == 4
                    && (part == Part.DECODER || in.shape().get(1) == 3)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    /// Opens a file.
    ///
    /// @throws CheckpointException when it is none, is incomplete or of another family of models
    /// @throws IOException when it cannot be read or is no sound file of tensors
    public static TaesdFile open(Path path) throws IOException {
        var file = TensorFiles.open(path);
        try {
            var keys = new TreeMap<Part, Map<String, String>>();
            var widths = new TreeMap<Part, Integer>();
            for (var part : Part.values()) {
                var place = place(file.tensors(), part);
                if (place.isPresent()) {
                    var first = file.info(place.get().key(part.first) + ".weight");
                    int width = Math.toIntExact(first.shape().getFirst());
                    keys.put(part, checked(file, part, place.get(), width));
                    widths.put(part, width);
                }
            }
            if (keys.isEmpty()) {
                throw new CheckpointException(path, Message.of("file.no-taesd"));
            }
            return new TaesdFile(file, keys, widths);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Map<String, String> checked(TensorFile file, Part part, Place place, long width)
            throws CheckpointException {
        requireLatents(file, part, place);
        var expected = new LinkedHashMap<String, List<Long>>();
        var paths = new LinkedHashMap<String, String>();
        for (int n = part.first; n <= part.last; n++) {
            var at = place.key(n);
            if (part.isBlock(n)) {
                for (var conv : List.of(".conv.0", ".conv.2", ".conv.4")) {
                    expect(expected, at + conv, width, width);
                    paths.put(at + conv, part.path(n) + conv);
                }
            } else if (n == part.first || n == part.last || part.isResampling(n)) {
                long in = n == part.first ? part == Part.DECODER ? LATENT_CHANNELS : 3 : width;
                long out = n == part.last ? part == Part.DECODER ? 3 : LATENT_CHANNELS : width;
                expect(expected, at, out, in);
                paths.put(at, part.path(n));
                if (part.isResampling(n)) {
                    expected.remove(at + ".bias");
                }
            }
        }
        var report = KeyReport.of(expected, file.tensors());
        if (!report.missing().isEmpty()) {
            throw new CheckpointException(
                    file.path(), Message.of("file.missing", KeyReport.summary(report.missing())));
        }
        if (!report.mismatched().isEmpty()) {
            throw new CheckpointException(file.path(), KeyReport.sentence(report.mismatched()));
        }
        var keys = new LinkedHashMap<String, String>();
        for (var key : expected.keySet()) {
            int dot = key.lastIndexOf('.');
            keys.put(key, paths.get(key.substring(0, dot)) + key.substring(dot));
        }
        return keys;
    }

    private static void requireLatents(TensorFile file, Part part, Place place)
            throws CheckpointException {
        var edge =
                file.tensors()
                        .get(place.key(part == Part.DECODER ? part.first : part.last) + ".weight");
        long channels =
                edge == null ? LATENT_CHANNELS : edge.shape().get(part == Part.DECODER ? 1 : 0);
        if (channels != LATENT_CHANNELS) {
            throw new CheckpointException(
                    file.path(), Message.of("file.taesd-family", LATENT_CHANNELS, channels));
        }
    }

    private static void expect(Map<String, List<Long>> expected, String at, long out, long in) {
        expected.put(at + ".weight", List.of(out, in, 3L, 3L));
        expected.put(at + ".bias", List.of(out));
    }

    public TensorFile file() {
        return file;
    }

    /// Whether it holds this half.
    public boolean has(Part part) {
        return keys.containsKey(part);
    }

    /// A half's tensors: key in [#file()] to path in the network; none of a half it has not.
    public Map<String, String> keys(Part part) {
        return keys.getOrDefault(part, Map.of());
    }

    /// Channels inside a half: 64 in every TAESD.
    public int width(Part part) {
        return widths.getOrDefault(part, 0);
    }

    @Override
    public void close() {
        file.close();
    }
}
