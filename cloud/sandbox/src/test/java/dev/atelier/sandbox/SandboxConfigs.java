package dev.atelier.sandbox;

/// Service configs that the sandbox takes.
final class SandboxConfigs {
    private SandboxConfigs() {}

    static String sync(String name) {
        return """
        {"metadata":{"name":"%s","instance":1,"rpc":{"keepalive":600000}},
         "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
           "port":8000,"script":"./webui.sh --listen --port 8000 --api"}],
         "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}},
         "storage":[{"mount_path":"/code/stable-diffusion-webui/data",
           "oss":{"path":"oss://pictures/sd/","readOnly":false}}]}
        """
                .formatted(name);
    }
}
