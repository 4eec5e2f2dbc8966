using System.Buffers.Binary;
using System.IO.Compression;

namespace BackCare.Cli.Teams;

/// <summary>The mark, a spine of seven soft dots in a curve, drawn as a PNG in the sizes that Teams asks for.</summary>
internal static class Icon
{
    private const int Dots = 7;

    /// <summary>192 × 192: light dots on the accent colour.</summary>
    public static byte[] Color() => Draw(192, (0x0E, 0x66, 0x61), (0xFA, 0xF8, 0xF4));

    /// <summary>32 × 32: white dots on nothing, as Teams wants an outline.</summary>
    public static byte[] Outline() => Draw(32, null, (0xFF, 0xFF, 0xFF));

    private static byte[] Draw(int size, (byte R, byte G, byte B)? ground, (byte R, byte G, byte B) dot)
    {
        // A filter byte before each row of red, green, blue and alpha.
        var rows = new byte[size * ((size * 4) + 1)];
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var cover = Cover((x + 0.5) / size, (y + 0.5) / size, size);
                var at = (y * ((size * 4) + 1)) + 1 + (x * 4);
                var under = ground ?? dot;
                rows[at] = Mix(under.R, dot.R, cover);
                rows[at + 1] = Mix(under.G, dot.G, cover);
                rows[at + 2] = Mix(under.B, dot.B, cover);
                rows[at + 3] = ground is null ? (byte)Math.Round(255 * cover) : (byte)255;
            }
        }

        return Png(size, rows);
    }

    // How much of a point is dot, with an edge one pixel soft.
    private static double Cover(double x, double y, int size)
    {
        var most = 0.0;
        for (var number = 0; number < Dots; number++)
        {
            var along = (number / (Dots - 1.0) * 2) - 1;
            var (cx, cy) = (0.5 + (0.085 * Math.Sin(along * Math.PI)), 0.5 + (along * 0.345));
            var radius = 0.052 + (0.012 * (1 - Math.Abs(along)));
            var distance = Math.Sqrt(((x - cx) * (x - cx)) + ((y - cy) * (y - cy)));
            most = Math.Max(most, Math.Clamp(((radius - distance) * size) + 0.5, 0, 1));
        }

        return most;
    }

    private static byte Mix(byte under, byte over, double cover) => (byte)Math.Round(under + ((over - under) * cover));

    private static byte[] Png(int size, byte[] rows)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, size);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], size);
        header[8] = 8;
        header[9] = 6;
        Chunk(png, "IHDR"u8, header);

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            zlib.Write(rows);
        Chunk(png, "IDAT"u8, packed.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(type, data));
        png.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var crc = Add(Add(uint.MaxValue, type), data);
        return ~crc;

        static uint Add(uint crc, ReadOnlySpan<byte> bytes)
        {
            foreach (var value in bytes)
            {
                crc ^= value;
                for (var bit = 0; bit < 8; bit++)
                    crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }

            return crc;
        }
    }
}
