using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Ramais.Server.Speech;

/// <summary>What a program gave back.</summary>
/// <param name="ExitCode">As the program set it.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">The first kilobytes of what it wrote to standard error.</param>
internal sealed record SpeechProcessResult(int ExitCode, byte[] Output, string Error);

/// <summary>One run of a program: text in by standard input, bytes out by standard output.</summary>
internal sealed class SpeechProcess : IDisposable
{
    private const int LargestError = 4096;

    private readonly Process _process;

    private SpeechProcess(Process process) => _process = process;

    /// <summary>Runs <paramref name="program"/> to its end. It is killed, with whatever it started, on cancellation or when it writes too much.</summary>
    /// <exception cref="Win32Exception">The program does not exist or may not be run.</exception>
    /// <exception cref="InvalidDataException">It wrote more than <paramref name="largestOutput"/> bytes.</exception>
    public static async Task<SpeechProcessResult> RunAsync(
        string program, IReadOnlyList<string> arguments, string input, int largestOutput, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var run = new SpeechProcess(Start(program, arguments));
        await using var killer = cancellation.UnsafeRegister(state => ((SpeechProcess)state!).Kill(), run);
        var result = await run.CompleteAsync(input, largestOutput);
        cancellation.ThrowIfCancellationRequested();
        return result;
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
        })!;
    }

    // The three pipes move at once: a program that waits for one of them would otherwise wait for ever. They end when the program does.
    private async Task<SpeechProcessResult> CompleteAsync(string input, int largestOutput)
    {
        var feeding = FeedAsync(input);
        var reading = ReadAsync(_process.StandardOutput.BaseStream, largestOutput, onExcess: Kill);
        var complaining = ReadAsync(_process.StandardError.BaseStream, LargestError, onExcess: null);
        await Task.WhenAll(feeding, reading, complaining);
        await _process.WaitForExitAsync();
        var output = await reading ?? throw new InvalidDataException($"more than {largestOutput} bytes");
        return new SpeechProcessResult(_process.ExitCode, output, Encoding.UTF8.GetString(await complaining ?? []));
    }

    private async Task FeedAsync(string input)
    {
        try
        {
            await _process.StandardInput.WriteAsync(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells why.
        }
    }

    // Reads on after the limit, so that the program is not held up in writing, unless that is the reason to end it.
    private static async Task<byte[]?> ReadAsync(Stream pipe, int limit, Action? onExcess)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        var left = limit;
        for (var read = await pipe.ReadAsync(buffer); read > 0; read = await pipe.ReadAsync(buffer))
        {
            bytes.Write(buffer.AsSpan(0, Math.Clamp(left, 0, read)));
            if (left >= 0 && (left -= read) < 0)
                onExcess?.Invoke();
        }
        return left < 0 && onExcess is not null ? null : bytes.ToArray();
    }

    private void Kill()
    {
        try
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in this instant.
        }
    }
}
