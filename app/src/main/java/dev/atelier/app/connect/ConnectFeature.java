package dev.atelier.app.connect;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.State;
import dev.atelier.app.shell.AppContext;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.StatusBar;
import dev.atelier.app.shell.View;
import dev.atelier.app.ui.Messages;
import java.util.List;
import java.util.Optional;

/// The cloud that the studio is connected to, and the page where it is chosen. Event thread.
public final class ConnectFeature implements Feature {
    /// The id of the page.
    public static final String PAGE = "services/connect";

    private final AppContext context;
    private final CloudSession session;
    private final ConnectModel model;
    private final Runnable next;
    private String before = "create";

    /// @param next what a person does once a cloud is connected
    public ConnectFeature(AppContext context, CloudSession session, Runnable next) {
        this.context = context;
        this.session = session;
        this.next = next;
        model = new ConnectModel(session, context.tasks());
        context.commands().bind(Command.CONNECT_CLOUD, this::show);
        context.commands()
                .bind(
                        Command.START_SANDBOX,
                        State.of(session.connection().map(ConnectFeature::isNoSandbox)),
                        () -> {
                            show();
                            session.startSandbox();
                        });
    }

    private static boolean isNoSandbox(Optional<Connection> now) {
        return now.filter(it -> it.origin().isSandbox()).isEmpty();
    }

    /// Which cloud is connected, for what is built on it.
    public CloudSession session() {
        return session;
    }

    public ConnectModel model() {
        return model;
    }

    /// Opens the page.
    public void show() {
        var now = context.window().view().get();
        if (!now.equals(PAGE)) {
            before = now;
        }
        context.window().show(PAGE);
    }

    @Override
    public List<View> views() {
        var words = Messages.of(ConnectFeature.class);
        return List.of(View.page(PAGE, words.text("connect.title"), this::page));
    }

    private View.Page.Built page() {
        var view =
                new ConnectView(
                        model,
                        new ConnectView.Actions(
                                () -> context.window().show(before),
                                next,
                                words ->
                                        context.window()
                                                .toasts()
                                                .show("check", "ok", words, Optional.empty())));
        return new View.Page.Built(view.component(), view::focus);
    }

    /// Which cloud it is, in the foot of the window.
    @Override
    public List<StatusBar.Item> status() {
        var words = Messages.of(ConnectFeature.class);
        Observed<String> sentence = session.state().map(state -> sentence(state, words));
        return List.of(new StatusBar.Item("cloud", sentence));
    }

    private static String sentence(CloudSession.State state, Messages words) {
        return state.connection()
                .map(it ->
                        it.isSandbox()
                                ? words.text("sandbox.name")
                                : words.text(
                                        "connect.status", label(it.origin(), words), it.region()))
                .orElse("");
    }

    /// What people call a connection.
    public static String label(Connection.Origin origin) {
        return label(origin, Messages.of(ConnectFeature.class));
    }

    private static String label(Connection.Origin origin, Messages words) {
        if (origin.isSandbox()) {
            return words.text("sandbox.name");
        }
        return origin.name().isEmpty() ? origin.maskedKey() : origin.name();
    }

    @Override
    public void open() {
        session.resume();
    }

    @Override
    public void close() {
        session.close();
    }
}
