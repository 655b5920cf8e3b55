using System.Text;

namespace Ramais.Server.Dashboard.Directories;

/// <summary>Bytes of a CSV file to text: UTF-8 or, where they can't be that, the Latin-1 that spreadsheets of Brazil still write.</summary>
internal static class CsvBytes
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Decode(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
