namespace Ramais.Server.Dashboard.SignIn;

/// <summary>Why nobody was signed in.</summary>
public enum SignInFault
{
    /// <summary>Nobody has tried yet.</summary>
    None,

    WrongPassword,

    TooOften,

    /// <summary>The form is not one that this server gave this browser, or not any more.</summary>
    OldForm,
}
