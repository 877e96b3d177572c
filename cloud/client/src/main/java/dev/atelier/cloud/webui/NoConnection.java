package dev.atelier.cloud.webui;

import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/// Why a call got no answer, each with what helps against it.
final class NoConnection {
    private NoConnection() {}

    static Failure of(IOException e, Service service) {
        var host = service.host();
        return switch (e) {
            case AnswerException answered -> answered.failure(service);
            case UnknownHostException _ ->
                    failure("service.no-host", "service.no-host-advice", host);
            case SSLException _ ->
                    failure("service.no-tls", "service.no-tls-advice", host, said(e));
            case SocketTimeoutException _ ->
                    said(e).toLowerCase(Locale.ROOT).contains("connect")
                            ? failure("service.no-connection", "service.no-connection-advice", host)
                            : failure("service.slow", "service.slow-advice", service.shown());
            case ConnectException _ ->
                    said(root(e)).contains("timed out")
                            ? failure("service.no-connection", "service.no-connection-advice", host)
                            : failure("service.nobody", "service.nobody-advice", host);
            case EOFException _ ->
                    failure("service.broken-off", "service.broken-off-advice", service.shown());
            case SocketException _ ->
                    failure("service.broken-off", "service.broken-off-advice", service.shown());
            default ->
                    said(e).startsWith("unexpected end of stream")
                            ? failure(
                                    "service.broken-off",
                                    "service.broken-off-advice",
                                    service.shown())
                            : new Failure.Unreachable(
                                    Message.of("service.unusable", service.shown(), said(e)));
        };
    }

    private static Throwable root(Throwable thrown) {
        var at = thrown;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    private static Failure failure(String key, String advice, Object... arguments) {
        return new Failure.Unreachable(Message.of(key, arguments), Message.of(advice));
    }

    private static String said(Throwable e) {
        return String.valueOf(e.getMessage());
    }
}
