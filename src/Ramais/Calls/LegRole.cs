namespace Ramais.Calls;

/// <summary>Which party a connection is; the listener that accepted it decides, never the peer.</summary>
internal enum LegRole
{
    Visitor,
    Resident,
}
