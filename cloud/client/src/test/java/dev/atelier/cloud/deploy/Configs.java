package dev.atelier.cloud.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Service configs for tests.
public final class Configs {
    private Configs() {}

    /// A file beside this class: the article's samples as printed, and their reviewed repairs.
    public static String text(String file) {
        try (var in = Configs.class.getResourceAsStream(file)) {
            return new String(
                    Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ServiceConfig read(String json) {
        try {
            return ServiceConfig.read(json);
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    /// A synchronous service of image 3.2 that nothing is wrong with.
    public static ServiceConfig sound() {
        return Blueprint.of("sd_sync", "cn-hangzhou", Edition.SEED)
                .withNetwork(new ServiceConfig.Networking("vpc-a1", "vsw-a1", "sg-a1"))
                .withOss("oss://my-bucket/sd/")
                .withNas("0a1b2c3d4e-xyz12.cn-hangzhou.nas.aliyuncs.com")
                .config();
    }

    /// A queued service of image 4.2 that nothing is wrong with.
    public static ServiceConfig soundAsync() {
        return Blueprint.async("sd_async", "cn-hangzhou").withOss("oss://my-bucket/sd/").config();
    }
}
