namespace Ramais.Server.Tests.History;

/// <summary>Tests that empty the driver's pools, which the whole process shares: one of them counts on the connection it has put into its own.</summary>
[CollectionDefinition(Name)]
public sealed class SqlitePools
{
    public const string Name = "SQLite pools";
}
