package dev.atelier.cloud.inventory;

import com.fasterxml.jackson.databind.JsonNode;

/// What PAI offers.
public final class PaiPlatform {
    private PaiPlatform() {}

    /// A region where services can run.
    public record Region(String id, String name) {
        static Region of(JsonNode region) {
            return new Region(
                    region.path("RegionId").asText(""), region.path("RegionName").asText(""));
        }
    }

    /// A workspace, which services belong to.
    public record Workspace(String id, String name, String description, boolean isDefault) {
        static Workspace of(JsonNode workspace) {
            return new Workspace(
                    workspace.path("WorkspaceId").asText(""),
                    workspace.path("WorkspaceName").asText(""),
                    workspace.path("Description").asText(""),
                    workspace.path("IsDefault").asBoolean());
        }
    }

    /// An image of the vendor that services can start from.
    ///
    /// @param uri what goes into the service's JSON
    public record Image(String id, String name, String uri) {
        static Image of(JsonNode image) {
            return new Image(
                    image.path("ImageId").asText(""),
                    image.path("Name").asText(""),
                    image.path("ImageUri").asText(""));
        }

        /// Whether it draws pictures as this program asks for them.
        public boolean isWebui() {
            return uri.contains("/stable-diffusion-webui:");
        }
    }

    /// A machine type. The vendor's list has no prices, see [OwnPrices].
    ///
    /// @param memory GB
    /// @param gpu its model, empty for none
    /// @param gpus how many
    /// @param gpuMemory GB of each
    public record Machine(
            String type,
            int cpus,
            double memory,
            String gpu,
            int gpus,
            double gpuMemory,
            boolean inStock) {
        static Machine of(JsonNode machine) {
            var stock = machine.path("StockStatus").asText("WithStock");
            return new Machine(
                    machine.path("InstanceType").asText(""),
                    machine.path("CPU").asInt(),
                    machine.path("Memory").asDouble(),
                    machine.path("GPU").asText(""),
                    machine.path("GPUAmount").asInt(),
                    machine.path("GPUMemory").asDouble(),
                    machine.path("IsAvailable").asBoolean(true) && stock.equals("WithStock"));
        }

        public boolean hasGpu() {
            return gpus > 0;
        }
    }
}
