package dev.atelier.recipe.infotext;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The metadata of AVIF and HEIF files (ISO/IEC 23008-12): items of the `meta` box whose places
/// `iloc` says. Every number in it is checked before it is used; what does not fit is left out.
final class Heif {
    private static final int MOST_ITEMS = 1000;
    private static final int MOST_BRANDS = 256;
    private static final Set<String> BRANDS =
            Set.of("avif", "avis", "mif1", "msf1", "heic", "heix", "heim", "heis", "hevc", "hevx");

    private final byte[] file;
    private final ByteBuffer bytes;

    private Heif(byte[] file) {
        this.file = file;
        bytes = ByteBuffer.wrap(file);
    }

    /// By the main brand or any that it is compatible with.
    static boolean is(byte[] b) {
        if (b.length <= 16 || !PictureText.four(b, 4).equals("ftyp")) {
            return false;
        }
        int end = Math.min(Math.min(b.length, MOST_BRANDS), ByteBuffer.wrap(b).getInt(0));
        boolean is = BRANDS.contains(PictureText.four(b, 8));
        for (int at = 16; at + 4 <= end && !is; at += 4) {
            is = BRANDS.contains(PictureText.four(b, at));
        }
        return is;
    }

    /// @param type as `iinf` has it: `Exif`, `mime` and others
    private record Item(String type, byte[] data) {}

    private record Box(String type, int from, int end) {}

    /// The TIFF behind the offset that every such item begins with.
    static Optional<byte[]> exif(byte[] file) {
        return new Heif(file)
                .items().stream()
                        .filter(item -> item.type.equals("Exif") && item.data.length > 4)
                        .findFirst()
                        .flatMap(item -> {
                            long skip = ByteBuffer.wrap(item.data).getInt() & 0xFFFFFFFFL;
                            return skip < item.data.length - 4
                                    ? Optional.of(
                                            Arrays.copyOfRange(
                                                    item.data, 4 + (int) skip, item.data.length))
                                    : Optional.empty();
                        });
    }

    static Optional<byte[]> xmp(byte[] file) {
        return new Heif(file)
                .items().stream()
                        .filter(item -> item.type.equals("mime"))
                        .map(Item::data)
                        .filter(data -> Xmp.is(new String(data, StandardCharsets.UTF_8)))
                        .findFirst();
    }

    /// Width and height of the largest picture in it, from `ispe`.
    static Optional<int[]> size(byte[] file) {
        var heif = new Heif(file);
        return heif.box(0, file.length, "meta")
                .flatMap(meta -> heif.box(meta.from + 4, meta.end, "iprp"))
                .flatMap(box -> heif.box(box.from, box.end, "ipco"))
                .flatMap(box ->
                        heif.boxes(box.from, box.end).stream()
                                .filter(it -> it.type.equals("ispe") && it.end - it.from >= 12)
                                .map(it ->
                                        new int[] {
                                            heif.bytes.getInt(it.from + 4),
                                            heif.bytes.getInt(it.from + 8)
                                        })
                                .max((a, b) ->
                                        Long.compare((long) a[0] * a[1], (long) b[0] * b[1])));
    }

    private List<Box> boxes(int from, int end) {
        var boxes = new ArrayList<Box>();
        int at = from;
        while (at + 8 <= end && boxes.size() < MOST_ITEMS) {
            long size = bytes.getInt(at) & 0xFFFFFFFFL;
            int header = 8;
            if (size == 1 && at + 16 <= end) {
                size = bytes.getLong(at + 8);
                header = 16;
            } else if (size == 0) {
                size = (long) end - at;
            }
            if (size < header || size > end - at) {
                break;
            }
            boxes.add(new Box(PictureText.four(file, at + 4), at + header, at + (int) size));
            at += (int) size;
        }
        return boxes;
    }

    private Optional<Box> box(int from, int end, String type) {
        return boxes(from, end).stream().filter(box -> box.type.equals(type)).findFirst();
    }

    private List<Item> items() {
        var meta = box(0, file.length, "meta").filter(box -> box.end - box.from > 4);
        if (meta.isEmpty()) {
            return List.of();
        }
        int from = meta.get().from + 4;
        var types = new HashMap<Integer, String>();
        box(from, meta.get().end, "iinf").ifPresent(box -> types(box, types));
        var data = box(from, meta.get().end, "idat").map(Box::from).orElse(0);
        var items = new ArrayList<Item>();
        box(from, meta.get().end, "iloc")
                .ifPresent(box -> new Locations(box, data, types).read(items));
        return items;
    }

    private void types(Box iinf, Map<Integer, String> types) {
        if (iinf.end - iinf.from < 8) {
            return;
        }
        int header = bytes.get(iinf.from) == 0 ? 6 : 8;
        for (var entry : boxes(iinf.from + header, iinf.end)) {
            int length = entry.end - entry.from;
            int version = length > 0 ? bytes.get(entry.from) : 0;
            if (entry.type.equals("infe")
                    && ((version == 2 && length >= 12) || (version == 3 && length >= 14))) {
                int id =
                        version == 2
                                ? bytes.getShort(entry.from + 4) & 0xFFFF
                                : bytes.getInt(entry.from + 4);
                int at = entry.from + (version == 2 ? 8 : 10);
                types.put(id, PictureText.four(file, at));
            }
        }
    }

    /// Walks `iloc`, whose numbers are of sizes that it names itself.
    private final class Locations {
        private final Box box;
        private final int data;
        private final Map<Integer, String> types;
        private int at;

        Locations(Box box, int data, Map<Integer, String> types) {
            this.box = box;
            this.data = data;
            this.types = types;
        }

        void read(List<Item> items) {
            at = box.from;
            int version = (int) number(1);
            at += 3;
            int sizes = (int) number(2);
            int count = (int) number(version < 2 ? 2 : 4);
            for (int i = 0; i < Math.min(count, MOST_ITEMS) && at < box.end; i++) {
                int id = (int) number(version < 2 ? 2 : 4);
                int method = version == 0 ? 0 : (int) number(2) & 15;
                at += 2;
                long base = number(sizes >> 4 & 15);
                int extents = (int) number(2);
                for (int j = 0; j < Math.min(extents, MOST_ITEMS) && at < box.end; j++) {
                    at += version == 0 ? 0 : sizes & 15;
                    long offset = base + number(sizes >> 12 & 15);
                    long length = number(sizes >> 8 & 15);
                    if (j == 0 && extents == 1) {
                        add(items, id, method == 1 ? data + offset : offset, length);
                    }
                }
            }
        }

        private void add(List<Item> items, int id, long from, long length) {
            var type = types.getOrDefault(id, "");
            boolean wanted = type.equals("Exif") || type.equals("mime");
            if (wanted && from >= 0 && length >= 0 && from <= file.length - length) {
                items.add(
                        new Item(
                                type, Arrays.copyOfRange(file, (int) from, (int) (from + length))));
            }
        }

        private long number(int size) {
            long value = 0;
            for (int i = 0; i < size; i++) {
                value = value << 8 | (at < box.end ? file[at] & 0xFF : 0);
                at++;
            }
            return value;
        }
    }
}
