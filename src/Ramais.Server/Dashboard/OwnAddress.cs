using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Ramais.Server.Dashboard;

/// <summary>Where our API listens; the real port where API_PORT is 0. Known once the server has started.</summary>
internal sealed class OwnAddress(IServer server)
{
    public Uri Uri => new(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
}
