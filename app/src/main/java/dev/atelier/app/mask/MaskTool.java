package dev.atelier.app.mask;

/// What the pointer does to a mask.
public enum MaskTool {
    BRUSH("brush"),
    ERASER("eraser"),
    RECTANGLE("rectangle"),
    LASSO("lasso"),
    /// Cuts the picture itself.
    CROP("crop");

    private final String icon;

    MaskTool(String icon) {
        this.icon = icon;
    }

    public String icon() {
        return icon;
    }
}
