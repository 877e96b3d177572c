package dev.atelier.sandbox;

import dev.atelier.http.HeadCheck;
import dev.atelier.http.HttpError;
import dev.atelier.http.Incoming;
import dev.atelier.http.Reply;
import dev.atelier.http.Responder;
import dev.atelier.sandbox.gateway.Gateway;
import dev.atelier.webui.TokenAuth;
import java.util.Optional;

/// The parts of the cloud by path.
///
/// @param plane the signed calls
/// @param gateway checks its own tokens
/// @param switches what is no part of a cloud, for who is admitted
record Router(TokenAuth tokenAuth, Responder plane, Gateway gateway, Responder switches)
        implements Responder, HeadCheck {
    private static final int MOST_SIGNED = 4 << 20;
    private static final int MOST_SWITCHES = 64 << 10;

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
            return switches.answer(incoming);
        }
        return HttpError.NOT_FOUND.reply();
    }

    @Override
    public Optional<Reply> refusal(Incoming head) {
        var path = head.rawPath();
        if (path.startsWith(Gateway.PREFIX)) {
            return gateway.refusal(head);
        }
        return path.startsWith(FaultSwitch.PREFIX) && !tokenAuth.admits(head)
                ? Optional.of(HttpError.UNAUTHORIZED.reply())
                : Optional.empty();
    }

    @Override
    public int mostBytes(Incoming head) {
        var path = head.rawPath();
        if (path.startsWith(Gateway.PREFIX)) {
            return gateway.mostBytes(head);
        }
        return path.startsWith(FaultSwitch.PREFIX) ? MOST_SWITCHES : MOST_SIGNED;
    }

    /// Whether a path is never the object store's, unless its signature says so.
    static boolean owns(String path) {
        return path.equals("/") || path.startsWith("/api/") || path.startsWith(FaultSwitch.PREFIX);
    }
}
