using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;
using Ramais.Directory.Csv;
using Ramais.Server.Dashboard.Directories;
using Ramais.Server.Dashboard.Language;

namespace Ramais.Server.Dashboard.Parts;

/// <summary>A table for the directory: read, shown with its faults, and only then written.</summary>
public sealed partial class DirectoryUpload
{
    private const int MostFaults = 100;
    private const long LongestFile = 4 * 1024 * 1024;

    private CsvDirectory? _table;
    private ImportCounts _counts;
    private bool _replaces;
    private string? _problem;

    [CascadingParameter] private Tongue Tongue { get; set; } = null!;

    [Parameter] public EventCallback OnWritten { get; set; }

    [Inject] private DirectoryBook Book { get; set; } = null!;

    [Inject] private Operations Operations { get; set; } = null!;

    [Inject] private ISnackbar Messages { get; set; } = null!;

    private async Task ReadAsync(InputFileChangeEventArgs chosen)
    {
        (_table, _problem, _replaces) = (null, null, false);
        try
        {
            using var bytes = new MemoryStream();
            await chosen.File.OpenReadStream(LongestFile).CopyToAsync(bytes);
            Show(DirectoryCsv.Parse(CsvBytes.Decode(bytes.ToArray())));
        }
        catch (IOException)
        {
            _problem = Tongue["O arquivo não pôde ser lido: escolha um de até 4 MB.", "The file can't be read: choose one of up to 4 MB."];
        }
        catch (DirectoryWriteException fault)
        {
            _problem = fault.Message;
        }
    }

    private void Show(CsvDirectory table)
    {
        _counts = Book.Preview(table, _replaces);
        _table = table;
    }

    private void SetReplaces(bool replaces)
    {
        _replaces = replaces;
        if (_table is { } table)
            Show(table);
    }

    private async Task WriteAsync()
    {
        if (_table is not { } table)
            return;
        try
        {
            if (await Operations.AsOperatorAsync<object>("diretório", "importar", () => Task.FromResult<object>(Book.Import(table, _replaces))) is null)
                return;
            Messages.Add(Tongue["Diretório gravado.", "Directory written."], Severity.Success);
            (_table, _replaces) = (null, false);
            await OnWritten.InvokeAsync();
        }
        catch (DirectoryWriteException fault)
        {
            _problem = fault.Message;
        }
    }
}
