package dev.atelier.cloud.webui;

import dev.atelier.cloud.webui.BrokenCallException.Stage;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/// Why a call got no answer, each with what helps against it.
final class NoConnection {
    private NoConnection() {}

    static Failure of(IOException e, WebuiService service) {
        return switch (e) {
            case AnswerException answered -> answered.failure(service);
            case BrokenCallException broken -> broken(broken.stage(), broken.why(), service);
            default -> unusable(e, service);
        };
    }

    private static Failure broken(Stage stage, IOException e, WebuiService service) {
        var host = service.host();
        return switch (e) {
            case UnknownHostException _ ->
                    failure("service.no-host", "service.no-host-advice", host);
            case SSLException _ ->
                    failure("service.no-tls", "service.no-tls-advice", host, Explained.reasonOf(e));
            case ConnectException _ -> failure("service.nobody", "service.nobody-advice", host);
            case InterruptedIOException _ when stage != Stage.CONNECTING ->
                    failure("service.slow", "service.slow-advice", service.shown());
            case IOException _ when stage == Stage.CONNECTING ->
                    failure("service.no-connection", "service.no-connection-advice", host);
            // Before the head of an answer: what listens there does not speak HTTP.
            case ProtocolException _ when stage == Stage.CONNECTED -> unusable(e, service);
            default -> failure("service.broken-off", "service.broken-off-advice", service.shown());
        };
    }

    private static Failure unusable(IOException e, WebuiService service) {
        return new Failure.Unreachable(
                Message.of("service.unusable", service.shown(), Explained.reasonOf(e)));
    }

    private static Failure failure(String key, String advice, Object... arguments) {
        return new Failure.Unreachable(Message.of(key, arguments), Message.of(advice));
    }
}
