package dev.atelier.app.shell;

import javax.swing.JFrame;

/// Opens the palette over a window, in the present language.
public final class PaletteKey implements Runnable {
    private final Commands commands;
    private final JFrame frame;

    public PaletteKey(Commands commands, JFrame frame) {
        this.commands = commands;
        this.frame = frame;
    }

    @Override
    public void run() {
        new Palette(commands, frame.getLayeredPane()).show();
    }
}
