package dev.atelier.sandbox;

import dev.atelier.sandbox.gateway.Gateway;
import dev.atelier.sandbox.http.Incoming;
import dev.atelier.sandbox.http.Reply;
import dev.atelier.sandbox.http.Responder;

/// The parts of the cloud by path.
///
/// @param plane the signed calls
/// @param gateway checks its own tokens
/// @param switches what is no part of a cloud, for who is admitted
record Parts(
        Admission admission,
        Responder plane,
        Responder gateway,
        Responder switches)
        implements Responder {
    @Override
    public Reply answer(Incoming incoming) {
        var path = incoming.rawPath();
        if (path.startsWith(Gateway.PREFIX)) {
            return gateway.answer(incoming);
        }
        if (path.equals("/") || path.startsWith("/api/v1/") || path.startsWith("/api/v2/")) {
            return plane.answer(incoming);
        }
        if (path.startsWith(FaultSwitch.PREFIX)) {
            return admission.admits(incoming)
                    ? switches.answer(incoming)
                    : Reply.text(401, "Unauthorized");
        }
        return Reply.text(404, "404 page not found");
    }

    /// Whether a path is never the object store's, unless its signature says so.
    static boolean owns(String path) {
        return path.equals("/") || path.startsWith("/api/") || path.startsWith(FaultSwitch.PREFIX);
    }
}
