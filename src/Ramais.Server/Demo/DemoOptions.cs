namespace Ramais.Server.Demo;

/// <summary>What the resident of the demonstration does.</summary>
internal enum DemoAnswer
{
    Authorize,
    Deny,

    /// <summary>Never picks up.</summary>
    None,
}

/// <summary>A demonstration as asked for: by keys, or by voice.</summary>
internal sealed record DemoOptions(DemoAnswer Answer, bool Voice)
{
    /// <summary>The word of the API and of the access system for the outcome.</summary>
    public string Expected => Answer switch
    {
        DemoAnswer.Authorize => "authorized",
        DemoAnswer.Deny => "denied",
        _ => "no_answer",
    };
}
