using Ramais.Directory;
using Ramais.Extensions;

namespace Ramais.Server.Doctor;

/// <summary>The data folder and the files that people edit in it.</summary>
internal static class FileChecks
{
    /// <summary>Whether the folder can be written; what does not exist yet must be creatable.</summary>
    public static Finding DataFolder(string folder)
    {
        var path = Path.GetFullPath(folder);
        var existing = path;
        while (!Path.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
            existing = parent;
        try
        {
            var probe = Path.Combine(existing, $".ramais-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return Finding.Good("pasta de dados", existing == path ? path : $"{path}, a ser criada");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Finding.Missing("pasta de dados", $"não é possível gravar em {existing}", "dê permissão ao usuário do serviço ou mude DATA_DIR");
        }
    }

    /// <summary>The extensions of the local file: one finding for the file, one for each row that would be rejected.</summary>
    public static (IReadOnlyList<Finding> Findings, IReadOnlyList<Extension> Extensions) Extensions(string path)
    {
        const string Subject = "ramais";
        if (!File.Exists(path))
            return ([Finding.Good(Subject, $"{path} ainda não existe; ./ramais serve cria um exemplo")], []);
        try
        {
            var (accepted, rejected) = ExtensionValidator.Validate(JsonExtensionFile.Read(path, out _), []);
            var rows = rejected.Select(row => Finding.Warning(Subject, $"a linha {row.Id} não vale", string.Join("; ", row.Reasons)));
            return ([Finding.Good(Subject, $"{accepted.Length} em {path}"), .. rows], accepted);
        }
        catch (ExtensionSourceException failure)
        {
            return ([Finding.Missing(Subject, failure.Message, "ou apague-o para começar de um exemplo")], []);
        }
    }

    /// <summary>The directory of apartments: one finding for the file, one for each entry that would be skipped.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="withSample">Whether a first start creates a sample.</param>
    public static IReadOnlyList<Finding> Directory(string path, bool withSample)
    {
        const string Subject = "diretório";
        if (!File.Exists(path))
            return [withSample
                ? Finding.Good(Subject, $"{path} ainda não existe; ./ramais serve cria um exemplo")
                : Finding.Missing(Subject, $"{path} não existe e nenhum apartamento será encontrado", "crie-o como em docs/operacao.md")];
        try
        {
            var faults = DirectoryFile.Load(path).Faults;
            return faults.IsEmpty ? [Finding.Good(Subject, path)] : [.. faults.Select(fault => Finding.Warning(Subject, fault, $"corrija {path}"))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [Finding.Missing(Subject, $"não foi possível ler {path}", "confira as permissões")];
        }
    }
}
