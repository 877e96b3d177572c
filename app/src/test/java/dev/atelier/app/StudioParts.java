package dev.atelier.app;

import dev.atelier.app.compare.CompareFeature;
import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.connect.ConnectModel;
import dev.atelier.app.create.CreateFeature;
import dev.atelier.app.deploy.DeployFeature;
import dev.atelier.app.library.view.LibraryFeature;
import dev.atelier.app.queue.PlaceChoiceModel;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.services.ServicesFeature;
import dev.atelier.app.settings.ModelFolders;

/// What flows look at inside a studio to know how far it is. Event thread.
record StudioParts(StudioFeatures features) {
    CreateFeature create() {
        return features.create();
    }

    QueueModel queue() {
        return features.queue().queue();
    }

    PlaceChoiceModel where() {
        return features.queue().where();
    }

    LibraryFeature library() {
        return features.library();
    }

    CompareFeature compare() {
        return features.compare();
    }

    ModelFolders folders() {
        return features.preferences().folders();
    }

    CloudSession cloud() {
        return features.connect().session();
    }

    ConnectModel connect() {
        return features.connect().model();
    }

    DeployFeature deploy() {
        return features.deploy();
    }

    ServicesFeature services() {
        return features.services();
    }
}
