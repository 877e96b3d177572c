package dev.atelier.sandbox;

import dev.atelier.sandbox.eas.Cloud;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.sandbox.http.Incoming;
import dev.atelier.sandbox.http.Reply;
import dev.atelier.sandbox.http.ResponderHandler;
import dev.atelier.sandbox.sign.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/// The cloud on one port: signed calls, gateway and what is mounted, told apart by path and
/// signature.
public final class CloudSandbox implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 64 << 20;

    private final Sandbox sandbox;
    private final Account account;

    private CloudSandbox(Sandbox sandbox, Account account) {
        this.sandbox = sandbox;
        this.account = account;
    }

    /// Starts the cloud; blocks until it listens.
    ///
    /// @throws IOException when the port cannot be had or the state cannot be read
    public static CloudSandbox start(CloudSettings settings) throws IOException {
        if (settings.state().isPresent()) {
            Files.createDirectories(settings.state().get());
        }
        var account =
                settings.listen().token().map(Account.FIXED::withSecret).orElse(Account.FIXED);
        var address = new String[] {""};
        var cloud =
                Cloud.open(
                        new Cloud.Ground(
                                account,
                                settings.faults().skewed(settings.clock()),
                                settings.pace(),
                                settings.faults(),
                                settings.state(),
                                () -> address[0]));
        var handlers = new ArrayList<Handler>(settings.mounted());
        var own = own(new Parts(cloud), settings);
        var sandbox = Sandbox.start(settings.listen(), new Server(), new Crossing(own, handlers));
        address[0] = sandbox.address();
        return new CloudSandbox(sandbox, account);
    }

    private static Handler own(Parts parts, CloudSettings settings) {
        var doorway = new Doorway(settings.listen().address().isLoopbackAddress());
        return new ResponderHandler(
                incoming ->
                        doorway.admits(incoming)
                                ? parts.answer(incoming)
                                : Reply.text(403, "Forbidden"),
                MAX_BODY_BYTES,
                incoming -> dropAfter(settings.faults(), incoming));
    }

    private static Optional<Long> dropAfter(Faults faults, Incoming incoming) {
        return incoming.rawPath().startsWith("/_sandbox/") ? Optional.empty() : faults.dropAfter();
    }

    /// Which part a path belongs to.
    private record Parts(Cloud cloud) {
        Reply answer(Incoming incoming) {
            var path = incoming.rawPath();
            if (path.equals("/") || path.startsWith("/api/v1/") || path.startsWith("/api/v2/")) {
                return cloud.plane().answer(incoming);
            }
            return Reply.text(404, "404 page not found");
        }

        static boolean own(String path) {
            return path.equals("/") || path.startsWith("/api/") || path.startsWith("/_sandbox/");
        }
    }

    /// Hands a request to who knows it.
    private static final class Crossing extends Handler.Sequence {
        private final Handler own;
        private final List<Handler> mounted;

        Crossing(Handler own, List<Handler> mounted) {
            super(all(own, mounted));
            this.own = own;
            this.mounted = List.copyOf(mounted);
        }

        private static List<Handler> all(Handler own, List<Handler> mounted) {
            var all = new ArrayList<>(mounted);
            all.add(own);
            return all;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            var path = request.getHttpURI().getPath();
            if (ObjectStoreSignature.on(request) || !Parts.own(path == null ? "/" : path)) {
                for (var handler : mounted) {
                    if (handler.handle(request, response, callback)) {
                        return true;
                    }
                }
            }
            return own.handle(request, response, callback);
        }
    }

    public int port() {
        return sandbox.port();
    }

    public String address() {
        return sandbox.address();
    }

    /// Whose keys its calls are signed with.
    public Account account() {
        return account;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
