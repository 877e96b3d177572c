package dev.atelier.cloud.deploy;

import java.util.Optional;
import java.util.regex.Pattern;

/// An image's address taken apart.
///
/// @param region of the registry, may be a placeholder
/// @param name last part of the path
/// @param tag empty when there is none
public record ImageRef(String region, String name, String tag) {
    private static final Pattern PAI =
            Pattern.compile(
                    "eas-registry(?:-vpc)?\\.([^.]+)\\.cr\\.aliyuncs\\.com/(?:[^/]+/)*([^/:]+)(?::(.+))?");

    /// Takes apart an address of Alibaba's registry; empty for any other.
    public static Optional<ImageRef> parse(String address) {
        var matcher = PAI.matcher(address);
        return matcher.matches()
                ? Optional.of(
                        new ImageRef(
                                matcher.group(1),
                                matcher.group(2),
                                Optional.ofNullable(matcher.group(3)).orElse("")))
                : Optional.empty();
    }

    /// The official webui image in a region.
    public static String webui(String region, String tag) {
        return "eas-registry-vpc.%s.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:%s"
                .formatted(region, tag);
    }

    public boolean isWebui() {
        return name.equals("stable-diffusion-webui");
    }

    /// Which edition a tag such as `4.2-api` names.
    public Optional<Edition> edition() {
        return isWebui() ? Edition.ofTag(tag) : Optional.empty();
    }
}
