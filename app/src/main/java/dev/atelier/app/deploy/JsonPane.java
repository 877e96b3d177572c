package dev.atelier.app.deploy;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.deploy.lint.Finding;
import dev.atelier.cloud.deploy.lint.Severity;
import java.awt.Cursor;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.text.BadLocationException;
import org.fife.ui.rtextarea.RTextScrollPane;
import org.jspecify.annotations.Nullable;

/// The JSON and what is wrong with it, each finding with its place and, where it needs no decision,
/// a fix.
final class JsonPane {
    private static final int MOST = 40;
    private static final int WIDTH = 300;

    private final Messages messages = Messages.of(JsonPane.class);
    private final DeployModel model;
    private final ThemedPanel pane =
            ThemedPanel.block("bg.raised", 10, "insets 0 0 8 0,wrap 1,hidemode 3", "[grow,fill]");
    private final JsonEditor editor = new JsonEditor();
    private final ThemedPanel findings =
            ThemedPanel.clear("insets 8 16 8 8,wrap 1", "[grow,fill]", "");
    private final JScrollPane list = ScrollColumn.of(findings);
    private final RTextScrollPane scroll;
    private final Label count = Label.small("");
    private final JButton fixAll;
    private final JButton adopt;

    /// What is wrong, by line.
    private final Map<Integer, String> marks = new HashMap<>();

    private boolean showing;

    JsonPane(DeployModel model, Consumer<String> say) {
        this.model = model;
        scroll = new Scroll(editor);
        editor.setName("deploy-json");
        editor.setToolTipSupplier((_, event) -> toolTip(event));
        editor.getAccessibleContext().setAccessibleName(messages.text("json.name"));
        var head = ThemedPanel.clear("insets 8 16 8 8,hidemode 3", "[grow,fill]8[]4[]4[]", "[28!]");
        head.add(count, "wmin 0");
        fixAll = Buttons.quiet(messages.text("json.fix-all"), model::fixAll);
        fixAll.setName("deploy-fix-all");
        adopt = Buttons.quiet(messages.text("json.adopt"), model::adopt);
        adopt.setName("deploy-adopt");
        head.add(adopt, "h 28!");
        head.add(fixAll, "h 28!");
        var copy =
                Buttons.icon(
                        "copy",
                        messages.text("json.copy"),
                        () -> {
                            Toolkit.getDefaultToolkit()
                                    .getSystemClipboard()
                                    .setContents(new StringSelection(model.text().get()), null);
                            say.accept(messages.text("json.copied"));
                        });
        copy.setName("deploy-copy");
        head.add(copy, "h 26!");
        pane.add(head);
        pane.add(scroll, "grow,push,hmin 120,wmin 0");
        pane.add(list, "h pref:pref:180,wmin 0");
        editor.getDocument().addDocumentListener(new OnEdit(this::typed));
        model.text().bind(this::show);
        model.reading().bind(this::judge);
    }

    JComponent component() {
        return pane;
    }

    private void typed() {
        if (!showing) {
            model.write(editor.getText());
        }
    }

    /// Puts in only what differs, so that what is folded, selected and in sight stays so.
    private void show(String text) {
        var now = editor.getText();
        if (now.equals(text)) {
            return;
        }
        int least = Math.min(now.length(), text.length());
        int start = 0;
        while (start < least && now.charAt(start) == text.charAt(start)) {
            start++;
        }
        int end = 0; // counted from behind
        while (end < least - start
                && now.charAt(now.length() - 1 - end) == text.charAt(text.length() - 1 - end)) {
            end++;
        }
        showing = true;
        editor.replaceRange(text.substring(start, text.length() - end), start, now.length() - end);
        if (now.isEmpty()) {
            editor.setCaretPosition(0); // a text is read from its begin
        }
        showing = false;
    }

    private void judge(DeployModel.ParsedConfig reading) {
        findings.removeAll();
        reading.unread().ifPresent(this::add);
        reading.findings().stream().limit(MOST).forEach(this::add);
        count.setText(
                reading.unread().isPresent()
                        ? messages.text("json.no-config")
                        : messages.text(
                                "json.count",
                                reading.errors(),
                                reading.findings().size() - reading.errors()));
        count.color(
                reading.errors() > 0 || reading.unread().isPresent() ? "error" : "text.tertiary");
        fixAll.setVisible(
                reading.findings().stream().anyMatch(Finding::hasFix)
                        || reading.unread().flatMap(DeployModel.Unread::repaired).isPresent());
        adopt.setVisible(model.isForeign());
        list.setVisible(!reading.findings().isEmpty() || reading.unread().isPresent());
        mark(reading);
        pane.revalidate();
        pane.repaint();
    }

