package dev.atelier.cloud.oss.name;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.oss.name.ServiceModelFolders.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceModelFoldersTest {
    @Test
    void modelsLieBelowTheDataFolderOfTheRecommendedService() {
        var folders =
                ServiceModelFolders.of(
                        Blueprint.sync("s", "cn-hangzhou")
                                .withOss("oss://sd-bucket/all/")
                                .config());
        assertEquals(
                Optional.of(new OssAddress("sd-bucket", "all/models/Stable-diffusion/")),
                folders.folder(Kind.CHECKPOINT));
        assertEquals(
                Optional.of(new OssAddress("sd-bucket", "all/models/Lora/")),
                folders.folder(Kind.LORA));
    }

    @Test
    void modelsOnANasAreNotReached() {
        var both =
                Blueprint.sync("s", "cn-hangzhou")
                        .withOss("oss://sd-bucket/out/")
                        .withNas("0a1b2c3d4e-xyz12.cn-hangzhou.nas.aliyuncs.com");
        assertEquals(
                Optional.empty(), ServiceModelFolders.of(both.config()).folder(Kind.CHECKPOINT));
    }

    /// The layout of the article: the bucket is mounted beside, the models are in the container.
    @Test
    void withoutADataFolderTheyLieInTheWebui() throws Exception {
        var config =
                """
                {"metadata":{"name":"s"},"containers":[{"image":"i:3.2","script":"./webui.sh --api"}],
                 "storage":[{"mount_path":"/code/stable-diffusion-webui/models","oss":{"path":"oss://b-1/m"}}]}
                """;
        var folders = ServiceModelFolders.of(ServiceConfig.read(config));
        assertEquals(Optional.of(new OssAddress("b-1", "m/VAE/")), folders.folder(Kind.VAE));
        assertEquals(Optional.empty(), folders.folder(Kind.EMBEDDING));
    }
}
