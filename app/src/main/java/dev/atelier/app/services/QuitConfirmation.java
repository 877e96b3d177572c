package dev.atelier.app.services;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Dialogs;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Dialog;
import java.util.List;
import javax.swing.JDialog;
import javax.swing.JFrame;

/// The question before the program leaves while services cost money. Escape stays. Blocks the
/// window until it is answered. Event thread.
final class QuitConfirmation {
    private final JDialog dialog;
    private Answer answer = Answer.STAY;

    /// What becomes of the services.
    enum Answer {
        STOP,
        KEEP,
        STAY
    }

    private QuitConfirmation(JFrame owner, List<ServiceFacts> costing) {
        var messages = Messages.of(QuitConfirmation.class);
        dialog = new JDialog(owner, "Atelier", Dialog.ModalityType.APPLICATION_MODAL);
        dialog.setName("quit-services");
        dialog.setDefaultCloseOperation(JDialog.DISPOSE_ON_CLOSE);
        var panel =
                ThemedPanel.ground(
                        "bg.panel", "insets 20 24 20 24,wrap 1", "[520!,fill]", "[]8[]4[]20[]");
        boolean soon = costing.stream().allMatch(ServiceFacts::starts);
        var title =
                messages.text(soon ? "quit.title.soon" : "quit.title", ServiceWords.meter(costing));
        panel.add(new Label(title, TextStyle.HEADING, "text"), "wmin 0");
        var list = ThemedPanel.clear("wrap 1,gapy 2", "[grow,fill]", "");
        for (var service : costing) {
            boolean leased = service.lease().isPresent();
            var key = leased ? "quit.leased" : "quit.unleased";
            list.add(Label.field(messages.text(key, service.name())), "wmin 0");
        }
        panel.add(list, "wmin 0");
        panel.add(Label.small(messages.text("quit.words")), "wmin 0");
        var foot = ThemedPanel.clear("gap 8", "push[][][]", "[32!]");
        var stay = Buttons.secondary(messages.text("quit.stay"), dialog::dispose);
        stay.setName("quit-stay");
        foot.add(stay, "h 32!");
        var keep = Buttons.secondary(messages.text("quit.keep"), () -> answer(Answer.KEEP));
        keep.setName("quit-keep");
        foot.add(keep, "h 32!");
        var stop =
                Buttons.primary(
                        new NamedAction(messages.text("quit.stop"), () -> answer(Answer.STOP)));
        stop.setName("quit-stop");
        foot.add(stop, "h 32!");
        panel.add(foot);
        dialog.setContentPane(panel);
        dialog.getRootPane().setDefaultButton(stop);
        Dialogs.escape(dialog, dialog::dispose);
        dialog.setResizable(false); // before its window is made: on X11 that would move it
        dialog.pack();
        Dialogs.place(dialog, owner, dialog.getSize());
        stop.requestFocusInWindow();
    }

    private void answer(Answer now) {
        answer = now;
        dialog.dispose();
    }

    static Answer about(JFrame owner, List<ServiceFacts> costing) {
        var ask = new QuitConfirmation(owner, costing);
        ask.dialog.setVisible(true);
        return ask.answer;
    }
}