    private void mark(DeployModel.ParsedConfig reading) {
        editor.removeAllLineHighlights();
        scroll.getGutter().removeAllTrackingIcons();
        marks.clear();
        reading.unread().ifPresent(it -> mark(it.line(), "error", it.why()));
        var text = readable();
        for (var finding : reading.findings()) {
            if (finding.severity() != Severity.NOTE && !finding.path().isEmpty()) {
                boolean error = finding.severity() == Severity.ERROR;
                int line = ServiceConfig.lineOf(text, finding.path());
                mark(line, error ? "error" : "warn", words(finding));
            }
        }
    }

    /// Worst first: what follows in the same line is only listed.
    private void mark(int line, String token, String words) {
        if (line < 1 || line > editor.getLineCount()) {
            return;
        }
        boolean first = !marks.containsKey(line);
        marks.merge(line, words, (before, now) -> before + "\n" + now);
        if (!first) {
            return;
        }
        try {
            editor.addLineHighlight(line - 1, ThemeColors.color(token + ".soft"));
            var icon = token.equals("error") ? "error" : "warning";
            scroll.getGutter().addLineTrackingIcon(line - 1, Icons.of(icon, 14, token), words);
        } catch (BadLocationException e) {
            // The text has changed since.
        }
    }

    /// What is wrong with the line under the pointer.
    private @Nullable String toolTip(MouseEvent event) {
        try {
            int at = editor.viewToModel2D(event.getPoint());
            return marks.get(editor.getLineOfOffset(at) + 1);
        } catch (BadLocationException e) {
            return null;
        }
    }

    private void show(int line) {
        try {
            editor.setCaretPosition(editor.getLineStartOffset(line - 1));
            editor.requestFocusInWindow();
        } catch (BadLocationException e) {
            // The text has changed since.
        }
    }

    private static String words(Finding finding) {
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        return finding.what().in(language) + " " + finding.advice().in(language);
    }

    private void add(Finding finding) {
        var token =
                switch (finding.severity()) {
                    case ERROR -> "error";
                    case WARNING -> "warn";
                    case NOTE -> "text.tertiary";
                };
        var icon =
                switch (finding.severity()) {
                    case ERROR -> "error";
                    case WARNING -> "warning";
                    case NOTE -> "info";
                };
        int line = finding.path().isEmpty() ? 0 : ServiceConfig.lineOf(readable(), finding.path());
        var row = add(icon, token, words(finding), line);
        if (finding.hasFix()) {
            addFix(row, finding.rule().name(), () -> model.fix(finding));
        }
    }

    private void add(DeployModel.Unread unread) {
        var row = add("error", "error", unread.why(), unread.line());
        if (unread.repaired().isPresent()) {
            addFix(row, "brackets", model::repair);
        }
    }

    private void addFix(ThemedPanel row, String name, Runnable action) {
        var fix = Buttons.quiet(messages.text("json.fix"), action);
        fix.setName("deploy-fix-" + name);
        row.add(fix, "h 24!");
    }

    /// The text that the lines of findings are counted in.
    private String readable() {
        var unread = model.reading().get().unread();
        return unread.flatMap(DeployModel.Unread::repaired).orElse(model.text().get());
    }

    private ThemedPanel add(String icon, String token, String words, int line) {
        var row = ThemedPanel.clear("", "[16!]8[36!]8[grow,fill]8[]", "");
        row.add(new JLabel(Icons.of(icon, 16, token)), "aligny top,gaptop 2");
        row.add(
                new Label(line > 0 ? "L" + line : "", TextStyle.CODE, "text.tertiary"),
                "aligny top,gaptop 2");
        var sentence = new Sentence(words, WIDTH);
        row.add(sentence, "wmin 0");
        findings.add(row, "wmin 0,gapbottom 4");
        if (line > 0) {
            var jump =
                    new MouseAdapter() {
                        @Override
                        public void mousePressed(MouseEvent event) {
                            show(line);
                        }
                    };
            row.addMouseListener(jump);
            sentence.addMouseListener(jump);
            row.setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
            sentence.setCursor(row.getCursor());
        }
        return row;
    }

    /// Its gutter follows the theme, too.
    private static final class Scroll extends RTextScrollPane {
        Scroll(JsonEditor editor) {
            super(editor, true);
            setFoldIndicatorEnabled(true);
            setIconRowHeaderEnabled(true);
            getGutter().setShowCollapsedRegionToolTips(false); // it covers what is wrong
            setBorder(null);
            dress();
        }

        @Override
        public void updateUI() {
            super.updateUI();
            if (getGutter() != null) {
                dress();
            }
        }

        private void dress() {
            var gutter = getGutter();
            gutter.setBackground(ThemeColors.color("bg.raised"));
            gutter.setLineNumberColor(ThemeColors.color("text.tertiary"));
            gutter.setLineNumberFont(TextStyle.CODE.font());
            gutter.setBorderColor(ThemeColors.color("bg.raised"));
            gutter.setFoldBackground(ThemeColors.color("bg.raised"));
            gutter.setFoldIndicatorForeground(ThemeColors.color("text.tertiary"));
        }
    }
}
