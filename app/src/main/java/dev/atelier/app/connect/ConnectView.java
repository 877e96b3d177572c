package dev.atelier.app.connect;

import dev.atelier.app.connect.CloudSession.State;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.KeyStroke;
import net.miginfocom.swing.MigLayout;

/// The page where a cloud is chosen: an account, or the sandbox beside it.
final class ConnectView {
    private static final int NARROW = 1180;
    private static final String PROMISES = "insets 0,gap 0,novisualpadding";

    private final Messages messages = Messages.of(ConnectView.class);
    private final ThemedPanel page =
            ThemedPanel.ground("bg.window", "", "[grow,fill]", "[grow,fill]");
    private final ThemedPanel cards = ThemedPanel.clear("wrap 2", "", "");
    private final ThemedPanel promises = ThemedPanel.clear("", "", "");
    private final AccountCard account;
    private final SandboxCard sandbox;

    /// What can be done from it.
    ///
    /// @param close goes back
    /// @param next goes on once a cloud is connected
    /// @param say shows a note
    record Actions(Runnable close, Runnable next, Consumer<String> say) {}

    ConnectView(ConnectModel model, Actions actions) {
        account = new AccountCard(model, actions);
        sandbox = new SandboxCard(model.session(), actions);
        var column =
                ThemedPanel.clear(
                        "insets 24 24 24 24,wrap 1",
                        "[grow,fill,center]",
                        "24:push[]4[]20[]16[]24:push");
        page.setName("view-connect");
        column.add(head(actions), "wmax 1240");
        column.add(
                new Label(messages.text("connect.words"), TextStyle.BODY, "text.secondary"),
                "wmax 1240,wmin 0");
        column.add(cards, "wmax 1240,wmin 0");
        column.add(promises, "wmax 1240,wmin 0");
        page.add(ScrollColumn.filling(column));
        page.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        arrange();
                    }
                });
        arrange();
        Keys.on(
                page,
                JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT,
                KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                () -> true,
                actions.close());
        model.session().state().bind(this::follow);
        model.look();
    }

    JComponent component() {
        return page;
    }

    /// The sandbox is what most begin with; where it is below, the page would scroll to it.
    void focus() {
        if (isNarrow()) {
            account.focus();
        } else {
            sandbox.focus();
        }
    }

    private boolean isNarrow() {
        return page.getWidth() < NARROW;
    }

    private void follow(State state) {
        account.follow(state);
        sandbox.follow(state);
    }

    private JComponent head(ConnectView.Actions actions) {
        var head = ThemedPanel.clear("", "[grow,fill]8[]", "[36!]");
        head.add(new Label(messages.text("connect.title"), TextStyle.DISPLAY, "text"), "wmin 0");
        var close = Buttons.icon("close", messages.text("connect.close"), actions.close());
        close.setName("connect-close");
        head.add(close, "h 28!");
        return head;
    }

    /// Side by side where there is room.
    private void arrange() {
        boolean narrow = isNarrow();
        cards.removeAll();
        cards.setLayout(
                narrow
                        ? new MigLayout("insets 0,gap 0 16,novisualpadding,wrap 1", "[grow,fill]")
                        : new MigLayout(
                                "insets 0,gap 16 0,novisualpadding",
                                "[760,grow,fill][464,grow,fill]",
                                "[grow,fill]"));
        promises.removeAll();
        promises.setLayout(
                narrow
                        ? new MigLayout(PROMISES + ",wrap 2", "[16!]8[grow,fill]", "[20!]")
                        : new MigLayout(PROMISES, "[16!]8[]24[16!]8[]24[16!]8[]push", "[20!]"));
        promises();
        cards.add(account.component(), "wmin 0");
        cards.add(sandbox.component(), "wmin 0");
        cards.revalidate();
    }

    private void promises() {
        for (var it : List.of("lock", "clock", "coin")) {
            promises.add(new JLabel(Icons.of(it, 16, "text.tertiary")));
            promises.add(
                    new Label(messages.text("promise." + it), TextStyle.SMALL, "text.secondary"),
                    "wmin 0");
        }
    }

    /// The head of a card.
    static JComponent cardHead(
            String icon, String token, String title, String words, JComponent pill) {
        var head = ThemedPanel.clear("", "[24!]14[grow,fill]8[]", "[20!]2[20!]");
        head.add(new JLabel(Icons.of(icon, 24, token)), "cell 0 0,spany 2,aligny center");
        head.add(new Label(title, TextStyle.HEADING, "text"), "cell 1 0,wmin 0");
        head.add(pill, "cell 2 0,h 20!");
        var line = new Label(words, TextStyle.BODY, "text.secondary");
        line.setToolTipText(words);
        head.add(line, "cell 1 1,wmin 0,spanx 2"); // below the title also without the pill
        return head;
    }

    /// What something costs, two lines in an inset box.
    static JComponent facts(String... pairs) {
        var box = ThemedPanel.block("bg.window", 8, "insets 12 16 12 16,gap 24 2", "");
        for (int i = 0; i < pairs.length; i += 2) {
            box.add(Label.small(pairs[i]), "cell " + i / 2 + " 0,wmin 0");
            box.add(
                    new Label(pairs[i + 1], TextStyle.METRIC, "text"),
                    "cell " + i / 2 + " 1,wmin 0");
        }
        return box;
    }
}
