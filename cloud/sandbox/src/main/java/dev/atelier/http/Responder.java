package dev.atelier.http;

/// One part of the sandbox: a request in, an answer out. May block; called by many threads at once.
@FunctionalInterface
public interface Responder {
    Reply answer(Incoming incoming);
}
