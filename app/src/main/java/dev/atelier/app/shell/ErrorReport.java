package dev.atelier.app.shell;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Dialogs;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens to a mistake in the program: it is logged, and shown once with everything that a
/// report needs. The work goes on.
public final class ErrorReport implements Thread.UncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ErrorReport.class);

    private final JFrame owner;
    private final Path logFile;
    private boolean open;

    public ErrorReport(JFrame owner, Path logFile) {
        this.owner = owner;
        this.logFile = logFile;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable mistake) {
        log.error("uncaught in {}", thread.getName(), mistake);
        EventQueue.invokeLater(() -> show(mistake));
    }

    private void show(Throwable mistake) {
        if (open) {
            return; // the first one is shown; all are in the log
        }
        open = true;
        var messages = Messages.of(ErrorReport.class);
        var trace = new StringWriter();
        mistake.printStackTrace(new PrintWriter(trace));
        var details = new JTextArea(trace.toString());
        details.setEditable(false);
        details.setFont(TextStyle.CODE.font());
        var scroll = new JScrollPane(details);
        scroll.setVisible(false);
        var dialog =
                new JDialog(owner, messages.text("report.title"), Dialog.ModalityType.MODELESS);
        var panel =
                ThemedPanel.ground(
                        "bg.panel", "insets 24,wrap 1,gap 8", "[grow,fill]", "[][][grow,fill][]");
        panel.add(new Label(messages.text("report.title"), TextStyle.HEADING, "text"));
        panel.add(Label.body(messages.text("report.words", logFile)), "wmin 0");
        panel.add(scroll, "hmin 0");
        var foot = ThemedPanel.clear("gap 8", "[]push[][]", "[32!]");
        foot.add(
                Buttons.quiet(
                        messages.text("report.details"),
                        () -> {
                            scroll.setVisible(!scroll.isVisible());
                            dialog.validate();
                        }));
        foot.add(
                Buttons.secondary(
                        messages.text("report.copy"),
                        () ->
                                Toolkit.getDefaultToolkit()
                                        .getSystemClipboard()
                                        .setContents(new StringSelection(trace.toString()), null)));
        foot.add(Buttons.secondary(messages.text("report.close"), dialog::dispose));
        panel.add(foot);
        dialog.setContentPane(panel);
        Dialogs.place(dialog, owner, new Dimension(480, 240), new Dimension(720, 420));
        dialog.addWindowListener(
                new WindowAdapter() {
                    @Override
                    public void windowClosed(WindowEvent event) {
                        open = false;
                    }
                });
        Dialogs.escape(dialog, dialog::dispose);
        dialog.setVisible(true);
    }
}
