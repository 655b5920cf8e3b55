namespace Ramais.Server.Dashboard.SignIn;

/// <summary>Who is looking.</summary>
internal static class Roles
{
    /// <summary>Sees and changes everything.</summary>
    public const string Operator = "operator";

    /// <summary>Sees names, words and phone numbers masked, and changes nothing.</summary>
    public const string Viewer = "viewer";
}
