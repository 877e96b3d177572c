package dev.atelier.app.connect;

import dev.atelier.app.account.PermissionCheck;
import dev.atelier.app.account.PermissionCheck.Answer;
import dev.atelier.app.connect.ConnectModel.Check;
import dev.atelier.app.connect.ConnectModel.Row;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import java.util.stream.Stream;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// Permissions by name, each with what the cloud answered.
public final class PermissionRows {
    private static final int WIDTH = 320;
    private static final int LINE = 24;

    /// What all of them need: kept free, so that answers move nothing below.
    static final int HEIGHT = PermissionCheck.NAMES.size() * LINE;

    private final Messages messages = Messages.of(PermissionRows.class);
    private final ThemedPanel rows = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final boolean brief;

    private PermissionRows(Observed<Check> check, boolean brief) {
        this.brief = brief;
        rows.setName("permissions");
        check.bind(this::fill);
    }

    /// Follows what is known; each row says in words what the permission is for.
    static PermissionRows of(Observed<Check> check) {
        return new PermissionRows(check, false);
    }

    /// The same by their names alone, for a narrow place.
    public static PermissionRows brief(Observed<Check> check) {
        return new PermissionRows(check, true);
    }

    public JComponent component() {
        return rows;
    }

    private void fill(Check check) {
        rows.removeAll();
        check.problem().ifPresent(it -> problem(messages.text("problem." + it)));
        if (check.rows().isEmpty() && check.problem().isEmpty()) {
            PermissionCheck.NAMES.forEach(it -> add(it, Kind.PLANNED));
        }
        check.rows().forEach(it -> add(it.permission(), kind(it)));
        check.rows().stream()
                .flatMap(row -> row.answer().stream())
                .flatMap(PermissionRows::reasons)
                .distinct()
                .limit(2)
                .forEach(this::problem);
        rows.revalidate();
        rows.repaint();
    }

    /// What else the cloud said, in its own words.
    private static Stream<String> reasons(Answer answer) {
        return switch (answer) {
            case Answer.Refused(var reason) -> Stream.of(reason.localized());
            case Answer.Unknown(var reason) -> Stream.of(reason.localized());
            case Answer.Granted _, Answer.Denied _ -> Stream.empty();
        };
    }

    private void problem(String words) {
        var line = ThemedPanel.clear("", "[16!]8[grow,fill]", "");
        line.add(new JLabel(Icons.of("error", 16, "error")), "aligny top,gaptop 2");
        var sentence = new Sentence(words, WIDTH);
        sentence.color("error");
        line.setName("connect-problem");
        line.getAccessibleContext().setAccessibleName(words);
        line.add(sentence, "wmin 0");
        rows.add(line, "wmin 0,gaptop 4");
    }

    private void add(String permission, Kind kind) {
        var line = ThemedPanel.clear("", "[16!]10[grow,fill]8[]", "[24!]");
        line.add(new JLabel(Icons.of(kind.icon(), 16, kind.token())));
        var words = messages.text("permission." + permission);
        var state = messages.text("permission-state." + kind.name());
        if (brief) {
            boolean bad = kind == Kind.NEEDED || kind == Kind.OPTIONAL;
            var color = bad ? kind.token() : kind == Kind.PLANNED ? "text.secondary" : "text";
            line.add(new Label(permission, TextStyle.CODE, color), "wmin 0");
            line.setToolTipText(words + ": " + state);
        } else {
            var color = kind == Kind.PLANNED ? "text.secondary" : "text";
            line.add(new Label(words, TextStyle.BODY, color), "wmin 0");
            line.add(new Label(permission, TextStyle.CODE, kind.text()));
            line.setToolTipText(state);
        }
        line.getAccessibleContext().setAccessibleName(permission + ": " + state);
        rows.add(line, "h " + LINE + "!,wmin 0");
    }

    private enum Kind {
        /// Not asked for yet.
        PLANNED("minus", "text.tertiary", "text.tertiary"),
        ASKING("clock", "text.tertiary", "text.tertiary"),
        GRANTED("check", "ok", "text.secondary"),
        OPTIONAL("warning", "warn", "warn"),
        NEEDED("error", "error", "error"),
        UNKNOWN("help", "text.tertiary", "text.secondary");

        private final String icon;
        private final String token;
        private final String text;

        Kind(String icon, String token, String text) {
            this.icon = icon;
            this.token = token;
            this.text = text;
        }

        String icon() {
            return icon;
        }

        String token() {
            return token;
        }

        String text() {
            return text;
        }
    }

    private static Kind kind(Row row) {
        if (row.answer().isEmpty()) {
            return Kind.ASKING;
        }
        return switch (row.answer().get()) {
            case Answer.Granted _ -> Kind.GRANTED;
            case Answer.Denied _ -> row.needed() ? Kind.NEEDED : Kind.OPTIONAL;
            case Answer.Refused _ -> Kind.NEEDED;
            case Answer.Unknown _ -> Kind.UNKNOWN;
        };
    }
}
