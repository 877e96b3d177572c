package dev.atelier.app.control;

/// What the pointer does to a map.
enum MapTool {
    PEN("edit"),
    /// Draws black, which steers nothing in a map of lines.
    ERASER("eraser"),
    /// Takes the colour of the pen from the map.
    PICK("pick");

    private final String icon;

    MapTool(String icon) {
        this.icon = icon;
    }

    String icon() {
        return icon;
    }
}
