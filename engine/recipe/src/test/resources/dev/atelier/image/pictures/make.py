"""Makes the pictures of this folder whose names begin with pil_, and what A1111 v1.10.1 sees of them.

Run in this folder with Pillow 9.4 or 9.5. A reference NAME.ref.png is RGB or RGBA after images.read
(exif_transpose, fix_png_transparency) of A1111; other modes are converted to RGB, as images.flatten does.
"""
import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

W, H = 22, 14
y, x = np.mgrid[0:H, 0:W]
RGB = np.stack([(x * 11) % 256, (y * 17) % 256, ((x + 2 * y) * 5) % 256], 2).astype(np.uint8)
RGB[3:8, 5:12] = [200, 40, 30]
GREY = ((x * 9 + y * 4) % 256).astype(np.uint8)
ALPHA = ((x * 12) % 256).astype(np.uint8)
rgb, grey, alpha = Image.fromarray(RGB), Image.fromarray(GREY), Image.fromarray(ALPHA)


def reference(name):
    image = Image.open(name)
    try:
        # Pillow 9 turns a TIFF as it loads it, and exif_transpose would turn it again.
        turned = image if image.format == "TIFF" else ImageOps.exif_transpose(image)
        if turned.mode in ("RGB", "P") and isinstance(turned.info.get("transparency"), bytes):
            turned = turned.convert("RGBA")
        image = turned
    except Exception:
        pass
    if image.mode != "RGBA":
        image = image.convert("RGB")
    Image.fromarray(np.asarray(image)).save(name + ".ref.png", optimize=True)


def save(image, name, **how):
    image.save("pil_" + name, **how)
    reference("pil_" + name)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(name, depth, colour, rows, before=b"", width=W, interlace=0):
    raw = b"".join(b"\0" + row for row in rows)
    head = struct.pack(">IIBBBBB", width, len(rows), depth, colour, 0, 0, interlace)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + before
    data += chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    with open("pil_" + name, "wb") as out:
        out.write(data)
    reference("pil_" + name)


def turned(n):
    exif = Image.Exif()
    exif[0x0112] = n
    return exif.tobytes()


for n in range(1, 9):
    save(rgb, f"turned{n}.jpg", quality=90, exif=turned(n))
save(rgb, "turned6.png", exif=turned(6))
save(rgb, "turned8.webp", lossless=True, exif=turned(8))
save(rgb, "turned3.tif", tiffinfo={0x0112: 3})
info = PngImagePlugin.PngInfo()
info.add_itxt("XML:com.adobe.xmp", '<x tiff:Orientation="8"/>')
save(rgb, "turned8_xmp.png", pnginfo=info)
info = PngImagePlugin.PngInfo()
info.add_text("Raw profile type exif", "\nexif\n  26\n" + turned(5).hex() + "\n", zip=True)
save(rgb, "turned5_profile.png", pnginfo=info)
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
save(rgb, "444.jpg", quality=95, subsampling=0)
save(rgb, "420.jpg", quality=60, subsampling=2)
save(rgb, "progressive.jpg", quality=80, progressive=True)
save(grey, "grey.jpg", quality=80)
save(grey, "grey_profile.jpg", quality=80, icc_profile=profile)
save(rgb.convert("CMYK"), "cmyk.jpg", quality=90)
save(rgb, "rgb.jpg", quality=90)
for bits in (1, 2, 4, 8):
    most = (1 << bits) - 1
    values = GREY.astype(int) * most // 255
    rows = []
    for line in values:
        text = "".join(format(v, f"0{bits}b") for v in line)
        text += "0" * (-len(text) % 8)
        rows.append(bytes(int(text[i : i + 8], 2) for i in range(0, len(text), 8)))
    png(f"grey{bits}.png", bits, 0, rows)
    ramp = bytes(((i * 37) + 11 * c) % 256 for i in range(most + 1) for c in range(3))
    png(f"palette{bits}.png", bits, 3, rows, chunk(b"PLTE", ramp))
    degrees = bytes((i * 80) % 256 for i in range(min(4, most + 1)))
    png(f"palette{bits}_alpha.png", bits, 3, rows, chunk(b"PLTE", ramp) + chunk(b"tRNS", degrees))
    png(f"palette{bits}_key.png", bits, 3, rows, chunk(b"PLTE", ramp) + chunk(b"tRNS", b"\xff\0"))
