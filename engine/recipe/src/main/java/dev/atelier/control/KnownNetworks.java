package dev.atelier.control;

import java.util.List;
import java.util.Map;

/// The preprocessors whose networks this program computes.
final class KnownNetworks {
    private static final MapMethod.MapFunction AS_IT_IS = (map, _) -> map;

    private static final MapMethod.Network HED = network("hed", AS_IT_IS, "ControlNetHED.pth");
    private static final MapMethod.Network PIDINET =
            network("pidinet", AS_IT_IS, "table5_pidinet.pth");

    static final Map<String, MapMethod.Network> ALL =
            Map.ofEntries(
                    Map.entry("hed", HED),
                    Map.entry("hed_safe", HED),
                    Map.entry(
                            "scribble_hed",
                            network("hed", SoftEdges::scribble, "ControlNetHED.pth")),
                    Map.entry("pidinet", PIDINET),
                    Map.entry("pidinet_safe", PIDINET),
                    Map.entry("pidinet_sketch", PIDINET),
                    Map.entry(
                            "pidinet_scribble",
                            network("pidinet", SoftEdges::scribble, "table5_pidinet.pth")),
                    Map.entry("lineart", network("lineart", AS_IT_IS, "sk_model.pth")),
                    Map.entry("lineart_coarse", network("lineart", AS_IT_IS, "sk_model2.pth")),
                    Map.entry("mlsd", network("mlsd", AS_IT_IS, "mlsd_large_512_fp32.pth")),
                    Map.entry(
                            "depth_anything",
                            network(
                                    "depth_anything",
                                    AS_IT_IS,
                                    "depth_anything_vitl14.pth",
                                    "depth_anything_vitb14.pth",
                                    "depth_anything_vits14.pth")),
                    Map.entry(
                            "depth_anything_v2",
                            network(
                                    "depth_anything_v2",
                                    AS_IT_IS,
                                    "depth_anything_v2_vitl.pth",
                                    "depth_anything_v2_vitb.pth",
                                    "depth_anything_v2_vits.pth")),
                    Map.entry("openpose", network("openpose", AS_IT_IS, "body_pose_model.pth")));

    private KnownNetworks() {}

    private static MapMethod.Network network(
            String folder, MapMethod.MapFunction finishes, String... files) {
        return new MapMethod.Network(folder, List.of(files), finishes);
    }
}
