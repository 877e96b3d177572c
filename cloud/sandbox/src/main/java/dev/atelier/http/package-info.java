/// Requests and answers as plain values, and the one place where they meet Jetty: body limits,
/// refusal of foreign hosts, no answer without a status. Start reading at `Responder`.
@NullMarked
package dev.atelier.http;

import org.jspecify.annotations.NullMarked;
