package dev.atelier.app.services;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.queue.ModelTransfer;
import dev.atelier.app.queue.Place;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Unsupported;
import java.util.List;
import java.util.Optional;

/// Models of this computer for services whose folders are on OSS. Event thread.
record ServiceModelTransfer(UploadsModel uploads, Observed<List<ModelRow>> rows)
        implements ModelTransfer {
    @Override
    public Optional<Offer> offer(Place place, List<Unsupported> missing) {
        return missing.stream().flatMap(it -> offer(place, it).stream()).findFirst();
    }

    private Optional<Offer> offer(Place place, Unsupported missing) {
        var kind = kind(missing.field());
        var name = missing.why().arguments().stream().map(String::valueOf).toList();
        var service = place.name();
        return rows.get().stream()
                .filter(it -> kind.filter(k -> it.kind() == k).isPresent() && it.sound())
                .filter(it -> name.stream().anyMatch(it::answersTo))
                .filter(it -> uploads.goal(service, it).isPresent())
                .findFirst()
                .map(it ->
                        new Offer(
                                it.name(),
                                it.sizeBytes(),
                                uploads.find(service, it.file()).map(UploadsModel.Upload::share),
                                () -> uploads.upload(service, it)));
    }

    private static Optional<ModelKind> kind(RecipeField field) {
        return switch (field) {
            case MODEL -> Optional.of(ModelKind.CHECKPOINT);
            case LORAS -> Optional.of(ModelKind.LORA);
            case VAE -> Optional.of(ModelKind.VAE);
            case CONTROLS -> Optional.of(ModelKind.CONTROLNET);
            default -> Optional.empty();
        };
    }

    @Override
    public Observed<Integer> known() {
        return rows.map(List::hashCode);
    }

    @Override
    public Observed<Integer> arrived() {
        return uploads.arrived();
    }

    @Override
    public Observed<Integer> moved() {
        return uploads.running()
                .map(all ->
                        all.stream()
                                .mapToInt(it -> it.hashCode() + (int) (100 * it.share()))
                                .sum());
    }
}
