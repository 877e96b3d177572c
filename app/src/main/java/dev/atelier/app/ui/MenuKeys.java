package dev.atelier.app.ui;

import com.formdev.flatlaf.ui.FlatCheckBoxMenuItemUI;
import com.formdev.flatlaf.ui.FlatMenuItemRenderer;
import com.formdev.flatlaf.ui.FlatMenuItemUI;
import com.formdev.flatlaf.ui.FlatRadioButtonMenuItemUI;
import java.awt.Font;
import javax.swing.Icon;
import javax.swing.JComponent;
import javax.swing.JMenuItem;
import javax.swing.KeyStroke;
import javax.swing.UIManager;
import javax.swing.plaf.ComponentUI;

/// Menu entries that write their keys as the rest of the window does: `Ctrl+,` where Swing has
/// `Ctrl+Comma`.
public final class MenuKeys {
    private MenuKeys() {}

    /// Before the first menu.
    static void register() {
        UIManager.put("MenuItemUI", Entry.class.getName());
        UIManager.put("CheckBoxMenuItemUI", Check.class.getName());
        UIManager.put("RadioButtonMenuItemUI", Radio.class.getName());
    }

    /// Made by Swing, by its name.
    public static final class Entry extends FlatMenuItemUI {
        public static ComponentUI createUI(JComponent component) {
            return new Entry();
        }

        @Override
        protected FlatMenuItemRenderer createRenderer() {
            return new Renderer(
                    menuItem, checkIcon, arrowIcon, acceleratorFont, acceleratorDelimiter);
        }
    }

    /// Made by Swing, by its name.
    public static final class Check extends FlatCheckBoxMenuItemUI {
        public static ComponentUI createUI(JComponent component) {
            return new Check();
        }

        @Override
        protected FlatMenuItemRenderer createRenderer() {
            return new Renderer(
                    menuItem, checkIcon, arrowIcon, acceleratorFont, acceleratorDelimiter);
        }
    }

    /// Made by Swing, by its name.
    public static final class Radio extends FlatRadioButtonMenuItemUI {
        public static ComponentUI createUI(JComponent component) {
            return new Radio();
        }

        @Override
        protected FlatMenuItemRenderer createRenderer() {
            return new Renderer(
                    menuItem, checkIcon, arrowIcon, acceleratorFont, acceleratorDelimiter);
        }
    }

    private static final class Renderer extends FlatMenuItemRenderer {
        Renderer(JMenuItem item, Icon check, Icon arrow, Font keys, String between) {
            super(item, check, arrow, keys, between);
        }

        @Override
        protected String getTextForAccelerator(KeyStroke stroke) {
            return Keys.joined(stroke);
        }
    }
}
