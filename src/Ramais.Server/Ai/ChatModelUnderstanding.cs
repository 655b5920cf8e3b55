using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using Microsoft.Extensions.AI;
using OpenAI;
using Ramais.Conversation;
using Ramais.Server.Providers;
using Ramais.Server.Settings;

namespace Ramais.Server.Ai;

/// <summary>Any OpenAI-compatible chat model: AI_MODEL_URL, AI_MODEL, AI_MODEL_KEY.</summary>
internal sealed class ChatModelUnderstanding : IUnderstandingProvider
{
    /// <summary>Local servers take any key; the library wants one.</summary>
    private const string NoKey = "nenhuma";

    private readonly HttpClient _http;
    private readonly IChatClient _model;

    public ChatModelUnderstanding(ChatModelSettings settings)
    {
        _http = BoundedAnswer.Client(settings.Url);
        var options = new OpenAIClientOptions
        {
            Endpoint = settings.Url,
            Transport = new HttpClientPipelineTransport(_http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0), // the visitor waits; the next provider answers instead
        };
        var client = new OpenAIClient(new ApiKeyCredential(settings.Key?.Value ?? NoKey), options);
        _model = client.GetChatClient(settings.Model).AsIChatClient();
    }

    public string Name => "chat_model";

    public string Setting => "AI_MODEL_URL";

    public async Task<Understanding> AskAsync(VisitorTurn turn, CancellationToken cancellation)
    {
        try
        {
            var response = await _model.GetResponseAsync(ChatModelPrompt.Messages(turn), ChatModelPrompt.Options(), cancellation);
            return Parse(response.Text);
        }
#pragma warning disable CA1031 // the library throws whatever its reading of a wrong shape stumbles over, with pieces of the answer in the text
        catch (Exception wrong) when (wrong is not (ProviderFailedException or OperationCanceledException))
#pragma warning restore CA1031
        {
            throw new ProviderFailedException(ProviderFailure.Shape);
        }
    }

    /// <summary>Reads what the model wrote.</summary>
    /// <exception cref="ProviderFailedException">It is not the JSON of the schema.</exception>
    public static Understanding Parse(string text) => StrictJson.Read(
        Encoding.UTF8.GetBytes(text), static root => new Understanding(SlotsJson.Read(root), StrictJson.Text(root, "reply")));

    public void Dispose()
    {
        _model.Dispose();
        _http.Dispose();
    }
}
