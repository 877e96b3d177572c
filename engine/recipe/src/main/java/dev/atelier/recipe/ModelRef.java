package dev.atelier.recipe;

/// A model by name and hash, as infotext names it; either may be empty.
///
/// @param name file name without extension
/// @param hash first ten hexadecimal digits of the file's SHA-256
public record ModelRef(String name, String hash) {
    /// A file's name as any program lists it, without folder, ending and the hash behind it, by
    /// which the same file is found elsewhere.
    public static String plain(String listed) {
        var file = listed.replaceFirst(" \\[[0-9a-fA-F]*]$", "");
        var last = file.substring(1 + Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')));
        return last.replaceFirst("\\.(safetensors|pt|ckpt|pth|bin)$", "");
    }
}