png("palette_short.png", 8, 3, [line.tobytes() for line in GREY], chunk(b"PLTE", bytes(range(30))))
png("grey8_key.png", 8, 0, [line.tobytes() for line in GREY], chunk(b"tRNS", b"\0\x24"))
png("rgb8_key.png", 8, 2, [line.tobytes() for line in RGB], chunk(b"tRNS", b"\0\xc8\0\x28\0\x1e"))
wide = (RGB.astype(int) * 257 - 100 * (RGB > 10)).clip(0, 65535).astype(">u2")
png("rgb16.png", 16, 2, [line.tobytes() for line in wide])
png("rgba16.png", 16, 6, [np.dstack([wide, (ALPHA.astype(int) * 257).astype(">u2")])[i].tobytes() for i in range(H)])
png("grey16.png", 16, 0, [(GREY.astype(int) * 3).astype(">u2")[i].tobytes() for i in range(H)])
png("grey16_alpha.png", 16, 4, [np.dstack([wide[..., 0], (ALPHA.astype(int) * 257).astype(">u2")])[i].tobytes() for i in range(H)])
both = rgb.copy()
both.putalpha(alpha)
save(both, "rgba.png")
save(Image.merge("LA", [grey, alpha]), "grey_alpha.png")
save(rgb, "profile_gamma.png", icc_profile=profile)
png("gamma.png", 8, 2, [line.tobytes() for line in RGB], chunk(b"gAMA", struct.pack(">I", 100000)))
save(grey, "grey_profile.png", icc_profile=profile)
save(both, "lossless_alpha.webp", lossless=True, exact=True)
save(rgb, "lossless_profile.webp", lossless=True, icc_profile=profile)
smooth = Image.fromarray(np.stack([x * 8 + 40, y * 9 + 60, 128 + 0 * x], 2).astype(np.uint8))
save(smooth, "lossy.webp", quality=80)
later = Image.fromarray(255 - np.asarray(smooth))
save(smooth, "moving_lossy.webp", save_all=True, append_images=[later], duration=80, quality=80)
save(both, "moving_alpha.webp", save_all=True, append_images=[later.convert("RGBA")], duration=80, quality=80)
save(both, "moving_lossless.webp", save_all=True, append_images=[later.convert("RGBA")], lossless=True, exact=True)


def placed(name, colour, flags):
    """An animation whose first frame is smaller than its canvas."""
    still = io.BytesIO()
    colour.resize((12, 8)).save(still, "webp", quality=80)
    data = still.getvalue()
    chunks = data[12:] if data[12:16] != b"VP8X" else data[30:]
    three = lambda n: struct.pack("<I", n)[:3]
    frame = three(3) + three(2) + three(11) + three(7) + three(80) + b"\0" + chunks
    riff = lambda kind, body: kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    body = riff(b"VP8X", struct.pack("<I", flags) + three(W - 1) + three(H - 1))
    body += riff(b"ANIM", b"\xff\xff\xff\xff\0\0") + riff(b"ANMF", frame) * 2
    with open("pil_" + name, "wb") as out:
        out.write(b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body)
    reference("pil_" + name)


placed("moving_placed.webp", smooth, 2)
placed("moving_placed_alpha.webp", both, 18)
save(rgb.quantize(16), "palette.gif")
save(rgb, "rgb.bmp")
save(grey, "grey.bmp")
save(rgb, "rgb.tif", compression="tiff_lzw")
save(grey, "grey.tif")


def interlaced():
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    raw = b""
    for left, top, across, down in passes:
        for line in RGB[top::down, left::across]:
            if line.size:
                raw += b"\0" + line.tobytes()
    head = struct.pack(">IIBBBBB", W, H, 8, 2, 0, 0, 1)
    with open("pil_interlaced.png", "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b""))
    reference("pil_interlaced.png")


interlaced()


def marker(data, code, length):
    """Adds an Adobe marker in front of a JPEG's tables and takes out JFIF's."""
    adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0" + bytes([code])
    jfif = data[2:4] == b"\xff\xe0"
    rest = data[4 + struct.unpack(">H", data[4:6])[0] :] if jfif else data[2:]
    with open("pil_" + length, "wb") as out:
        out.write(b"\xff\xd8" + adobe + rest)
    reference("pil_" + length)


def bytes_of(image):
    out = io.BytesIO()
    image.save(out, "jpeg", quality=90, subsampling=0)
    return out.getvalue()


marker(bytes_of(rgb), 0, "adobe_rgb.jpg")
marker(bytes_of(rgb), 1, "adobe_ycc.jpg")

with open("pil_cmyk.jpg", "rb") as plain:
    inks = bytearray(plain.read())
inks[inks.find(b"Adobe") + 11] = 2
with open("pil_ycck.jpg", "wb") as out:
    out.write(inks)
reference("pil_ycck.jpg")
