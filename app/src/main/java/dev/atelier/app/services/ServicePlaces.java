package dev.atelier.app.services;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.WaitReason;
import dev.atelier.app.queue.WaitReason.Why;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Each service as a place of the queue, as it comes, goes and returns. Event thread.
final class ServicePlaces {
    /// Jobs that are in the queue of a service at once: all its instances have work then, and not
    /// everything is lost where it is deleted.
    private static final int SENT = 64;

    private final QueueModel queue;
    private final Tasks tasks;
    private final Set<String> known = new HashSet<>();

    ServicePlaces(QueueModel queue, Tasks tasks) {
        this.queue = queue;
        this.tasks = tasks;
    }

    void follow(Cloud cloud, ServicesReader.Snapshot seen) {
        var there = new HashSet<String>();
        for (var service : seen.services()) {
            var id = cloud.place(service.name());
            there.add(id);
            var why = why(service, seen.spent());
            var now = queue.at(id);
            boolean changed =
                    now.isEmpty()
                            || !now.get().away().get().equals(why)
                            || now.get().place().capacity() != capacity(service)
                            || !now.get().place().service().equals(service.info().id());
            if (changed) {
                // Made again each time: a service that was away may have another token.
                var place = place(cloud, service);
                why.ifPresentOrElse(
                        it -> queue.leave(place, it),
                        () -> queue.arrive(place, service.money().hour()));
            }
            queue.price(id, service.money().hour());
        }
        // Also those that only have jobs of an earlier run.
        queue.places().get().stream()
                .map(it -> it.place().id())
                .filter(id -> id.startsWith(cloud.prefix()))
                .forEach(known::add);
        for (var id : known) {
            if (!there.contains(id)) {
                queue.forget(id, new WaitReason(Why.GONE, name(id), ""));
            }
        }
        known.clear();
        known.addAll(there);
    }

    /// No account is connected any more.
    void forgetAll() {
        known.forEach(id -> queue.forget(id, new WaitReason(Why.NOT_CONNECTED, name(id), "")));
        known.clear();
    }

    private static String name(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    private static int capacity(ServiceFacts service) {
        return service.async() ? SENT : Math.max(1, service.info().total());
    }

    private Place place(Cloud cloud, ServiceFacts service) {
        return new Place(
                cloud.place(service.name()),
                service.async() ? Place.Kind.ASYNC : Place.Kind.SYNC,
                new ServiceGenerator(cloud, service.name(), service.info().id()),
                tasks.beside(),
                capacity(service),
                service.info().id());
    }

    private static Optional<WaitReason> why(ServiceFacts service, Spent spent) {
        var name = service.name();
        if (service.runs()) {
            return spent.reached().map(it -> new WaitReason(Why.CAP, name, CapMessage.of(it)));
        }
        return Optional.of(
                switch (service.info().state()) {
                    case STOPPED -> new WaitReason(Why.STOPPED, name, "");
                    case FAILED, DELETE_FAILED ->
                            new WaitReason(Why.FAILED, name, service.info().message());
                    default -> new WaitReason(Why.NOT_READY, name, service.info().status());
                });
    }
}
