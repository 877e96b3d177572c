package dev.atelier.sandbox.eas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.sandbox.deployed.EasError;
import dev.atelier.sandbox.inventory.SandboxInventory;
import dev.atelier.sandbox.sign.RefusedException;

/// The operations that do not concern a service: machine types, regions, workspaces, images.
final class PublicReads {
    private PublicReads() {}

    static ObjectNode machines(Call call) {
        var answer = Json.object();
        var metas = answer.putArray("InstanceMetas");
        for (var machine : SandboxInventory.MACHINES) {
            metas.addObject()
                    .put("InstanceType", machine.type())
                    .put("CPU", machine.cpus())
                    .put("Memory", machine.memoryGb())
                    .put("GPU", machine.gpu())
                    .put("GPUAmount", machine.gpu().isEmpty() ? 0 : 1)
                    .put("GPUMemory", machine.gpuMemoryGb())
                    .put("IsAvailable", machine.inStock())
                    .put("StockStatus", machine.inStock() ? "WithStock" : "WithoutStock");
        }
        answer.putArray("Types");
        return answer;
    }

    static ObjectNode regions(Call call) {
        var answer = Json.object();
        var list = answer.putArray("Regions");
        SandboxInventory.REGIONS.forEach(
                r -> list.addObject().put("RegionId", r).put("RegionName", r));
        return answer;
    }

    /// No dedicated machines.
    static ObjectNode resources(Call call) {
        return none("Resources");
    }

    /// Every resource group is unknown here, so each question about one is answered 404.
    static RefusedException noResource(Call call) {
        return EasError.RESOURCE_NOT_FOUND.because(
                "Resource [%s] not found: the sandbox has public machines only"
                        .formatted(call.path().getOrDefault("resource", "")));
    }

    static ObjectNode gateways(Call call) {
        return none("Gateways");
    }

    private static ObjectNode none(String key) {
        var answer = Json.object().put("TotalCount", 0).put("PageNumber", 1).put("PageSize", 100);
        answer.putArray(key);
        return answer;
    }

    /// No machine is ever sold below its price here.
    static ObjectNode spotDiscounts(Call call) {
        var answer = Json.object();
        answer.putArray("SpotDiscounts");
        return answer;
    }

    /// Containers here have no page and no shell, only their API.
    static RefusedException noPage() {
        return EasError.OPERATION_NOT_SUPPORTED.exception();
    }

    static ObjectNode workspaces(Call call) {
        var answer = Json.object().put("TotalCount", 1);
        answer.putArray("Workspaces")
                .addObject()
                .put("WorkspaceId", SandboxInventory.WORKSPACE)
                .put("WorkspaceName", "studio")
                .put("Description", "")
                .put("Status", "ENABLED")
                .put("IsDefault", true)
                .put("GmtCreateTime", "2026-01-01T00:00:00Z")
                .putArray("EnvTypes")
                .add("prod");
        return answer;
    }

    static ObjectNode images(Call call) {
        var answer = Json.object();
        var list = answer.putArray("Images");
        for (var tag : new String[] {"3.2", "4.2"}) {
            list.addObject()
                    .put("ImageId", "image-webui-" + tag.replace('.', '-'))
                    .put("Name", "stable-diffusion-webui:" + tag)
                    .put(
                            "ImageUri",
                            "eas-registry-vpc.%s.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:%s"
                                    .formatted(call.region(), tag))
                    .putArray("Labels")
                    .addObject()
                    .put("Key", "system.supported.eas")
                    .put("Value", "true");
        }
        return answer.put("TotalCount", list.size());
    }
}
