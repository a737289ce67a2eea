using System.Text;

namespace Identity.Core.Apply.Json;

/// <summary>Line and column of bytes that are asked for in their order: a large file is walked through once.</summary>
internal sealed class Places(byte[] bytes)
{
    private int line = 1;
    private int lineStart;

    public (int Line, int Column) Of(int index)
    {
        for (int end; (end = bytes.AsSpan(lineStart, index - lineStart).IndexOf((byte)'\n')) >= 0; lineStart += end + 1) line++;
        return (line, Encoding.UTF8.GetCharCount(bytes.AsSpan(lineStart, index - lineStart)) + 1);
    }
}
