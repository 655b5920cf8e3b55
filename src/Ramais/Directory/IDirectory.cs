namespace Ramais.Directory;

/// <summary>The directory as last loaded.</summary>
internal interface IDirectory
{
    /// <summary>The condominium's directory, the directory for all when it has none of its own, or an empty one.</summary>
    CondominiumDirectory For(int condominiumId);
}
